internal import LoanUnits

/// One field of a record as bytes of the block, and the readers of its grammar.
///
/// The pointer is good while the block is; a field never outlives the row that is parsed.
@safe struct FieldBytes {
  let start: UnsafePointer<UInt8>
  let count: Int

  @inline(__always) init(start: UnsafePointer<UInt8>, count: Int) {
    unsafe self.start = unsafe start
    self.count = count
  }

  /// A byte; callers stay below `count`.
  @inline(__always) subscript(_ index: Int) -> UInt8 {
    // SAFETY: every caller loops below `count`, which lies within the block.
    unsafe start[index]
  }

  @inline(__always) var isEmpty: Bool { count == 0 }

  /// A decimal number: optional minus, digits, optionally a point and digits.
  struct Decimal {
    var mantissa: UInt64
    var decimals: Int
    var isNegative: Bool
    /// More digits than 64 bits hold: the value must be read by the slow reader.
    var isLong: Bool
  }

  /// Reads a decimal; nil where the grammar does not hold.
  @inline(__always) func decimal() -> Decimal? {
    // Most fields are a few digits: they are read at once.
    if count > 0, count <= 8, let whole = EightDigits.value(self, from: 0, count: count) {
      return Decimal(mantissa: whole, decimals: 0, isNegative: false, isLong: false)
    }
    return decimalByDigits()
  }

  /// A number with two decimals and up to eight digits before them, in hundredths.
  @inline(__always) func hundredths() -> UInt64? {
    let whole = count - 3
    guard whole > 0, whole <= 8, self[whole] == 46 else { return nil }
    let tens = self[whole + 1] &- 48
    let ones = self[whole + 2] &- 48
    guard tens <= 9, ones <= 9, let value = EightDigits.value(self, from: 0, count: whole) else { return nil }
    return value &* 100 &+ UInt64(tens) &* 10 &+ UInt64(ones)
  }

  private func decimalByDigits() -> Decimal? {
    var index = 0
    var isNegative = false
    if count > 0, self[0] == 45 {
      isNegative = true
      index = 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var decimals = 0
    while index < count {
      let digit = self[index] &- 48
      if digit > 9 { break }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      digits += 1
      index += 1
    }
    guard digits > 0 else { return nil }
    if index < count {
      guard self[index] == 46 else { return nil }
      index += 1
      let before = digits
      while index < count {
        let digit = self[index] &- 48
        if digit > 9 { return nil }
        mantissa = mantissa &* 10 &+ UInt64(digit)
        digits += 1
        index += 1
      }
      decimals = digits - before
      guard decimals > 0 else { return nil }
    }
    return Decimal(mantissa: mantissa, decimals: decimals, isNegative: isNegative, isLong: digits > 18)
  }

  /// A number, correctly rounded.
  @inline(__always) func number() -> Double? {
    if let hundredths = hundredths() { return Double(hundredths) / 100 }
    guard let decimal = decimal() else { return nil }
    if decimal.mantissa < 1 << 53, decimal.decimals <= 18, !decimal.isLong {
      let value = Double(decimal.mantissa) / PowersOfTen.double(decimal.decimals)
      return decimal.isNegative ? 0 - value : value
    }
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// Why a field is no plain number.
  func numberFault() -> RejectReason {
    var hasDigit = false
    for index in 0..<count {
      switch self[index] {
      case 48...57: hasDigit = true
      case 43, 44, 45, 46, 37, 69, 101: continue
      default: return .notANumber
      }
    }
    let isOverflow = Double(text)?.isInfinite ?? false
    return hasDigit && !isOverflow && decimal() == nil ? .spreadsheetNotation : .notANumber
  }

  /// Money in fen, or why not.
  @inline(__always) func money() -> Result<Int64, MoneyFault> {
    if let fen = hundredths() { return .success(Int64(fen)) }
    return moneyByDigits()
  }

  private func moneyByDigits() -> Result<Int64, MoneyFault> {
    guard let decimal = decimal() else { return .failure(.grammar) }
    guard decimal.decimals <= 2 else { return .failure(.decimals) }
    guard !decimal.isLong else { return .failure(.range) }
    let scale: UInt64 = decimal.decimals == 2 ? 1 : (decimal.decimals == 1 ? 10 : 100)
    let (fen, overflow) = decimal.mantissa.multipliedReportingOverflow(by: scale)
    guard !overflow, fen <= UInt64(Money.largest.fen) else { return .failure(.range) }
    if decimal.isNegative, fen != 0 { return .failure(.negative) }
    return .success(Int64(fen))
  }

  enum MoneyFault: Error { case grammar, decimals, range, negative }

  /// Money in fen of bytes that lie elsewhere; nil where they are no money.
  static func money(_ bytes: [UInt8]) -> Int64? {
    let padded = bytes + Array(repeating: 0, count: PackedText.limit)
    // SAFETY: the field is read within the call, and sixteen bytes follow it.
    return unsafe padded.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return nil }
      let field = unsafe FieldBytes(start: start, count: bytes.count)
      guard case .success(let fen) = field.money() else { return nil }
      return fen
    }
  }

  /// The content of a quoted field, doubled quotes taken as one; nil where it is none.
  var unquoted: [UInt8]? {
    guard count >= 2, self[0] == 34, self[count - 1] == 34 else { return nil }
    var content: [UInt8] = []
    var index = 1
    while index < count - 1 {
      let byte = self[index]
      if byte == 34, index + 1 < count - 1, self[index + 1] == 34 { index += 1 }
      content.append(byte)
      index += 1
    }
    return content
  }

  /// Whether the field is these bytes.
  @inline(__always) func equals(_ bytes: [UInt8]) -> Bool {
    guard bytes.count == count else { return false }
    for index in 0..<count where self[index] != bytes[index] { return false }
    return true
  }

  /// The field as a text; invalid UTF-8 is shown as replacement characters.
  var text: String {
    // SAFETY: the range lies within the block.
    unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// A copy of the bytes.
  var bytes: [UInt8] {
    // SAFETY: the range lies within the block.
    unsafe Array(UnsafeBufferPointer(start: start, count: count))
  }

  /// The field as a raw buffer, for hashing.
  @inline(__always) var raw: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: start, count: count)
  }
}
