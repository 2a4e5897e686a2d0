public import Scoring

/// A scorecard that was read and checked, with the digest of its file.
public struct LoadedModel: Sendable {
  /// The card.
  public let scorecard: Scorecard
  /// SHA-256 of the file's bytes, in hexadecimal.
  public let sha256: String
  /// Name of the file, as messages show it.
  public let file: String
  /// Whether it is the sample card that ships with the engine.
  public let isBuiltIn: Bool
}

/// The JSON of a model; read as YAML, of which JSON is a part, so that every fault has its line.
public enum ModelFile {
  /// What messages call the card that ships with the engine.
  public static let builtInName = "built-in model"

  /// The card that ships with the engine: synthetic, an illustration.
  public static var builtInBytes: [UInt8] { PackageResources.model_json }

  /// The card that ships with the engine.
  ///
  /// - Throws: ``DocumentFaults`` never, a test reads the file.
  public static func builtIn() throws(DocumentFaults) -> LoadedModel {
    try load(bytes: builtInBytes, name: builtInName, isBuiltIn: true)
  }

  /// Reads a model.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: Its name, as messages show it.
  /// - Throws: All faults of the file.
  public static func load(bytes: [UInt8], name: String) throws(DocumentFaults) -> LoadedModel {
    try load(bytes: bytes, name: name, isBuiltIn: false)
  }

  private static func load(
    bytes: [UInt8], name: String, isBuiltIn: Bool
  ) throws(DocumentFaults) -> LoadedModel {
    let (root, faults) = try DocumentText(bytes, file: name).parse()
    let context = DocumentContext(file: name, faults: faults)
    let card = Scorecard(SectionReader(root: root, context: context), isSegment: false)
    try context.check()
    return LoadedModel(scorecard: card, sha256: digestText(bytes), file: name, isBuiltIn: isBuiltIn)
  }
}
