internal import Cashflow
internal import LoanFiles
internal import LoanUnits
internal import Reporting

/// A file of holidays: `date,kind` with `holiday` or `workday`.
enum CalendarFile {
  /// Reads a path.
  static func read(_ path: String) throws -> HolidayCalendar {
    let file: DelimitedFile
    do {
      file = try DelimitedFile(path: path)
    } catch let fault as FileFault {
      throw PathFault(fault, path: path)
    }
    try file.requireColumns(["date", "kind"], known: ["date", "kind"])
    var faults = file.badRows.map(\.fault)
    var entries: [HolidayCalendar.Entry] = []
    let datePlace = file.header.firstIndex(of: "date") ?? 0
    for row in file.rows {
      do {
        let day = try ValueReader.day("date", row.fields[datePlace])
        let kind = try ValueReader.code(
          "kind", row.fields[1 - datePlace], HolidayCalendar.Kind.allCases.map { ($0.rawValue, $0) })
        entries.append(HolidayCalendar.Entry(day: day, kind: kind))
      } catch {
        faults.append(
          RowFault(line: row.line, column: error.field, value: error.value, reason: error.allowed))
      }
    }
    guard faults.isEmpty else {
      throw InputFault.rows(file: path, Array(faults.prefix(20)), total: faults.count)
    }
    do {
      return try HolidayCalendar(entries: entries)
    } catch {
      throw ScheduleError.calendar(error)
    }
  }
}
