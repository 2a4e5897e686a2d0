public import LoanPricing
public import LoanUnits

/// How plain applications are read and written by bytes, without a text for each field.
///
/// A row that is anything but plain and right goes to the careful reader instead, which also says what is wrong.
public struct QuickApplications: Sendable {
  let engine: QuoteEngine
  let texts: QuoteTexts
  let asOf: CalendarDay
  let columns: [ApplicationColumn]
  let probability: @Sendable (_ score: Double) -> Double?

  /// Prepares a file's reader.
  ///
  /// - Parameters:
  ///   - columns: Names in the header's order, and whether each is a column of the model alone.
  ///   - asOf: The day of a quote that names none.
  ///   - probability: Of a score on the policy's scale; nil where the scale has none.
  public init(
    engine: QuoteEngine, texts: QuoteTexts, asOf: CalendarDay, columns: [(name: String, isFeature: Bool)],
    probability: @escaping @Sendable (_ score: Double) -> Double?
  ) {
    self.engine = engine
    self.texts = texts
    self.asOf = asOf
    self.columns = columns.map { ApplicationColumn($0.name, isFeature: $0.isFeature) }
    self.probability = probability
  }
}
