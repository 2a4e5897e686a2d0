/// What is wrong with the words of a command line, or with a file that a command reads itself.
public enum InputFault: Error, Hashable, Sendable {
  /// A value that an option does not take: option without dashes, value, what is allowed.
  case option(String, value: String, allowed: String)
  /// An option without which the command has no answer.
  case missing(option: String, hint: String)
  /// Two options that exclude each other.
  case together(String, String)
  /// An option that nothing uses beside another.
  case needs(option: String, other: String)
  /// Words that the parser of the command line refused: its own sentence.
  case usage(String)
  /// A file without a header line.
  case empty(file: String)
  /// A column that is not there.
  case columnMissing(file: String, column: String)
  /// A column that nothing reads, or that stands twice.
  case columnUnknown(file: String, column: String, isDuplicate: Bool)
  /// Bad rows: the first of them, and how many there are.
  case rows(file: String, [RowFault], total: Int)
  /// Flows for which no rate of return exists.
  case noRate(file: String)
  /// Two partial results that do not make a whole: in what they differ, and how.
  case parts(first: String, second: String, what: String, here: String, there: String)
  /// A file that is not what it should be: what it should hold.
  case content(file: String, allowed: String)
  /// Measures at a light at which the command was told to fail.
  case lights(String, measures: [String])
}

/// What is wrong with one field of one row of a file.
public struct RowFault: Error, Hashable, Sendable {
  /// Physical line on which the row begins, from 1.
  public var line: Int
  /// Column; empty where the row as a whole is bad.
  public var column: String
  /// The field as it stands there.
  public var value: String
  /// What is allowed there.
  public var reason: String

  /// Creates a fault.
  public init(line: Int, column: String, value: String, reason: String) {
    self.line = line
    self.column = column
    self.value = value
    self.reason = reason
  }
}
