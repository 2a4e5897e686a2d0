internal import CKernels
internal import CreditRisk
internal import Lending
internal import Rescoring

/// Writes rescored batches as CSV: money with two decimals, all else with twelve significant digits.
struct RescoreWriter: Sendable {
  private let classes: TextList
  private let reasons: TextList
  private let grades: TextList
  private let longestGrade: Int
  private let modelCount: Int
  private let writesApproaches: Bool

  init(grades: [String], modelCount: Int, writesApproaches: Bool = false) {
    classes = TextList(RiskClass.allCases.map { Array($0.code.utf8) })
    reasons = TextList(ClassReason.allCases.map { Array($0.code.utf8) })
    self.grades = TextList(grades.map { PaddedText.quoted(Array($0.utf8)) })
    longestGrade = grades.map(\.utf8.count).max() ?? 0
    self.modelCount = modelCount
    self.writesApproaches = writesApproaches
  }

  /// The header line.
  var header: [UInt8] {
    var names = RescoreSchema.columns.map(\.name)
    for model in 1..<max(1, modelCount) { names += ["score_\(model + 1)", "pd_\(model + 1)"] }
    if writesApproaches { names += RescoreSchema.approachColumns.map(\.name) }
    return Array((names.joined(separator: ",") + "\n").utf8)
  }

  /// More than a row can take beside its identifier: two dozen numbers, all reasons, further models.
  private var rowRoom: Int { 2048 + 64 * modelCount + 2 * longestGrade }

  /// Writes a batch from the start of a buffer that grows as needed and is used again.
  func write(_ batch: LoanBatch, _ result: RescoredBatch, into text: TextBuffer) {
    text.count = 0
    let identifiers = batch.identifierBytes.span
    let isPlain =
      batch.count == 0
      || !RescoreWriter.needQuotes(
        identifiers.extracting(0..<batch.identifierRange(of: batch.count - 1).upperBound))
    let score = result.score.span
    let grade = result.grade.span
    let probability = result.probability.span
    let lossGivenDefault = result.lossGivenDefault.span
    let exposure = result.exposure.span
    let verdicts = result.verdict.span
    let stage = result.stage.span
    let twelveMonthLoss = result.twelveMonthLoss.span
    let lifetimeLoss = result.lifetimeLoss.span
    let loss = result.loss.span
    let riskWeight = result.riskWeight.span
    let riskWeighted = result.riskWeighted.span
    let capital = result.capital.span
    let requiredRate = result.requiredRate.span
    let rateGap = result.rateGap.span
    let raroc = result.raroc.span
    for row in 0..<batch.count {
      let identifier = batch.identifierRange(of: row)
      text.reserve(rowRoom + identifier.count * 2)
      var cursor = text.cursor
      if isPlain, identifier.upperBound + TextList.step <= identifiers.count {
        // SAFETY: a whole step can be read behind the identifier; the pointer is used within the call.
        unsafe identifiers.withUnsafeBufferPointer { buffer in
          guard let start = buffer.baseAddress else { return }
          unsafe cursor.put(start + identifier.lowerBound, count: identifier.count)
        }
      } else {
        put(quoted: identifiers.extracting(identifier), &cursor)
      }
      put(score[row], &cursor)
      cursor.put(44)
      cursor.put(grades, Int(grade[row]))
      put(probability[row], &cursor)
      put(lossGivenDefault[row], &cursor)
      put(fen: exposure[row], &cursor)
      let verdict = verdicts[row]
      cursor.put(44)
      cursor.put(classes, Int(verdict.riskClass.rawValue))
      cursor.put(44)
      if verdict.reasons != 0 { put(reasons: verdict.reasons, &cursor) }
      cursor.put(44)
      if verdict.rule != missingCode { cursor.put(reasons, Int(verdict.rule)) }
      cursor.put(44)
      cursor.put(48 &+ stage[row])
      put(losses: (twelveMonthLoss[row], lifetimeLoss[row], loss[row]), &cursor)
      put(riskWeight[row], &cursor)
      put(fen: riskWeighted[row], &cursor)
      put(fen: capital[row], &cursor)
      put(requiredRate[row], &cursor)
      put(rateGap[row], &cursor)
      put(raroc[row], &cursor)
      for model in 1..<max(1, modelCount) {
        put(result.modelScores[model * result.count + row], &cursor)
        put(result.modelProbabilities[model * result.count + row], &cursor)
      }
      if writesApproaches {
        put(fen: result.byApproach[row].weighting, &cursor)
        put(fen: result.byApproach[row].ratings, &cursor)
      }
      cursor.put(10)
      text.count = cursor.count
    }
  }

  @inline(__always) private func put(_ value: Double, _ cursor: inout TextCursor) {
    cursor.put(44)
    if value.isFinite { cursor.put(number: value) }
  }

  @inline(__always) private func put(fen: Int64, _ cursor: inout TextCursor) {
    cursor.put(44)
    cursor.put(fen: fen)
  }

  /// Both losses and that of the stage, which is one of the two.
  @inline(__always) private func put(losses: (Int64, Int64, Int64), _ cursor: inout TextCursor) {
    let limit: Int64 = 10_000_000_000
    let isShort = losses.0 >= 0 && losses.0 < limit && losses.1 >= 0 && losses.1 < limit
    guard isShort, losses.2 == losses.0 || losses.2 == losses.1 else {
      put(fen: losses.0, &cursor)
      put(fen: losses.1, &cursor)
      put(fen: losses.2, &cursor)
      return
    }
    let first = TextCursor.words(ofFen: losses.0)
    let second = TextCursor.words(ofFen: losses.1)
    cursor.put(44)
    cursor.put(words: first.words, count: first.count)
    cursor.put(44)
    cursor.put(words: second.words, count: second.count)
    let third = losses.2 == losses.0 ? first : second
    cursor.put(44)
    cursor.put(words: third.words, count: third.count)
  }

  @inline(__always) private func put(reasons bits: UInt32, _ cursor: inout TextCursor) {
    var rest = bits
    while rest != 0 {
      let position = rest.trailingZeroBitCount
      cursor.put(reasons, position)
      rest &= rest - 1
      if rest != 0 { cursor.put(59) }
    }
  }

  /// An identifier, quoted where RFC 4180 asks for it.
  private func put(quoted bytes: Span<UInt8>, _ cursor: inout TextCursor) {
    guard RescoreWriter.needQuotes(bytes) else {
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

  /// Whether one of some bytes asks for quotes.
  private static func needQuotes(_ bytes: Span<UInt8>) -> Bool {
    // SAFETY: the bytes are read within the call.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return false }
      return unsafe lpr_needs_quotes(start, buffer.count) != 0
    }
  }
}
