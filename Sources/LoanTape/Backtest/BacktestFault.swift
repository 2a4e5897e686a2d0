/// Why an output and its outcomes cannot be compared.
public enum BacktestFault: Error, Sendable {
  /// One of the files cannot be read.
  case file(path: String, TapeFault)
  /// More cohorts than a report can show.
  case tooManyCohorts(path: String, limit: Int)
}
