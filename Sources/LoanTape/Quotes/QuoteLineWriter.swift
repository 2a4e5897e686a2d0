internal import Lending
internal import LoanPricing
internal import LoanUnits

/// Writes figures as lines of the quotes' CSV: the bytes that a quote by itself has.
final class QuoteLineWriter {
  /// More than the numbers and fixed texts of a row take.
  private static let rowRoom = 2048

  private let grades: TextList
  /// Levels of authority, and last that nobody may sign.
  private let authorities: TextList
  private let notPermitted: Int
  private let circumstances: TextList
  private let methods = QuoteLineWriter.list(PricingMethod.allCases.map(\.rawValue))
  private let sizes = QuoteLineWriter.list(EnterpriseSize.codes)
  private let tenors = QuoteLineWriter.list(PrimeRateTenor.allCases.map(\.code))
  private let flags = QuoteLineWriter.list(["false", "true"])
  private let longest: Int
  private var warnings: WarningField
  private var dates = DateTexts()

  init(_ texts: QuoteTexts, engine: QuoteEngine) {
    let levels = engine.authorityNames
    notPermitted = levels.count
    grades = QuoteLineWriter.list(engine.gradeNames)
    authorities = QuoteLineWriter.list(levels + [AuthorityLadder.notPermitted])
    let fields = texts.circumstances.map { PaddedText.quoted(Array($0.utf8)) }
    circumstances = TextList([Array(fields.joined(separator: [44]))])
    longest = (engine.gradeNames + levels + texts.circumstances).reduce(64) { $0 + 2 * $1.utf8.count + 16 }
    warnings = WarningField(texts)
  }

  private static func list(_ texts: [String]) -> TextList {
    TextList(texts.map { PaddedText.quoted(Array($0.utf8)) })
  }

  /// Adds a line.
  ///
  /// - Returns: False, with nothing added, where a number has to be written by the careful writer.
  func write(_ figures: QuoteFigures, asOf: CalendarDay, into text: TextBuffer) -> Bool {
    let warningRoom = warnings.prepare(figures.warnings)
    text.reserve(QuoteLineWriter.rowRoom + longest + warningRoom)
    var cursor = text.cursor
    var isExact = true
    cursor.put(tenors, figures.primeRateTenor == .oneYear ? 0 : 1)
    put(figures.primeRatePercent, &cursor, &isExact)
    cursor.put(44)
    if let day = figures.primeRateEffective { dates.put(day, &cursor) }
    put(figures.probability, &cursor, &isExact)
    cursor.put(44)
    cursor.put(grades, figures.grade)
    put(figures.lossGivenDefault, &cursor, &isExact)
    put(figures.exposureAtDefault, &cursor)
    put(figures.expectedLossPercent, &cursor, &isExact)
    put(figures.capitalPercent, &cursor, &isExact)
    put(figures.floorRatePercent, &cursor, &isExact)
    put(figures.targetRatePercent, &cursor, &isExact)
    put(figures.quotedRatePercent, &cursor, &isExact)
    put(figures.spreadBasisPoints, &cursor, &isExact)
    put(optional: figures.rarocPercent, &cursor, &isExact)
    put(Money(rounding: figures.economicProfit), &cursor)
    put(figures.effectiveCostPercent, &cursor, &isExact)
    put(figures.nominalCostPercent, &cursor, &isExact)
    put(optional: figures.costSheetPercent, &cursor, &isExact)
    cursor.put(44)
    if let payment = figures.regularPayment { cursor.put(fen: payment.fen) }
    cursor.put(44)
    cursor.put(authorities, figures.authority ?? notPermitted)
    cursor.put(44)
    warnings.put(&cursor)
    cursor.put(44)
    cursor.put(circumstances, 0)
    cursor.put(44)
    dates.put(asOf, &cursor)
    cursor.put(44)
    cursor.put(methods, figures.method == .ratio ? 0 : 1)
    put(figures.riskWeightPercent, &cursor, &isExact)
    cursor.put(44)
    cursor.put(flags, figures.isInclusive ? 1 : 0)
    cursor.put(44)
    if let size = figures.computedSize { cursor.put(sizes, Int(size.rawValue)) }
    // Upfront fees and stamp duty are one where there are no fees; subsidy and deposit are none.
    put(figures.stampDuty, &cursor)
    put(figures.stampDuty, &cursor)
    put(.zero, &cursor)
    put(.zero, &cursor)
    cursor.put(10)
    guard isExact else { return false }
    text.count = cursor.count
    return true
  }

  @inline(__always) private func put(_ value: Double, _ cursor: inout TextCursor, _ isExact: inout Bool) {
    cursor.put(44)
    isExact = cursor.put(shortest: value) && isExact
  }

  private func put(optional value: Double?, _ cursor: inout TextCursor, _ isExact: inout Bool) {
    guard let value else {
      cursor.put(44)
      return
    }
    put(value, &cursor, &isExact)
  }

  @inline(__always) private func put(_ money: Money, _ cursor: inout TextCursor) {
    cursor.put(44)
    cursor.put(fen: money.fen)
  }
}

/// Days as texts: the few that a file repeats are kept.
private struct DateTexts {
  /// A day's ten characters.
  private struct Kept {
    var day = CalendarDay(daysSinceEpoch: .min)
    var text = (UInt64(0), UInt64(0))
  }

  private static let slots = 64
  private var kept = Array(repeating: Kept(), count: slots)

  @inline(__always) mutating func put(_ day: CalendarDay, _ cursor: inout TextCursor) {
    let slot = Int(day.daysSinceEpoch) & (DateTexts.slots - 1)
    if kept[slot].day != day {
      var words = (UInt64(0), UInt64(0))
      for (index, byte) in day.description.utf8.prefix(16).enumerated() {
        if index < 8 { words.0 |= UInt64(byte) << UInt64(8 * index) }
        if index >= 8 { words.1 |= UInt64(byte) << UInt64(8 * (index - 8)) }
      }
      kept[slot] = Kept(day: day, text: words)
    }
    cursor.put(words: kept[slot].text, count: 10)
  }
}
