public import LoanPricing
internal import LoanUnits

/// The texts of quotes that do not depend on the row, in the words of whoever reports.
public struct QuoteTexts: Sendable {
  /// What every row says of policy and engine, in the order of the columns: name, version, digest, engine.
  public var circumstances: [String]
  /// Warnings of every row.
  public var warnings: [String]
  /// The text of a quote's warning.
  public var warning: @Sendable (QuoteWarning) -> String

  /// Creates the texts.
  public init(
    circumstances: [String], warnings: [String], warning: @escaping @Sendable (QuoteWarning) -> String
  ) {
    self.circumstances = circumstances
    self.warnings = warnings
    self.warning = warning
  }
}

/// The field of warnings, whose texts are few and repeat.
struct WarningField {
  /// One warning, outside and inside quotes.
  private struct Part {
    let plain: PaddedText
    let doubled: PaddedText
    let needsQuotes: Bool

    init(_ text: String) {
      let bytes = Array(text.utf8)
      plain = PaddedText(bytes)
      doubled = PaddedText(PaddedText.doubled(bytes))
      needsQuotes = PaddedText.needsQuotes(bytes)
    }
  }

  /// Texts are forgotten beyond so many.
  private static let kept = 4096

  private let texts: QuoteTexts
  private let common: [Part]
  private var parts: [QuoteWarning: Part] = [:]
  /// Texts of ``QuoteWarning/exemptionEnds(_:exemptShare:)`` by the day and the tenths of a percent that they name.
  private var exemptions: [Int: Part] = [:]
  private var exemptionDay: CalendarDay?
  /// What the last row had, in order, and its parts.
  private var row: [Part] = []
  private var latest: [QuoteWarning]?

  init(_ texts: QuoteTexts) {
    self.texts = texts
    common = texts.warnings.map { Part($0) }
  }

  /// Finds the texts of a row; bytes that they take at most.
  mutating func prepare(_ warnings: [QuoteWarning]) -> Int {
    if latest != warnings {
      row.removeAll(keepingCapacity: true)
      row += common
      for warning in warnings { row.append(part(warning)) }
      latest = warnings
    }
    return row.reduce(64) { $0 + $1.doubled.count + 16 }
  }

  /// Writes the prepared field.
  func put(_ cursor: inout TextCursor) {
    let isQuoted = row.contains { $0.needsQuotes }
    if isQuoted { cursor.put(34) }
    var isFirst = true
    for part in row {
      if !isFirst { cursor.put(59) }
      isFirst = false
      cursor.put(isQuoted ? part.doubled : part.plain)
    }
    if isQuoted { cursor.put(34) }
  }

  private mutating func part(_ warning: QuoteWarning) -> Part {
    if case .exemptionEnds(let day, let share) = warning, let tenths = WarningField.tenths(share) {
      if exemptionDay != day {
        exemptions.removeAll()
        exemptionDay = day
      }
      if let known = exemptions[tenths] { return known }
      let made = Part(texts.warning(warning))
      exemptions[tenths] = made
      return made
    }
    if let known = parts[warning] { return known }
    let made = Part(texts.warning(warning))
    if parts.count >= WarningField.kept { parts.removeAll() }
    parts[warning] = made
    return made
  }

  /// The share's percent in tenths, as its text rounds it; nil near the middle of two.
  private static func tenths(_ share: Double) -> Int? {
    let tenths = share * 1000
    guard tenths >= 0, tenths <= 1000 else { return nil }
    let whole = (tenths + 0.5).rounded(.down)
    return (tenths + 0.5 - whole) > 1e-9 && (tenths + 0.5 - whole) < 1 - 1e-9 ? Int(whole) : nil
  }
}
