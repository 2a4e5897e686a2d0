internal import CreditRisk
internal import Lending
public import LoanFiles
internal import LoanUnits
internal import Rescoring

/// A sample of loans for checking by hand: those with the smallest keyed hashes of their identifiers.
///
/// A loan's key depends on its identifier and the seed alone, so the sample is the same for any order of the rows, any
/// number of threads and any split of the tape: the smallest keys of the samples of all parts are those of the whole.
public struct RescoreSample: Codable, Sendable {
  /// What the sample is made of.
  public struct Plan: Sendable {
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
  public enum Stratum: String, CaseIterable, Sendable {
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

  let header: String
  let rows: [[UInt8]]

  /// Writes the sample as CSV, by stratum and key.
  ///
  /// - Throws: What ``OutputSink/write(_:)-([UInt8])`` throws.
  public func write(to sink: OutputSink) throws(FileFault) {
    try sink.write(header)
    for row in rows { try sink.write(row) }
  }
}

/// One worker's part of a sample.
struct SampleCollector: Sendable {
  let plan: RescoreSample.Plan
  private let names: SampleNames
  /// Rows by the number of their stratum.
  private var strata: [UInt32: SmallestKeys<[UInt8]>] = [:]
  private var accepted: [(row: Int, key: Digest128, stratum: UInt32)] = []

  init(_ plan: RescoreSample.Plan, names: SampleNames) {
    self.plan = plan
    self.names = names
  }

  /// Offers the loans of a batch.
  ///
  /// - Parameter text: The batch as the per-loan output has it.
  mutating func offer(_ batch: LoanBatch, _ result: RescoredBatch, text: TextBuffer) {
    accepted.removeAll(keepingCapacity: true)
    for row in 0..<batch.count {
      let key = Digest128(
        batch.identifierBytes.span.extracting(batch.identifierRange(of: row)), seed: plan.seed)
      let stratum = stratum(batch, result, row)
      if strata[stratum]?.accepts(key) ?? true { accepted.append((row, key, stratum)) }
    }
    guard !accepted.isEmpty else { return }
    let bytes = text.bytes
    let rows = SampleCollector.rows(bytes)
    let facts = SampleFacts(names)
    for (row, key, stratum) in accepted {
      strata[stratum, default: SmallestKeys(limit: plan.count)].insert(
        key, Array(bytes[rows[row]]) + facts.text(batch, row))
    }
  }

  /// Forgets all loans: what a worker begins with.
  mutating func clear() { strata = [:] }

  mutating func merge(_ other: SampleCollector) {
    for (stratum, keys) in other.strata {
      strata[stratum, default: SmallestKeys(limit: plan.count)].merge(keys)
    }
  }

  /// All rows, by the text of their stratum, then by key.
  func sample(header: [UInt8]) -> RescoreSample {
    let ordered = strata.map { (name: name(of: $0.key), keys: $0.value) }.sorted { $0.name < $1.name }
    var rows: [[UInt8]] = []
    for stratum in ordered {
      let name = Array(("," + SampleFacts.quoted(stratum.name) + ",").utf8)
      for entry in stratum.keys.ascending {
        rows.append(entry.payload + name + Array((SampleCollector.hexadecimal(entry.key) + "\n").utf8))
      }
    }
    let columns = String(decoding: header.dropLast(), as: UTF8.self)
    return RescoreSample(
      header: ([columns] + RescoreSample.moreColumns).joined(separator: ",") + "\n", rows: rows)
  }

  private func stratum(_ batch: LoanBatch, _ result: RescoredBatch, _ row: Int) -> UInt32 {
    switch plan.stratum {
    case nil: 0
    case .riskClass: UInt32(result.verdict[row].riskClass.rawValue)
    case .stage: UInt32(result.stage[row])
    case .grade: UInt32(result.grade[row])
    case .size: UInt32(batch[.size, row])
    case .guarantee: UInt32(batch[.guarantee, row])
    case .industry: batch[.industry, row]
    case .region: batch[.region, row]
    }
  }

  private func name(of stratum: UInt32) -> String {
    switch plan.stratum {
    case nil: ""
    case .riskClass: SampleFacts.code(RiskClass.codes, UInt8(truncatingIfNeeded: stratum))
    case .stage: "\(stratum)"
    case .grade: names.grades[Int(stratum)]
    case .size: SampleFacts.code(EnterpriseSize.codes, UInt8(truncatingIfNeeded: stratum))
    case .guarantee: SampleFacts.code(Guarantee.codes, UInt8(truncatingIfNeeded: stratum))
    case .industry: SampleFacts.word(names.industries, stratum)
    case .region: SampleFacts.word(names.regions, stratum)
    }
  }

  /// Where each record lies, without its line feed: only identifiers and grades may stand in quotes.
  private static func rows(_ bytes: [UInt8]) -> [Range<Int>] {
    var rows: [Range<Int>] = []
    var start = 0
    var isQuoted = false
    for (index, byte) in bytes.enumerated() {
      if byte == 34 { isQuoted.toggle() }
      if byte == 10, !isQuoted {
        rows.append(start..<index)
        start = index + 1
      }
    }
    return rows
  }

  /// Thirty-two digits, so that texts are in the order of the keys.
  private static func hexadecimal(_ key: Digest128) -> String {
    [key.high, key.low].map { half in
      let text = String(half, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
  }
}
