internal import LoanTape
internal import LoanUnits
internal import Reporting

/// Reads `--control balance=…,count=…`.
enum ControlOption {
  static func read(_ text: String) throws -> ControlTotals {
    let allowed = "balance=CNY,count=ROWS, either or both"
    var totals = ControlTotals()
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let equals = part.firstIndex(of: "=") else {
        throw InputFault.option("control", value: text, allowed: allowed)
      }
      let value = String(part[part.index(after: equals)...])
      switch part[..<equals] {
      case "balance":
        totals.balance = try ValueReader.money("control", value)
      case "count":
        guard let count = Int64(value), count >= 0 else {
          throw InputFault.option("control", value: text, allowed: allowed)
        }
        totals.count = count
      default: throw InputFault.option("control", value: text, allowed: allowed)
      }
    }
    return totals
  }
}
