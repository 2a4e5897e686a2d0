internal import LoanUnits

/// Numbers as options and files write them: an optional minus, digits, an optional point with digits.
///
/// No thousands separator, no percent sign, no exponent, no NaN and no infinity.
enum StrictNumber {
  /// The number, or nothing.
  static func double(_ text: String) -> Double? {
    guard isDecimal(text), let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// A whole number, or nothing.
  static func integer(_ text: String) -> Int? {
    guard isDecimal(text), !text.utf8.contains(UInt8(ascii: ".")) else { return nil }
    return Int(text)
  }

  /// Money to the fen, or nothing: at most two decimals, at most 10¹⁵.
  static func money(_ text: String) -> Money? {
    guard isDecimal(text) else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let decimals = parts.count > 1 ? parts[1] : ""
    guard decimals.utf8.count <= 2 else { return nil }
    let digits = String(parts[0]) + decimals + String(repeating: "0", count: 2 - decimals.utf8.count)
    guard let fen = Int64(digits), fen.magnitude <= Money.largest.fen.magnitude else { return nil }
    return Money(fen: fen)
  }

  private static func isDecimal(_ text: String) -> Bool {
    var bytes = text.utf8[...]
    if bytes.first == UInt8(ascii: "-") { bytes = bytes.dropFirst() }
    guard bytes.count <= 400 else { return false }
    let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return false }
    return parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }
  }
}
