/// What became of one record of a file of applications.
public enum QuotedRecord: Sendable {
  /// Its quote, a line or more of the output.
  case quoted([UInt8])
  /// It cannot be quoted.
  case bad(BadApplication)
}

/// A record that cannot be quoted, and its line of the rejects.
public struct BadApplication: Sendable {
  /// Physical line on which it begins, from 1.
  public var line: Int
  /// The column; empty where the row as a whole is bad.
  public var column: String
  /// The field as it stands there.
  public var value: String
  /// What is allowed there.
  public var reason: String
  /// What the file of rejects says of it, the line end included.
  public var rejected: [UInt8]

  /// Creates a bad record.
  public init(line: Int, column: String, value: String, reason: String, rejected: [UInt8]) {
    self.line = line
    self.column = column
    self.value = value
    self.reason = reason
    self.rejected = rejected
  }
}
