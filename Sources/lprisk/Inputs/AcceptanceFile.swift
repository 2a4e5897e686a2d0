internal import LoanFiles
internal import LoanPricing
internal import Reporting

/// A file of observed churn: a rate, then a share of customers lost for each segment.
struct AcceptanceFile {
  /// Segments in the order of their columns.
  private(set) var segments: [(name: String, curve: AcceptanceCurve)] = []

  /// Reads a path and fits a curve to each segment.
  ///
  /// The rate is a column `rate_percent`, or `annual_rate` as a fraction; every other column is a segment.
  init(path: String) throws {
    let file: DelimitedFile
    do {
      file = try DelimitedFile(path: path)
    } catch let fault as FileFault {
      throw PathFault(fault, path: path)
    }
    let isPercent = file.header.contains("rate_percent")
    let name = isPercent ? "rate_percent" : "annual_rate"
    guard let place = file.header.firstIndex(of: name) else {
      throw InputFault.columnMissing(file: path, column: "rate_percent")
    }
    var faults = file.badRows.map(\.fault)
    var observations: [[AcceptanceCurve.Observation]] = file.header.map { _ in [] }
    for row in file.rows {
      do {
        let rate = try ValueReader.number(
          name, row.fields[place], .from(0, to: isPercent ? 1000 : 10, "a rate a year"))
        for (column, text) in row.fields.enumerated() where column != place {
          let churn = try ValueReader.number(
            file.header[column], text, .from(0, to: 1, "a share from 0 to 1"))
          observations[column].append(
            AcceptanceCurve.Observation(rate: isPercent ? rate / 100 : rate, churn: churn))
        }
      } catch {
        faults.append(
          RowFault(line: row.line, column: error.field, value: error.value, reason: error.allowed))
      }
    }
    guard faults.isEmpty else {
      faults.sort { $0.line < $1.line }
      throw InputFault.rows(file: path, Array(faults.prefix(20)), total: faults.count)
    }
    for (column, name) in file.header.enumerated() where column != place {
      guard let curve = AcceptanceCurve(observations[column]) else {
        throw InputFault.content(
          file: path,
          allowed: "a table with at least three rates in column \(name) whose churn rises between 0 and 1")
      }
      segments.append((name, curve))
    }
    guard !segments.isEmpty else {
      throw InputFault.content(file: path, allowed: "a table with a column of churn beside the rate")
    }
  }
}
