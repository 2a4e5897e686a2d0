internal import Lending
internal import LoanPricing

/// Quotes plain records of CSV: reads, prices and writes without a text in between; one a worker.
final class QuickQuotes {
  private let engine: QuoteEngine
  private let parser: ApplicationParser
  private let writer: QuoteLineWriter
  private let workspace = QuoteWorkspace()

  init(_ quick: QuickApplications) {
    engine = quick.engine
    parser = ApplicationParser(quick)
    writer = QuoteLineWriter(quick.texts, engine: quick.engine)
  }

  /// Adds the line of a record.
  ///
  /// - Returns: False, with nothing added, where the record has to be quoted by itself.
  func quote(_ record: Record, into text: TextBuffer) -> Bool {
    guard parser.read(record), let figures = engine.figures(parser.application, workspace) else {
      return false
    }
    return writer.write(figures, asOf: parser.application.asOf, into: text)
  }
}
