internal import LoanFiles
internal import LoanUnits
internal import Reporting

/// A file of flows: `period,amount` or `date,amount`.
struct FlowFile {
  /// Time of each flow: periods, or years of 365 days from the first date.
  private(set) var times: [Double] = []
  /// The flows.
  private(set) var amounts: [Double] = []
  /// Whether the flows have dates.
  let isDated: Bool

  /// Reads a path, or standard input for `-`.
  init(path: String) throws {
    let file: DelimitedFile
    do {
      file = try DelimitedFile(path: path)
    } catch let fault as FileFault {
      throw PathFault(fault, path: path)
    }
    isDated = file.header.contains("date")
    try file.requireColumns(
      [isDated ? "date" : "period", "amount"], known: [isDated ? "date" : "period", "amount"])
    var faults = file.badRows.map(\.fault)
    var days: [CalendarDay] = []
    let timePlace = file.header.firstIndex(of: isDated ? "date" : "period") ?? 0
    let amountPlace = 1 - timePlace
    for row in file.rows {
      do {
        let amount = try ValueReader.number(
          "amount", row.fields[amountPlace], .from(-1e15, to: 1e15, FlowFile.number))
        if isDated {
          days.append(try ValueReader.day("date", row.fields[timePlace]))
        } else {
          let range = NumberRange.from(0, to: 100_000, "a period from 0 to 100000")
          times.append(try ValueReader.number("period", row.fields[timePlace], range))
        }
        amounts.append(amount)
      } catch {
        faults.append(
          RowFault(line: row.line, column: error.field, value: error.value, reason: error.allowed))
      }
    }
    guard faults.isEmpty else {
      faults.sort { $0.line < $1.line }
      throw InputFault.rows(file: path, Array(faults.prefix(20)), total: faults.count)
    }
    if let first = days.min() { times = days.map { Double(first.days(to: $0)) / 365 } }
  }

  private static let number = "a plain number with a decimal point at most"
}
