internal import LoanPricing

/// The policy's YAML.
public enum PolicyFile {
  /// What messages call the policy that ships with the engine.
  public static let builtInName = "built-in policy"

  /// The file that ships with the engine, with a comment and a source for each value.
  public static var builtInBytes: [UInt8] { PackageResources.policy_yaml }

  /// The policy that ships with the engine.
  ///
  /// - Parameter settings: `KEY=VALUE` of `--set`, in order.
  /// - Throws: ``SettingFault`` for a setting; ``DocumentFaults`` never, a test reads the file.
  public static func builtIn(settings: [String] = []) throws -> LoadedPolicy {
    let root = try DocumentText(builtInBytes, file: builtInName).parse().root
    return try resolve(root, file: builtInName, isBuiltIn: true, settings: settings)
  }

  /// Reads a policy.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: Its name, as messages show it.
  ///   - settings: `KEY=VALUE` of `--set`, in order; applied after the file itself was accepted.
  /// - Throws: ``DocumentFaults`` with all faults of the file, or ``SettingFault``.
  public static func load(bytes: [UInt8], name: String, settings: [String] = []) throws -> LoadedPolicy {
    let (root, faults) = try DocumentText(bytes, file: name).parse()
    if !faults.isEmpty || !settings.isEmpty {
      let context = DocumentContext(file: name, faults: faults)
      _ = BankPolicy(SectionReader(root: root, context: context))
      try context.check()
    }
    return try resolve(root, file: name, isBuiltIn: false, settings: settings)
  }

  /// Applies settings to a document and reads it.
  static func resolve(
    _ root: DocumentNode, file: String, isBuiltIn: Bool, settings: [String]
  ) throws -> LoadedPolicy {
    var root = root
    var parsed: [PolicySetting] = []
    for text in settings {
      let setting = try PolicySetting(text)
      try setting.apply(to: &root)
      parsed.append(setting)
    }
    let context = DocumentContext(file: file)
    let policy = BankPolicy(SectionReader(root: root, context: context))
    if !context.faults.isEmpty {
      if let fault = SettingFault(of: context.faults, settings: parsed) { throw fault }
      try context.check()
    }
    var changed: [String] = []
    for setting in parsed where !changed.contains(setting.key) { changed.append(setting.key) }
    return LoadedPolicy(
      policy: policy, file: file, isBuiltIn: isBuiltIn, changed: changed, leaves: context.leaves)
  }
}
