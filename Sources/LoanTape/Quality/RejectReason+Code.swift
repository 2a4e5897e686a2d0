extension RejectReason {
  /// The reason as a code, for profiles that count rows by it.
  public var code: String {
    switch self {
    case .empty: "empty"
    case .notANumber: "not_a_number"
    case .spreadsheetNotation: "spreadsheet_notation"
    case .tooManyDecimals: "too_many_decimals"
    case .outOfRange: "out_of_range"
    case .negative: "negative"
    case .notWhole: "not_whole"
    case .notADate: "not_a_date"
    case .before: "before"
    case .unknownCode: "unknown_code"
    case .unknownRating: "unknown_rating"
    case .fieldCount: "field_count"
    case .notUTF8: "not_utf8"
    case .nulByte: "nul_byte"
    case .tooLong: "too_long"
    case .duplicate: "duplicate"
    case .noRisk: "no_risk"
    case .unsignedUpgrade: "unsigned_upgrade"
    }
  }
}
