internal import Cashflow
internal import LoanFiles
internal import LoanPricing
internal import LoanTape
internal import Lending
internal import LoanUnits

/// An error as the process ends with it: the exit code and one sentence.
///
/// The one place that words what every module reports as values.
public struct ErrorSentence: Sendable {
  /// How the process ends.
  public let status: ExitStatus
  /// The sentence, for a list of rows a line each; empty where the end is quiet.
  public let text: String

  init(_ status: ExitStatus, _ text: String) {
    self.status = status
    self.text = text
  }

  /// The sentence for any error.
  ///
  /// - Parameters:
  ///   - path: The file that was being read, where the error itself does not know it.
  ///   - hasRejects: Whether the command can set bad rows aside.
  public init(_ error: any Error, path: String? = nil, hasRejects: Bool = true) {
    switch error {
    case let fault as InputFault: self.init(fault)
    case let fault as FileFault: self.init(fault, path: path)
    case let fault as TapeFault: self = ErrorSentence.tape(fault, path: path, hasRejects: hasRejects)
    case let fault as MergeFault: self = ErrorSentence.merge(fault, tape: path)
    case let fault as BacktestFault: self = ErrorSentence.backtest(fault)
    case let fault as QuoteFault:
      let text = QuoteFaultText(fault)
      self.init(text.hasNoSolution ? .badData : .usage, text.option)
    case let fault as EnterpriseSizeTable.Fault: self.init(.usage, EnterpriseSizeFaultText(fault).sentence)
    case let fault as ScheduleError: self = ErrorSentence.schedule(fault)
    case let fault as LoanPrimeRateFault: self = ErrorSentence.primeRate(fault, path: path)
    default: self = ErrorSentence.document(error, path: path)
    }
  }

  private init(_ fault: InputFault) {
    switch fault {
    case .option(let name, let value, let allowed):
      self.init(.usage, "--\(name) \(ErrorSentence.shown(value)) is not allowed: it takes \(allowed)")
    case .missing(let option, let hint):
      self.init(.usage, "--\(option) is missing: \(hint)")
    case .together(let first, let second):
      self.init(.usage, "--\(first) and --\(second) exclude each other")
    case .needs(let option, let other):
      self.init(.usage, "--\(option) needs --\(other)")
    case .usage(let sentence):
      self.init(.usage, sentence)
    case .empty(let file):
      self.init(.badData, "\(file) is empty: a header line is needed")
    case .columnMissing(let file, let column):
      self.init(.badData, "\(file), line 1: the column \(column) is missing")
    case .columnUnknown(let file, let column, let isDuplicate):
      let why = isDuplicate ? "stands twice" : "is not one that this command reads"
      self.init(.badData, "\(file), line 1: the column \(ErrorSentence.shown(column)) \(why)")
    case .rows(let file, let rows, let total):
      self.init(.badData, ErrorSentence.rows(file, rows, total))
    case .noRate(let file):
      self.init(.badData, "\(file): the flows have no internal rate of return")
    case .parts(let first, let second, let what, let here, let there):
      self.init(
        .badData,
        "\(first) and \(second) differ in \(what): \(ErrorSentence.shown(here)) and \(ErrorSentence.shown(there))"
      )
    case .content(let file, let allowed):
      self.init(.badData, "\(file) is not \(allowed)")
    case .lights(let light, let measures):
      let what = light == "red" ? "red" : "\(light) or worse"
      self.init(.missed, "\(what): \(measures.joined(separator: ", "))")
    }
  }

  private static func rows(_ file: String, _ rows: [RowFault], _ total: Int) -> String {
    let shownRows = rows.prefix(total > 20 ? 19 : 20)
    var lines = shownRows.map { row in
      let place =
        row.column.isEmpty ? "\(file), line \(row.line)" : "\(file), line \(row.line), column \(row.column)"
      if row.column.isEmpty { return "\(place): \(row.reason)" }
      let what = row.value.isEmpty ? "it is empty" : "\(shown(row.value)) is not allowed"
      return "\(place): \(what); it takes \(row.reason)"
    }
    if total > lines.count { lines.append("\(file): \(total) bad rows in all") }
    return lines.joined(separator: "\n")
  }

  private init(_ fault: FileFault, path: String?) {
    func place(_ path: String) -> String { path == "-" ? "standard input" : path }
    switch fault {
    case .cannotRead(let path, let errno):
      self.init(.noInput, "\(place(path)) cannot be read: \(SystemError.text(errno))")
    case .cannotWrite(let path, let errno):
      self.init(
        .cannotWrite,
        "\(path == "-" ? "standard output" : path) cannot be written: \(SystemError.text(errno))")
    case .cannotCreate(let path, let errno):
      self.init(.cannotCreate, "\(path) cannot be made: \(SystemError.text(errno))")
    case .exists(let path):
      self.init(.cannotCreate, "\(path) exists already; --force replaces it")
    case .brokenPipe:
      self.init(.done, "")
    case .interrupted:
      self.init(.interrupted, "")
    case .gzipTruncated(let path):
      self.init(.badData, "\(place(path)) is a gzip file that ends in the middle")
    case .gzipCorrupt(let path):
      self.init(.badData, "\(place(path)) is a damaged gzip file")
    case .recordTooLong(let line, let limit):
      self.init(
        .badData, "\(place(path ?? "the input")), line \(line): the row is longer than \(limit) bytes")
    case .unclosedQuote(let line):
      self.init(
        .badData, "\(place(path ?? "the input")), line \(line): a quote is opened here and never closed")
    }
  }

  /// A value as it is shown: on one line, and not longer than a reader wants.
  public static func shown(_ value: String) -> String {
    var text = ""
    for scalar in value.unicodeScalars.prefix(60) {
      if scalar.value < 0x20 || scalar.value == 0x7F {
        text += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    if value.unicodeScalars.count > 60 { text += "…" }
    return text.isEmpty ? "\"\"" : text
  }
}
