internal import Lending
internal import LoanUnits
internal import PolicyDocument

extension ErrorSentence {
  static func primeRate(_ fault: LoanPrimeRateFault, path: String?) -> ErrorSentence {
    let file = path ?? "the table of prime rates"
    switch fault {
    case .empty:
      return ErrorSentence(.badData, "\(file) has no row")
    case .notAscending(let day):
      return ErrorSentence(.badData, "\(file): the date \(day) is not after the one before it")
    case .before(let day, let first):
      return ErrorSentence(.usage, "there is no loan prime rate on \(day): the table begins on \(first)")
    case .unreadable(let line, let column, let value):
      return ErrorSentence(
        .badData, "\(file), line \(line), column \(column): \(shown(value)) cannot be read")
    }
  }

  /// Errors of policies, models and mappings; what is none of them is a fault of the program.
  static func document(_ error: any Error, path: String?) -> ErrorSentence {
    switch error {
    case let fault as SettingFault: ErrorSentence(.usage, fault.description)
    case let faults as DocumentFaults: ErrorSentence(.badData, documents(faults))
    default: ErrorSentence(.internalError, "internal error: \(error)")
    }
  }

  /// A line for each of the first twenty faults.
  private static func documents(_ faults: DocumentFaults) -> String {
    let count = faults.faults.count
    var lines = faults.faults.prefix(count > 20 ? 19 : 20).map(\.description)
    if count > lines.count { lines.append("\(faults.faults[0].file): \(count) faults in all") }
    return lines.joined(separator: "\n")
  }
}
