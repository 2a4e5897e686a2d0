internal import LoanPricing
internal import LoanUnits

/// The field of warnings, whose texts are few and repeat.
struct WarningField {
  /// One warning: where its text lies among the kept ones, outside and inside quotes.
  private struct Part {
    let plain: Range<Int>
    let doubled: Range<Int>
    let needsQuotes: Bool
  }

  /// Texts are forgotten beyond so many bytes.
  private static let keptBytes = 1 << 20
  /// So many warnings are looked for one after another before a table is asked.
  private static let listed = 16

  private let texts: QuoteTexts
  private let kept = TextBuffer()
  private var common: [Part] = []
  private var recent: [(warning: QuoteWarning, part: Part)] = []
  private var parts: [QuoteWarning: Part] = [:]
  /// Texts of ``QuoteWarning/exemptionEnds(_:exemptShare:)`` by the tenths of a percent that they name.
  private var exemptions: [Part?] = []
  private var exemptionDay: CalendarDay?
  /// The parts of the row that is written.
  private var row: [Part] = []
  private var isQuoted = false

  init(_ texts: QuoteTexts) {
    self.texts = texts
    forget()
  }

  private mutating func forget() {
    kept.count = 0
    recent.removeAll()
    parts.removeAll()
    exemptionDay = nil
    common = texts.warnings.map { keep($0) }
  }

  private func keep(_ text: String) -> Part {
    let bytes = Array(text.utf8)
    func place(_ bytes: [UInt8]) -> Range<Int> {
      let start = kept.count
      kept.append(PaddedText(bytes).bytes.span)
      return start..<(start + bytes.count)
    }
    return Part(
      plain: place(bytes), doubled: place(PaddedText.doubled(bytes)),
      needsQuotes: PaddedText.needsQuotes(bytes))
  }

  /// Finds the texts of a row; bytes that they take at most.
  mutating func prepare(_ warnings: [QuoteWarning]) -> Int {
    if kept.count > WarningField.keptBytes { forget() }
    row.removeAll(keepingCapacity: true)
    row.append(contentsOf: common)
    for warning in warnings { row.append(part(warning)) }
    isQuoted = false
    var room = 64
    for part in row {
      isQuoted = isQuoted || part.needsQuotes
      room += part.doubled.count + TextList.step
    }
    return room
  }

  /// Writes the prepared field.
  func put(_ cursor: inout TextCursor) {
    if isQuoted { cursor.put(34) }
    for index in row.indices {
      if index > 0 { cursor.put(59) }
      cursor.put(kept, isQuoted ? row[index].doubled : row[index].plain)
    }
    if isQuoted { cursor.put(34) }
  }

  private mutating func part(_ warning: QuoteWarning) -> Part {
    if case .exemptionEnds(let day, let share) = warning, let tenths = WarningField.tenths(share) {
      if exemptionDay != day {
        exemptions = Array(repeating: nil, count: 1001)
        exemptionDay = day
      }
      if let known = exemptions[tenths] { return known }
      let made = keep(texts.warning(warning))
      exemptions[tenths] = made
      return made
    }
    if let known = recent.first(where: { $0.warning == warning }) { return known.part }
    if let known = parts[warning] { return known }
    let made = keep(texts.warning(warning))
    if recent.count < WarningField.listed {
      recent.append((warning, made))
    } else {
      parts[warning] = made
    }
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
