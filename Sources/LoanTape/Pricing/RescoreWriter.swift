internal import CreditRisk
internal import Lending
internal import Rescoring

/// Writes rescored batches as CSV: money with two decimals, all else with twelve significant digits.
struct RescoreWriter: Sendable {
  private let classes: [[UInt8]]
  private let reasons: [[UInt8]]
  private let grades: [[UInt8]]
  private let modelCount: Int

  init(grades: [String], modelCount: Int) {
    classes = RiskClass.allCases.map { Array($0.code.utf8) }
    reasons = ClassReason.allCases.map { Array($0.code.utf8) }
    self.grades = grades.map { RescoreWriter.quoted(Array($0.utf8)) }
    self.modelCount = modelCount
  }

  /// The header line.
  var header: [UInt8] {
    var names = RescoreSchema.columns.map(\.name)
    for model in 1..<max(1, modelCount) { names += ["score_\(model + 1)", "pd_\(model + 1)"] }
    return Array((names.joined(separator: ",") + "\n").utf8)
  }

  /// More than a row can take beside its identifier: nineteen numbers, all reasons, further models.
  private var rowRoom: Int { 2048 + 64 * modelCount }

  /// Writes a batch from the start of a buffer that grows as needed and is used again.
  ///
  /// - Returns: Bytes written.
  func write(_ batch: LoanBatch, _ result: RescoredBatch, into bytes: inout [UInt8]) -> Int {
    var used = 0
    for row in 0..<batch.count {
      let range = batch.identifierRange(of: row)
      let needed = used + rowRoom + range.count * 2
      if bytes.count < needed { bytes.append(contentsOf: repeatElement(0, count: max(needed, 1 << 16))) }
      // SAFETY: `needed` bytes are there, more than the row can take.
      used = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return used }
        var cursor = unsafe TextCursor(start: start, count: used)
        write(row, range, batch, result, &cursor)
        return cursor.count
      }
    }
    return used
  }

  private func write(
    _ row: Int, _ identifier: Range<Int>, _ batch: LoanBatch, _ result: RescoredBatch,
    _ cursor: inout TextCursor
  ) {
    put(batch.identifierBytes.span.extracting(identifier), &cursor)
    put(result.score[row], &cursor)
    cursor.put(44)
    cursor.put(grades[Int(result.grade[row])])
    put(result.probability[row], &cursor)
    put(result.lossGivenDefault[row], &cursor)
    put(fen: result.exposure[row], &cursor)
    let verdict = result.verdict[row]
    cursor.put(44)
    cursor.put(classes[Int(verdict.riskClass.rawValue)])
    cursor.put(44)
    put(reasons: verdict.reasons, &cursor)
    cursor.put(44)
    if verdict.rule != missingCode { cursor.put(reasons[Int(verdict.rule)]) }
    cursor.put(44)
    cursor.put(48 + result.stage[row])
    put(fen: result.twelveMonthLoss[row], &cursor)
    put(fen: result.lifetimeLoss[row], &cursor)
    put(fen: result.loss[row], &cursor)
    put(result.riskWeight[row], &cursor)
    put(fen: result.riskWeighted[row], &cursor)
    put(fen: result.capital[row], &cursor)
    put(result.requiredRate[row], &cursor)
    put(result.rateGap[row], &cursor)
    put(result.raroc[row], &cursor)
    for model in 1..<max(1, modelCount) {
      put(result.modelScores[model * result.count + row], &cursor)
      put(result.modelProbabilities[model * result.count + row], &cursor)
    }
    cursor.put(10)
  }

  @inline(__always) private func put(_ value: Double, _ cursor: inout TextCursor) {
    cursor.put(44)
    if value.isFinite { cursor.put(number: value) }
  }

  @inline(__always) private func put(fen: Int64, _ cursor: inout TextCursor) {
    cursor.put(44)
    cursor.put(fen: fen)
  }

  @inline(__always) private func put(reasons bits: UInt32, _ cursor: inout TextCursor) {
    var rest = bits
    while rest != 0 {
      let position = rest.trailingZeroBitCount
      cursor.put(reasons[position])
      rest &= rest - 1
      if rest != 0 { cursor.put(59) }
    }
  }

  /// An identifier, quoted where RFC 4180 asks for it.
  private func put(_ bytes: Span<UInt8>, _ cursor: inout TextCursor) {
    var needsQuotes = false
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if byte == 44 || byte == 34 || byte == 10 || byte == 13 { needsQuotes = true }
    }
    guard needsQuotes else {
      cursor.put(bytes)
      return
    }
    cursor.put(34)
    for index in 0..<bytes.count {
      if bytes[index] == 34 { cursor.put(34) }
      cursor.put(bytes[index])
    }
    cursor.put(34)
  }

  private static func quoted(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(where: { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }) else { return bytes }
    return [34] + bytes.flatMap { $0 == 34 ? [34, 34] : [$0] } + [34]
  }
}
