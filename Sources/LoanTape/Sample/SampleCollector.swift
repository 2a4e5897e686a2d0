internal import CreditRisk
internal import Lending
internal import LoanFiles
internal import LoanUnits
internal import Rescoring

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
    let bytes = text.copy
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
    let rows = ordered.flatMap { stratum in
      stratum.keys.inOrder.map { entry in
        RescoreSample.Row(
          stratum: stratum.name, key: SampleCollector.hexadecimal(entry.key),
          text: String(decoding: entry.payload, as: UTF8.self))
      }
    }
    let columns = String(decoding: header.dropLast(), as: UTF8.self)
    return RescoreSample(
      plan: plan, header: ([columns] + RescoreSample.moreColumns).joined(separator: ",") + "\n", rows: rows)
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

  private static func hexadecimal(_ key: Digest128) -> String {
    [key.high, key.low].map { half in
      let text = String(half, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
  }
}
