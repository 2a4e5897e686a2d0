internal import LoanFiles
internal import LoanUnits
internal import Reporting

/// A file of flows: an amount, and the time at which it is paid in one of the forms a command reads.
struct FlowFile {
  /// A way to say when a flow is paid, by its columns beside `amount`.
  enum Layout: CaseIterable {
    /// `period`: periods from the beginning.
    case period
    /// `years`: years from the beginning, also as a fraction such as `546/365`.
    case years
    /// `unit_periods,fraction`: whole unit-periods, and a part of one such as `19/30`.
    case unitPeriods
    /// `date`.
    case date

    var columns: [String] {
      switch self {
      case .period: ["period"]
      case .years: ["years"]
      case .unitPeriods: ["unit_periods", "fraction"]
      case .date: ["date"]
      }
    }
  }

  /// How the file says it.
  let layout: Layout
  /// Time of each flow: periods, years, or whole unit-periods; empty for dates.
  private(set) var times: [Double] = []
  /// The part of a unit-period beside the whole ones; only of that layout.
  private(set) var fractions: [Double] = []
  /// The day of each flow; only of that layout.
  private(set) var days: [CalendarDay] = []
  /// The flows.
  private(set) var amounts: [Double] = []

  /// Reads a path, or standard input for `-`.
  ///
  /// - Parameter layouts: The forms that are read; a file with none of their columns lacks the first's.
  init(path: String, layouts: [Layout]) throws {
    let file: DelimitedFile
    do {
      file = try DelimitedFile(path: path)
    } catch let fault as FileFault {
      throw PathFault(fault, path: path)
    }
    layout = layouts.first { file.header.contains($0.columns[0]) } ?? layouts.first ?? .period
    let columns = layout.columns + ["amount"]
    try file.requireColumns(columns, known: Set(columns))
    let places = columns.map { file.header.firstIndex(of: $0) ?? 0 }
    var faults = file.badRows.map(\.fault)
    for row in file.rows {
      do {
        try take(places.map { row.fields[$0] })
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

  private mutating func take(_ fields: [String]) throws(FieldFault) {
    let amount = try ValueReader.number(
      "amount", fields[fields.count - 1], .from(-1e15, to: 1e15, Self.number))
    switch layout {
    case .period:
      let range = NumberRange.from(0, to: 100_000, "a period from 0 to 100000")
      times.append(try ValueReader.number("period", fields[0], range))
    case .years:
      let range = NumberRange.from(0, to: 1000, "years from 0 to 1000, or a fraction such as 546/365")
      times.append(try ValueReader.ratio("years", fields[0], range))
    case .unitPeriods:
      let whole = try ValueReader.integer(
        "unit_periods", fields[0], 0...100_000, "whole unit-periods from 0 to 100000")
      let range = NumberRange(
        isAllowed: { $0 >= 0 && $0 < 1 }, words: "a part of a unit-period from 0 to below 1, such as 19/30")
      fractions.append(try ValueReader.ratio("fraction", fields[1], range))
      times.append(Double(whole))
    case .date:
      days.append(try ValueReader.day("date", fields[0]))
    }
    amounts.append(amount)
  }

  private static let number = "a plain number with a decimal point at most"
}
