public import LoanPricing

/// A rate card ready to be written.
public struct RateCardReport: Sendable {
  /// The card.
  public let card: RateCard
  /// Policy, engine, day.
  public let context: ResultContext

  /// Creates a report.
  public init(card: RateCard, context: ResultContext) {
    self.card = card
    self.context = context
  }

  /// All cells, with the circumstances.
  public var json: JSONValue {
    .object(
      [
        .init("grid", .list(rows)),
        .init("warnings", .list(context.warnings(.english).map { .text($0) })),
      ] + context.fields)
  }

  /// One object a cell; a cell without a quote has its keys alone.
  public var rows: [JSONValue] {
    card.cells.map { cell in
      var fields = zip(card.dimensions, cell.keys).map { JSONValue.Field($0.name, .text($1)) }
      fields += [
        .init("target_rate_percent", .optional(cell.quote?.targetRatePercent)),
        .init("quoted_rate_percent", .optional(cell.quote?.quotedRatePercent)),
        .init("spread_bp", .optional(cell.quote?.spreadBasisPoints)),
        .init("all_in_cost_percent", .optional(cell.quote?.borrowerCost.effectivePercent)),
        .init("authority", .optional(cell.quote?.authority)),
      ]
      return .object(fields)
    }
  }

  /// Quoted rates, the last dimension across.
  public func table(_ language: ReportLanguage, _ style: TextStyle = .plain) -> String {
    var lines = [style.strong(Wording.rateCard.text(language)), ""]
    guard let across = card.dimensions.last else { return "" }
    let down = card.dimensions.dropLast()
    var columns: [String] = []
    for cell in card.cells {
      guard let key = cell.keys.last, !columns.contains(key) else { break }
      columns.append(key)
    }
    var table = TextTable(
      header: down.map { Wording.label($0.name, language) }
        + columns.map { across.name == "term" ? "\($0) \(Wording.monthsShort.text(language))" : $0 },
      down.map { _ in .left } + columns.map { _ in .right })
    for start in stride(from: 0, to: card.cells.count, by: max(1, columns.count)) {
      let row = card.cells[start..<min(card.cells.count, start + columns.count)]
      guard let first = row.first else { break }
      table.add(
        first.keys.dropLast()
          + row.map { $0.quote.map { DecimalText.fixed($0.quotedRatePercent, decimals: 2) } ?? "–" })
    }
    lines += table.lines(style)
    lines += WarningLines.lines(context.warnings(language), language, style)
    return lines.joined(separator: "\n") + "\n"
  }
}
