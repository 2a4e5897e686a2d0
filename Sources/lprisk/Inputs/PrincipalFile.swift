internal import Cashflow
internal import LoanFiles
internal import LoanUnits
internal import Reporting

/// A file of principal as a contract lists it: `period,principal` or `date,principal`.
struct PrincipalFile {
  /// The principal by period, or for dates by the number of the row.
  private(set) var list: [RepaymentPlan.PrincipalDue] = []
  /// The days of payment; empty for periods.
  private(set) var days: [CalendarDay] = []

  /// Reads a path, or standard input for `-`.
  ///
  /// - Parameter monthsPerPeriod: Months of a period.
  init(path: String, monthsPerPeriod: Int) throws {
    let file: DelimitedFile
    do {
      file = try DelimitedFile(path: path)
    } catch let fault as FileFault {
      throw PathFault(fault, path: path)
    }
    let time = file.header.contains("date") ? "date" : "period"
    try file.requireColumns([time, "principal"], known: [time, "principal"])
    let place = file.header.firstIndex(of: time) ?? 0
    var faults = file.badRows.map(\.fault)
    for row in file.rows {
      do {
        let principal = try ValueReader.money("principal", row.fields[1 - place])
        var month = list.count + 1
        if time == "date" {
          days.append(try ValueReader.day(time, row.fields[place]))
        } else {
          let period = try ValueReader.integer(
            time, row.fields[place], 1...1200, "a number of a period from 1 to 1200")
          month = period * monthsPerPeriod
        }
        list.append(RepaymentPlan.PrincipalDue(month: month, principal: principal))
      } catch {
        faults.append(
          RowFault(line: row.line, column: error.field, value: error.value, reason: error.allowed))
      }
    }
    guard faults.isEmpty else {
      faults.sort { $0.line < $1.line }
      throw InputFault.rows(file: path, Array(faults.prefix(20)), total: faults.count)
    }
  }
}
