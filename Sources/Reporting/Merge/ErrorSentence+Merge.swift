internal import LoanTape

extension ErrorSentence {
  /// The sentence for parts that do not make a whole.
  static func merge(_ fault: MergeFault, tape: String?) -> ErrorSentence {
    let name = tape == "-" ? "standard input" : tape ?? "the tape"
    switch fault {
    case .outputChanged(let output):
      return ErrorSentence(.badData, "\(output) is not the output that its partial result was written with")
    case .columns(let output, let other):
      return ErrorSentence(.badData, "\(output), line 1: the columns are not those of \(other)")
    case .loanTwice(let identifier, let first, let second):
      let place = first == second ? "stands twice in \(first)" : "stands in \(first) and in \(second)"
      return ErrorSentence(.badData, "the loan \(shown(identifier)) \(place); every loan belongs to one part")
    case .notOnTape(let identifier, let output):
      return ErrorSentence(.badData, "\(output): the loan \(shown(identifier)) is not on \(name)")
    case .rows(let tape, let parts):
      return ErrorSentence(
        .badData, "\(name) has \(tape) rows, the parts together have \(parts); every row belongs to one part")
    case .divided(let column, let first, let firstOutput, let second, let secondOutput):
      let what = column == "group_id" ? "group" : "borrower"
      return ErrorSentence(
        .badData,
        "the loans \(shown(first)) in \(firstOutput) and \(shown(second)) in \(secondOutput) have the same "
          + "\(column); all loans of a \(what) belong to one part")
    case .mappedIdentifier(let column):
      return ErrorSentence(
        .badData,
        "the mapping of \(column) does more than to rename the column; a merge reads it as it stands")
    }
  }
}
