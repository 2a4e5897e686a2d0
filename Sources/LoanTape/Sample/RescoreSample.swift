public import LoanFiles

/// A sample of loans for checking by hand: those with the smallest keyed hashes of their identifiers.
///
/// A loan's key depends on its identifier and the seed alone, so the sample is the same for any order of the rows, any
/// number of threads and any split of the tape: the smallest keys of the samples of all parts are those of the whole.
public struct RescoreSample: Codable, Sendable {
  /// What the sample is made of.
  public struct Plan: Codable, Hashable, Sendable {
    /// Loans, in each stratum where there are strata.
    public var count: Int
    /// Seed of the hash.
    public var seed: UInt64
    /// What the loans are stratified by; nil: not at all.
    public var stratum: Stratum?

    /// Creates a plan.
    public init(count: Int, seed: UInt64, stratum: Stratum? = nil) {
      self.count = count
      self.seed = seed
      self.stratum = stratum
    }
  }

  /// What loans can be stratified by: results of the rescore and facts of the tape.
  public enum Stratum: String, CaseIterable, Codable, Sendable {
    case riskClass = "class"
    case stage
    case grade
    case size
    case guarantee
    case industry
    case region
  }

  /// Columns beside those of the per-loan output.
  public static let moreColumns = SampleFacts.columns + ["stratum", "sample_key"]

  /// A loan of the sample.
  struct Row: Codable, Sendable {
    var stratum: String
    /// Thirty-two digits, so that texts are in the order of the keys.
    var key: String
    /// Results and facts.
    var text: String
  }

  /// What the sample is made of.
  public let plan: Plan
  let header: String
  /// By stratum and key.
  private(set) var rows: [Row]

  init(plan: Plan, header: String, rows: [Row]) {
    self.plan = plan
    self.header = header
    self.rows = rows
  }

  /// Takes in the sample of another part of the tape, made by the same plan.
  public mutating func merge(_ other: RescoreSample) {
    let strata = Dictionary(grouping: rows + other.rows) { $0.stratum }.sorted { $0.key < $1.key }
    rows = strata.flatMap { _, rows in rows.sorted { $0.key < $1.key }.prefix(plan.count) }
  }

  /// Writes the sample as CSV, by stratum and key.
  ///
  /// - Throws: What ``OutputSink/write(_:)-([UInt8])`` throws.
  public func write(to sink: OutputSink) throws(FileFault) {
    let lines = rows.map { "\($0.text),\(SampleFacts.quoted($0.stratum)),\($0.key)\n" }
    try sink.write(header + lines.joined())
  }
}
