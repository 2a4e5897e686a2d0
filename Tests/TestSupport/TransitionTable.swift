import Foundation

/// Published transition matrices: S&P's global corporate averages 1981–2016, percent, as carried by the Python package
/// transitionMatrix 0.5.1.
public struct TransitionTable: Sendable {
  /// Length of the period, years.
  public let years: Int
  /// Grades, `D` last.
  public let states: [String]
  /// Percentages by row without the default row; withdrawn ratings left out.
  public let rows: [[Double]]
  /// Percentage whose rating was withdrawn, by row; zeros where the table does not say.
  public let withdrawn: [Double]

  /// The tables by grade over 1, 2, 3, 5, 7, 10, 15 and 20 years.
  public static func byGrade() throws -> [TransitionTable] {
    let lines = try lines("sp_global_1981_2016_pct")
    let states = Array((lines.first ?? []).dropFirst(2).dropLast())
    let periods = Dictionary(grouping: lines.dropFirst()) { Int($0[0]) ?? 0 }
    return try periods.keys.sorted().map { years in
      let numbers = try (periods[years] ?? []).map { line in try line.dropFirst(2).map { try number($0) } }
      return TransitionTable(
        years: years, states: states, rows: numbers.map { Array($0.dropLast()) },
        withdrawn: numbers.map { $0.last ?? 0 })
    }
  }

  /// The table by notch over one year.
  public static func byNotch() throws -> TransitionTable {
    let lines = try lines("sp_global_notched_1y_pct")
    let numbers = try lines.dropFirst().map { line in try line.dropFirst().map { try number($0) } }
    return TransitionTable(
      years: 1, states: Array((lines.first ?? []).dropFirst()), rows: numbers,
      withdrawn: numbers.map { _ in 0 })
  }

  private static func number(_ text: String) throws -> Double {
    guard let number = Double(text) else { throw Oracle.Failure.absent(path: text) }
    return number
  }

  private static func lines(_ file: String) throws -> [[String]] {
    guard let url = Bundle.module.url(forResource: file, withExtension: "csv", subdirectory: "Transitions")
    else { throw Oracle.Failure.missing(file: file) }
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: ",").map(String.init)
    }
  }
}
