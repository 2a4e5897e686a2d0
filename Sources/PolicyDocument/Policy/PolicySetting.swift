/// One `--set KEY=VALUE`.
struct PolicySetting {
  /// What was given.
  let text: String
  /// The path.
  let key: String
  /// The value, as YAML writes it.
  let value: DocumentNode

  /// Takes a setting apart.
  init(_ text: String) throws(SettingFault) {
    self.text = text
    guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
      throw SettingFault(setting: text, key: text, value: "", problem: .notASetting)
    }
    key = String(text[..<sign])
    let written = String(text[text.index(after: sign)...])
    do throws(DocumentFaults) {
      value = try Self.node(written)
    } catch {
      let problem = error.faults.first?.problem ?? .syntax("")
      throw SettingFault(setting: text, key: key, value: written, problem: .value(problem))
    }
  }

  /// A value alone is no document when it is empty.
  private static func node(_ written: String) throws(DocumentFaults) -> DocumentNode {
    if written.allSatisfy(\.isWhitespace) {
      return DocumentNode(content: .scalar(text: "", isQuoted: false), line: 1, column: 1)
    }
    let (node, faults) = try DocumentText(Array(written.utf8), file: "--set").parse()
    if !faults.isEmpty { throw DocumentFaults(faults) }
    return node
  }

  /// Puts the value into a document.
  func apply(to root: inout DocumentNode) throws(SettingFault) {
    guard replace(in: &root, at: key.split(separator: ".", omittingEmptySubsequences: false)[...]) else {
      throw SettingFault(setting: text, key: key, value: value.shown, problem: .unknownPath(suggestion: nil))
    }
  }

  /// Replaces what stands at a path, or adds the last name of it to a mapping.
  ///
  /// Names may hold dots, so the longest that fits is tried first.
  private func replace(in node: inout DocumentNode, at path: ArraySlice<Substring>) -> Bool {
    guard let head = path.first else {
      let (line, column) = (node.line, node.column)
      node = value
      node.line = line
      node.column = column
      return true
    }
    switch node.content {
    case .scalar:
      return false
    case .sequence(var items):
      guard let index = Int(head), items.indices.contains(index), head == "\(index)",
        replace(in: &items[index], at: path.dropFirst())
      else { return false }
      node.content = .sequence(items)
      return true
    case .mapping(var entries):
      for length in stride(from: path.count, through: 1, by: -1) {
        let name = path.prefix(length).joined(separator: ".")
        guard let index = entries.firstIndex(where: { $0.key == name }) else { continue }
        guard replace(in: &entries[index].value, at: path.dropFirst(length)) else { continue }
        node.content = .mapping(entries)
        return true
      }
      guard path.count == 1, !head.isEmpty else { return false }
      var added = value
      added.line = node.line
      added.column = node.column
      entries.append(
        DocumentNode.Entry(key: String(head), line: node.line, column: node.column, value: added))
      node.content = .mapping(entries)
      return true
    }
  }
}

/// Why a `--set` is refused: wrong usage, not a bad file.
public struct SettingFault: Error, Hashable, Sendable {
  /// The kind of fault.
  public enum Problem: Hashable, Sendable {
    /// There is no `=` with a name before it.
    case notASetting
    /// The policy has no such leaf; the path that was probably meant.
    case unknownPath(suggestion: String?)
    /// The value is not allowed there.
    case value(DocumentFault.Problem)
    /// The value contradicts another leaf, at that path.
    case contradiction(path: String, DocumentFault.Problem)
  }

  /// What was given.
  public var setting: String
  /// The part before the first `=`.
  public var key: String
  /// The part after it.
  public var value: String
  /// What is wrong.
  public var problem: Problem

  /// Creates a fault.
  public init(setting: String, key: String, value: String, problem: Problem) {
    self.setting = setting
    self.key = key
    self.value = value
    self.problem = problem
  }

  /// The fault of the setting that caused the faults of a policy; nil when none did.
  init?(of faults: [DocumentFault], settings: [PolicySetting]) {
    func covers(_ setting: PolicySetting, _ fault: DocumentFault) -> Bool {
      fault.path == setting.key || fault.path.hasPrefix(setting.key + ".")
    }
    for setting in settings {
      guard let fault = faults.first(where: { covers(setting, $0) }) else { continue }
      let given = String(setting.text.dropFirst(setting.key.count + 1))
      if case .unknownKey(let name) = fault.problem {
        let parent = setting.key.lastIndex(of: ".").map { setting.key[...$0] } ?? ""
        self.init(
          setting: setting.text, key: setting.key, value: given,
          problem: .unknownPath(suggestion: name.map { parent + $0 }))
      } else {
        self.init(setting: setting.text, key: setting.key, value: given, problem: .value(fault.problem))
      }
      return
    }
    guard let fault = faults.first, let setting = settings.last else { return nil }
    let related = settings.last {
      $0.key.split(separator: ".").first == fault.path.split(separator: ".").first
    }
    let cause = related ?? setting
    self.init(
      setting: cause.text, key: cause.key, value: String(cause.text.dropFirst(cause.key.count + 1)),
      problem: .contradiction(path: fault.path, fault.problem))
  }
}

extension SettingFault: CustomStringConvertible {
  /// The setting and what is wrong with it, in one English sentence.
  public var description: String {
    let key = DocumentFault.Problem.oneLine(key)
    let lead = "--set \(DocumentFault.Problem.oneLine(setting)): "
    switch problem {
    case .notASetting: return lead + "not of the form KEY=VALUE"
    case .unknownPath(let suggestion?): return lead + "the policy has no \(key); did you mean \(suggestion)?"
    case .unknownPath(nil): return lead + "the policy has no \(key)"
    case .value(let problem): return lead + problem.sentence(of: value)
    case .contradiction(let path, let problem): return lead + "then \(path): \(problem.sentence(of: value))"
    }
  }
}
