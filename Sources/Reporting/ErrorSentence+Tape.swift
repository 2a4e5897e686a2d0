internal import LoanTape

extension ErrorSentence {
  /// The sentence for what stops a tape.
  ///
  /// - Parameters:
  ///   - path: The tape.
  ///   - hasRejects: Whether the command can set bad rows aside.
  static func tape(_ fault: TapeFault, path: String?, hasRejects: Bool = true) -> ErrorSentence {
    let name = path == "-" ? "standard input" : path ?? "the tape"
    switch fault {
    case .file(let fault): return ErrorSentence(fault, path: name)
    case .empty: return ErrorSentence(.badData, "\(name) is empty: a header line is needed")
    case .emptyHeader(let column):
      return ErrorSentence(.badData, "\(name), line 1: the header's field \(column) is empty")
    case .duplicateColumn(let column):
      return ErrorSentence(.badData, "\(name), line 1: the column \(shown(column)) stands twice")
    case .missingColumn(let column, let needed):
      let why =
        switch needed {
        case .tape: "every tape needs it"
        case .model: "the model needs it"
        case .flows: "a file of flows needs it"
        }
      return ErrorSentence(.badData, "\(name), line 1: the column \(column) is missing; \(why)")
    case .mappedColumnMissing(let ours, let from):
      return ErrorSentence(
        .badData, "\(name), line 1: the column \(shown(from)) is missing; the mapping takes \(ours) from it")
    case .noRiskColumn:
      return ErrorSentence(
        .badData,
        "\(name), line 1: no column tells the risk; one of pd, the model's columns, score or rating is needed"
      )
    case .unreadColumns(let columns):
      return ErrorSentence(
        .badData, "\(name), line 1: nothing reads the columns \(columns.map(shown).joined(separator: ", "))")
    case .badRows(let rows, let total):
      return ErrorSentence(
        .badData,
        hasRejects ? badRows(name, rows, total) : badRows(name, rows, total, remedy: ""))
    case .previous(let file, let fault): return previous(fault, file: file == "-" ? "standard input" : file)
    case .unsignedOverrides(let file, let rows, let total):
      return ErrorSentence(.badData, badRows(file, rows, total, remedy: ""))
    case .unknownLoan(let identifier):
      return ErrorSentence(.badData, "\(name): no accepted row has the loan_id \(shown(identifier))")
    case .control(let control, let expected, let found):
      return ErrorSentence(
        .badData, "\(name): the control total \(control) is \(found), the ledger says \(expected)")
    case .pricing(let fault): return ErrorSentence(fault)
    case .internalFault(let what): return ErrorSentence(.internalError, what)
    }
  }

  private static func previous(_ fault: PreviousFault, file: String) -> ErrorSentence {
    switch fault {
    case .file(let fault): return ErrorSentence(fault, path: file)
    case .empty: return ErrorSentence(.badData, "\(file) is empty: it should be the output of a rescore")
    case .emptyHeader(let column):
      return ErrorSentence(.badData, "\(file), line 1: the header's field \(column) is empty")
    case .duplicateColumn(let column):
      return ErrorSentence(.badData, "\(file), line 1: the column \(shown(column)) stands twice")
    case .missingColumn(let column):
      return ErrorSentence(
        .badData, "\(file), line 1: the column \(column) is missing; it is not the output of a rescore")
    case .badRows(let rows, let total):
      return ErrorSentence(.badData, badRows(file, rows, total, remedy: ""))
    }
  }

  /// The first bad rows, a line each, and how many there are.
  ///
  /// - Parameter remedy: What can be done about them.
  static func badRows(
    _ name: String, _ rows: [RejectedRow], _ total: Int, remedy: String = "; --rejects FILE sets them aside"
  ) -> String {
    let listed = rows.prefix(total > 20 ? 19 : 20)
    var lines = listed.map { row in
      let place =
        row.column.isEmpty ? "\(name), line \(row.line)" : "\(name), line \(row.line), column \(row.column)"
      let value = row.column.isEmpty && row.value.isEmpty ? "" : "\(shown(row.value)) "
      return "\(place): \(value)\(row.reason)"
    }
    if total > 1 {
      let last = "\(name): \(total) bad rows in all\(remedy)"
      if lines.count >= 20 { lines.removeLast() }
      lines.append(last)
    }
    return lines.joined(separator: "\n")
  }
}
