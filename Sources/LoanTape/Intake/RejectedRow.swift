/// A row that is set aside: where, which value, and why.
public struct RejectedRow: Hashable, Sendable {
  /// Physical line on which the record begins, from 1.
  public var line: Int
  /// The column, in our name.
  public var column: String
  /// The value, cut to a readable length.
  public var value: String
  /// What is wrong with it.
  public var reason: RejectReason
  /// The record as it stands on the tape, without its line end.
  public var row: [UInt8]
  /// Its balance in fen; nil where it cannot be read.
  public var balance: Int64?
  /// Its `loan_id` as it stands on the tape; empty where it cannot be told.
  public var identifier = ""
}

/// What is wrong with a value.
public enum RejectReason: Error, Hashable, Sendable {
  /// Empty, and it must not be.
  case empty
  /// Not a plain decimal number.
  case notANumber
  /// A number in a notation of spreadsheets: separators, percent sign, exponent.
  case spreadsheetNotation
  /// More than two decimals in money.
  case tooManyDecimals
  /// Outside what is allowed.
  case outOfRange(lowest: Double, highest: Double)
  /// Below zero.
  case negative
  /// Not a whole number.
  case notWhole
  /// Not a day of the calendar in the form YYYY-MM-DD, or as the mapping says.
  case notADate
  /// A date that must not lie before another.
  case before(column: String, value: String)
  /// None of the codes.
  case unknownCode(allowed: [String])
  /// A rating that the policy does not know.
  case unknownRating(allowed: [String])
  /// Too few or too many fields.
  case fieldCount(expected: Int, found: Int)
  /// Not UTF-8.
  case notUTF8
  /// A NUL byte.
  case nulByte
  /// An identifier over 256 bytes.
  case tooLong(limit: Int)
  /// The same identifier stands on an earlier line.
  case duplicate(firstLine: Int)
  /// A better class without an approver or an expiry.
  case unsignedUpgrade(from: String, to: String, identifier: String)
  /// Neither a probability of default, nor features, nor a score, nor a rating.
  case noRisk
}

extension RejectReason: CustomStringConvertible {
  /// The reason and what is allowed, in English.
  public var description: String {
    switch self {
    case .empty: "empty; a value is required"
    case .notANumber: "not a number; allowed: digits with an optional decimal point"
    case .spreadsheetNotation:
      "a spreadsheet's notation; allowed: plain digits without separators, percent sign or exponent"
    case .tooManyDecimals: "more than two decimals; allowed: CNY to the fen"
    case .outOfRange(let lowest, let highest):
      "out of range; allowed: \(RejectReason.plain(lowest)) to \(RejectReason.plain(highest))"
    case .negative: "negative; allowed: 0 or more"
    case .notWhole: "not a whole number; allowed: 0, 1, 2 and so on"
    case .notADate: "not a date; allowed: a day of the calendar as YYYY-MM-DD"
    case .before(let column, let value): "before \(column) \(value); allowed: that day or later"
    case .unknownCode(let allowed): "unknown code; allowed: \(allowed.joined(separator: ", "))"
    case .unknownRating(let allowed):
      "unknown rating; allowed (policy pd.ratings): \(allowed.prefix(24).joined(separator: ", "))"
    case .fieldCount(let expected, let found): "\(found) fields; the header has \(expected)"
    case .notUTF8: "not UTF-8"
    case .nulByte: "a NUL byte"
    case .tooLong(let limit): "too long; allowed: up to \(limit) bytes"
    case .duplicate(let firstLine): "duplicate; the same loan_id stands on line \(firstLine)"
    case .unsignedUpgrade(let from, let to, let identifier):
      "empty; raising loan \(identifier) from \(from) to \(to) needs an approver and an expiry"
    case .noRisk: "no risk measure; one of pd, the model's columns, score or rating is required"
    }
  }

  private static func plain(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : String(value)
  }
}
