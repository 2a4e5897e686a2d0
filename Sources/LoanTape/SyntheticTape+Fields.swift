import LoanUnits

/// A short text without an allocation: up to 16 bytes in two words.
struct SyntheticWord: Sendable, ExpressibleByStringLiteral {
  fileprivate let low: UInt64
  fileprivate let high: UInt64
  fileprivate let count: Int

  init(stringLiteral value: String) {
    var words: (UInt64, UInt64) = (0, 0)
    var count = 0
    for byte in value.utf8.prefix(16) {
      if count < 8 {
        words.0 |= UInt64(byte) << UInt64(8 * count)
      } else {
        words.1 |= UInt64(byte) << UInt64(8 * (count - 8))
      }
      count += 1
    }
    (low, high) = words
    self.count = count
  }
}

/// The place in a row's bytes, and fields as the tape writes them, each with the comma that follows.
///
/// Every store is eight bytes wide, whatever the field's length; the next field overwrites what is too much.
struct SyntheticRow {
  /// Room that no row exceeds: the longest number has 19 digits, and 24 of those with marks and the width of
  /// a store are under 24 × 21 + 8 bytes.
  static let longest = 512
  /// Bytes written.
  private(set) var count = 0

  private static let comma: UInt8 = 44

  mutating func field(_ word: SyntheticWord, to bytes: inout MutableRawSpan) {
    append(packed: word.low, count: min(8, word.count), to: &bytes)
    if word.count > 8 { append(packed: word.high, count: word.count - 8, to: &bytes) }
    append(Self.comma, to: &bytes)
  }

  /// A letter and a number of ten digits.
  mutating func field(_ letter: Unicode.Scalar, number: Int, to bytes: inout MutableRawSpan) {
    append(UInt8(truncatingIfNeeded: letter.value), to: &bytes)
    let (upper, lower) = UInt64(number).quotientAndRemainder(dividingBy: 100_000_000)
    if upper < 100 {
      appendPair(upper, to: &bytes)
    } else {
      append(digits: upper, to: &bytes)
    }
    append(packed: Self.eightDigits(lower), count: 8, to: &bytes)
    append(Self.comma, to: &bytes)
  }

  /// An integer; empty below 0.
  mutating func field(integer: Int, to bytes: inout MutableRawSpan) {
    if integer >= 0 { append(digits: UInt64(integer), to: &bytes) }
    append(Self.comma, to: &bytes)
  }

  /// Hundredths with two decimals; empty below 0.
  mutating func field(fen: Int64, to bytes: inout MutableRawSpan) {
    if fen >= 0 {
      let (whole, hundredths) = UInt64(fen).quotientAndRemainder(dividingBy: 100)
      append(digits: whole, to: &bytes)
      append(46, to: &bytes)
      appendPair(hundredths, to: &bytes)
    }
    append(Self.comma, to: &bytes)
  }

  /// A day as `YYYY-MM-DD`.
  mutating func field(_ day: CalendarDay, to bytes: inout MutableRawSpan) {
    let (year, month, day) = day.components
    let (century, yearOfCentury) = UInt64(year).quotientAndRemainder(dividingBy: 100)
    appendPair(century, to: &bytes)
    appendPair(yearOfCentury, to: &bytes)
    append(45, to: &bytes)
    appendPair(UInt64(month), to: &bytes)
    append(45, to: &bytes)
    appendPair(UInt64(day), to: &bytes)
    append(Self.comma, to: &bytes)
  }

  /// Turns the last comma into the end of the row.
  mutating func end(in bytes: inout MutableRawSpan) {
    bytes.storeBytes(of: 10, toByteOffset: count - 1, as: UInt8.self)
  }

  private mutating func append(_ byte: UInt8, to bytes: inout MutableRawSpan) {
    bytes.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  private mutating func append(packed word: UInt64, count used: Int, to bytes: inout MutableRawSpan) {
    bytes.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt64.self)
    count += used
  }

  private mutating func appendPair(_ value: UInt64, to bytes: inout MutableRawSpan) {
    let tens = value / 10
    append(packed: (48 + tens) | (48 + value - 10 * tens) << 8, count: 2, to: &bytes)
  }

  /// Decimal digits without zeros in front.
  private mutating func append(digits value: UInt64, to bytes: inout MutableRawSpan) {
    if value < 10 {
      append(UInt8(48 + value), to: &bytes)
      return
    }
    var value = value
    var isFirst = true
    if value >= 100_000_000 {
      let (upper, lower) = value.quotientAndRemainder(dividingBy: 100_000_000)
      append(digits: upper, to: &bytes)
      value = lower
      isFirst = false
    }
    let digits = Self.eightDigits(value)
    let zeros = isFirst ? (digits ^ 0x3030_3030_3030_3030).trailingZeroBitCount / 8 : 0
    append(packed: digits >> UInt64(8 * zeros), count: 8 - zeros, to: &bytes)
  }

  /// The eight digits of a number below 10⁸, the first in the lowest byte: halves, quarters and pairs are
  /// split off side by side in one word.
  private static func eightDigits(_ value: UInt64) -> UInt64 {
    let upper = value / 10_000
    let fours = upper | (value - 10_000 * upper) << 32
    // x · 5243 >> 19 is x / 100 for x below 10⁴, and y · 103 >> 10 is y / 10 for y below 100.
    let hundreds = (fours &* 5_243) >> 19 & 0x0000_007F_0000_007F
    let twos = hundreds | (fours &- 100 &* hundreds) << 16
    let tens = (twos &* 103) >> 10 & 0x000F_000F_000F_000F
    return (tens | (twos &- 10 &* tens) << 8) | 0x3030_3030_3030_3030
  }
}
