internal import LoanTape

extension ErrorSentence {
  /// The sentence for what stops a backtest.
  static func backtest(_ fault: BacktestFault) -> ErrorSentence {
    switch fault {
    case .file(let path, .missingColumn(let column, _)):
      return ErrorSentence(
        .badData,
        "\(shownPath(path)), line 1: the column \(column) is missing; the comparison needs it")
    case .file(let path, .badRows(let rows, let total)):
      return ErrorSentence(.badData, badRows(shownPath(path), rows, total, remedy: ""))
    case .file(let path, let fault): return .tape(fault, path: path)
    case .tooManyCohorts(let path, let limit):
      return ErrorSentence(
        .badData,
        "\(shownPath(path)), column cohort: more than \(limit) cohorts; a comparison takes up to that many"
      )
    }
  }

  private static func shownPath(_ path: String) -> String { path == "-" ? "standard input" : path }
}
