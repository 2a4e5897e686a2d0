internal import Lending
internal import LoanPricing
internal import LoanUnits

/// Writes figures as lines of the quotes' CSV: the bytes that a quote by itself has.
final class QuoteLineWriter {
  /// More than the numbers and fixed texts of a row take.
  private static let rowRoom = 2048

  private let grades: [PaddedText]
  private let authorities: [PaddedText]
  private let notPermitted = PaddedText(AuthorityLadder.notPermitted.utf8)
  private let circumstances: PaddedText
  private let methods = PricingMethod.allCases.map { PaddedText($0.rawValue.utf8) }
  private let sizes = EnterpriseSize.allCases.map { PaddedText($0.code.utf8) }
  private let tenors = PrimeRateTenor.allCases.map { ($0, PaddedText($0.code.utf8)) }
  private let flags = (no: PaddedText("false".utf8), yes: PaddedText("true".utf8))
  private let longest: Int
  private var warnings: WarningField
  private var dates: [CalendarDay: PaddedText] = [:]
  private var latestDate: (day: CalendarDay, text: PaddedText)?

  init(_ texts: QuoteTexts, engine: QuoteEngine) {
    func fields(_ names: [String]) -> [PaddedText] {
      names.map { PaddedText(PaddedText.quoted(Array($0.utf8))) }
    }
    grades = fields(engine.gradeNames)
    authorities = fields(engine.authorityNames)
    circumstances = PaddedText(
      Array(texts.circumstances.map { PaddedText.quoted(Array($0.utf8)) }.joined(separator: [44])))
    longest = (grades + authorities).reduce(circumstances.count) { $0 + $1.count }
    warnings = WarningField(texts)
  }

  /// Adds a line.
  ///
  /// - Returns: False, with nothing added, where a number has to be written by the careful writer.
  func write(_ figures: QuoteFigures, asOf: CalendarDay, into text: TextBuffer) -> Bool {
    let warningRoom = warnings.prepare(figures.warnings)
    text.reserve(QuoteLineWriter.rowRoom + longest + warningRoom)
    var cursor = text.cursor
    var isExact = true
    for (tenor, code) in tenors where tenor == figures.primeRateTenor { cursor.put(code) }
    put(figures.primeRatePercent, &cursor, &isExact)
    cursor.put(44)
    if let day = figures.primeRateEffective { cursor.put(date(day)) }
    put(figures.probability, &cursor, &isExact)
    cursor.put(44)
    cursor.put(grades[figures.grade])
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
    cursor.put(figures.authority.map { authorities[$0] } ?? notPermitted)
    cursor.put(44)
    warnings.put(&cursor)
    cursor.put(44)
    cursor.put(circumstances)
    cursor.put(44)
    cursor.put(date(asOf))
    cursor.put(44)
    cursor.put(methods[figures.method == .ratio ? 0 : 1])
    put(figures.riskWeightPercent, &cursor, &isExact)
    cursor.put(44)
    cursor.put(figures.isInclusive ? flags.yes : flags.no)
    cursor.put(44)
    if let size = figures.computedSize { cursor.put(sizes[Int(size.rawValue)]) }
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

  private func date(_ day: CalendarDay) -> PaddedText {
    if let known = dates[day] { return known }
    let made = PaddedText(day.description.utf8)
    if dates.count >= 4096 { dates.removeAll() }
    dates[day] = made
    return made
  }
}
