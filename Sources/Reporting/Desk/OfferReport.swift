internal import LoanPricing
internal import LoanUnits

/// Offers for one borrower side by side: what each costs the borrower and earns the bank.
public struct OfferReport: Sendable {
  /// An offer: its changes from the first, and its quote.
  public struct Offer: Sendable {
    /// Fields that differ from the application, as they were given; empty for the application itself.
    public let changes: String
    /// Its quote.
    public let report: QuoteReport

    /// Creates an offer.
    public init(changes: String, report: QuoteReport) {
      self.changes = changes
      self.report = report
    }
  }

  /// The application first, then the offers in their order.
  public let offers: [Offer]

  /// Creates a report.
  public init(offers: [Offer]) {
    self.offers = offers
  }

  /// The offers as a list of quotes, each with its number and changes.
  public var json: JSONValue { .object([.init("offers", .list(rows))]) }

  /// One object an offer, for CSV too.
  public var rows: [JSONValue] {
    offers.enumerated().map { index, offer in
      .object(
        [.init("offer", .integer(index + 1)), .init("changes", .text(offer.changes))]
          + offer.report.json.fields)
    }
  }

  /// The offers for eyes.
  public func table(_ language: ReportLanguage, _ style: TextStyle = .plain) -> String {
    var lines = [style.strong(Wording.offers.text(language))]
    for (index, offer) in offers.enumerated() {
      let text = offer.changes.isEmpty ? Wording.asApplied.text(language) : offer.changes
      lines += TextWidth.wrap("\(index + 1)  \(text)", columns: TextTable.pageColumns)
    }
    lines.append("")
    var table = TextTable(
      header: [""]
        + [Wording.rateColumn, .allInPercent, .payment, .profitAYear, .rarocShort, .signer].map {
          $0.text(language)
        },
      [.left, .right, .right, .right, .right, .right, .left])
    for (index, offer) in offers.enumerated() {
      let quote = offer.report.quote
      table.add([
        "\(index + 1)", DecimalText.fixed(quote.quotedRatePercent, decimals: 2),
        DecimalText.fixed(quote.borrowerCost.effectivePercent, decimals: 4),
        quote.regularPayment.map { DecimalText.grouped($0.description) } ?? "–",
        DecimalText.grouped(Money(rounding: quote.economicProfit).description),
        quote.rarocPercent.map { DecimalText.fixed($0, decimals: 2) } ?? "–", quote.authority,
      ])
    }
    lines += table.lines(style)
    var seen: [String] = []
    for offer in offers {
      for warning in offer.report.warnings(language) where !seen.contains(warning) { seen.append(warning) }
    }
    lines += WarningLines.lines(seen, language, style)
    return lines.joined(separator: "\n") + "\n"
  }
}
