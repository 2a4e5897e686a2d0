internal import Foundation
public import LoanPricing
public import LoanTape

/// What the rescore of a part of a tape leaves beside its per-loan output, to be merged into that of the whole.
///
/// Totals are exact whole numbers, so the merged summary has the bytes of one run.
public struct PartialRescore: Codable, Sendable {
  static let format = "lprisk-partial-1"

  /// The policy of the run, to be read again: what a summary says of it cannot be told from its totals.
  public struct PolicySource: Codable, Sendable {
    /// Name of its file; nil: the built-in one.
    public var file: String?
    /// The file's text.
    public var text: String
    /// What `--set` changed, in order.
    public var settings: [String]

    /// Creates a source.
    public init(file: String?, text: String, settings: [String]) {
      self.file = file
      self.text = text
      self.settings = settings
    }
  }

  private var format: String
  private var engineVersion: String
  private var context: ResultContext
  private var models: [RescoreReport.SourceFile]
  private var warnings: [String]
  private var tape: RescoreReport.SourceFile
  /// The policy.
  public private(set) var policy: PolicySource
  /// The per-loan output: a name beside this file, or a path.
  public private(set) var output: String
  /// The totals.
  public private(set) var result: TapeRunResult

  /// What a report was made from.
  ///
  /// - Parameters:
  ///   - report: The report of the part; its first file is the tape, the others are the models.
  ///   - policy: The policy of the run.
  ///   - output: The per-loan output: a name beside this file, or a path.
  public init(_ report: RescoreReport, policy: PolicySource, output: String) {
    self.policy = policy
    format = PartialRescore.format
    engineVersion = EngineVersion.current
    context = report.context
    models = Array(report.files.dropFirst())
    warnings = report.more
    tape = report.files.first ?? RescoreReport.SourceFile(name: "", sha256: "")
    self.output = output
    result = report.result
  }

  /// Reads a file that ``text`` wrote.
  ///
  /// - Throws: ``InputFault/content(file:allowed:)``
  public init(bytes: [UInt8], file: String) throws {
    guard let line = SealedText.open(bytes),
      let read = try? JSONDecoder().decode(PartialRescore.self, from: Data(line)),
      read.format == PartialRescore.format
    else {
      throw InputFault.content(file: file, allowed: "a partial result of rescore --partial")
    }
    self = read
  }

  /// The file.
  ///
  /// - Throws: What the encoder throws; a partial result holds nothing that JSON does not.
  public func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return SealedText.seal(String(decoding: try encoder.encode(self), as: UTF8.self))
  }

  /// SHA-256 of the resolved policy.
  public var policyDigest: String { context.policyDigest }

  /// The first thing in which another part was made otherwise, so that the two do not make a whole: its name, the value
  /// here and the value there.
  public func difference(from other: PartialRescore) -> (name: String, here: String, there: String)? {
    func list(_ texts: [String]) -> String { texts.joined(separator: ", ") }
    let pairs: [(String, String, String)] = [
      ("engine_version", engineVersion, other.engineVersion),
      ("as_of", "\(context.asOf)", "\(other.context.asOf)"),
      ("policy_sha256", context.policyDigest, other.context.policyDigest),
      (
        "policy settings", list(context.changes.map { "\($0.path)=\($0.value)" }),
        list(other.context.changes.map { "\($0.path)=\($0.value)" })
      ),
      ("models", list(result.modelNames), list(other.result.modelNames)),
      ("model files", list(models.map(\.sha256)), list(other.models.map(\.sha256))),
      ("prime rates", result.primeRatesSHA256, other.result.primeRatesSHA256),
      ("samples", PartialRescore.name(result.sample), PartialRescore.name(other.result.sample)),
      ("unread_columns", list(result.unreadColumns), list(other.result.unreadColumns)),
    ]
    return pairs.first { $0.1 != $0.2 }
  }

  /// What a sample was made of.
  private static func name(_ sample: RescoreSample?) -> String {
    guard let plan = sample?.plan else { return "none" }
    return "\(plan.count) with seed \(plan.seed) by \(plan.stratum?.rawValue ?? "nothing")"
  }

  /// The report of the whole.
  ///
  /// - Parameters:
  ///   - parts: At least one; no two differ.
  ///   - policy: The policy of the parts, as it was read again.
  ///   - tape: The whole tape; nil: the tapes of the parts are named.
  ///   - control: Totals that were compared.
  public static func report(
    _ parts: [PartialRescore], policy: BankPolicy, tape: RescoreReport.SourceFile?, control: ControlTotals
  ) -> RescoreReport? {
    guard let first = parts.first else { return nil }
    var result = first.result
    for part in parts.dropFirst() { result.merge(part.result) }
    result.part(by: policy.concentration)
    let tapes = tape.map { [$0] } ?? parts.map(\.tape)
    return RescoreReport(
      result, policy: policy, context: first.context, files: tapes + first.models, control: control,
      warnings: first.warnings)
  }
}
