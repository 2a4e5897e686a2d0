/// Numbers as text: twelve significant digits, and money with two decimals; no exponent, no trailing zeros.
@safe struct TextCursor {
  private let start: UnsafeMutablePointer<UInt8>
  private(set) var count: Int

  init(start: UnsafeMutablePointer<UInt8>, count: Int) {
    unsafe self.start = unsafe start
    self.count = count
  }

  /// Writes a byte; callers have made room.
  @inline(__always) mutating func put(_ byte: UInt8) {
    // SAFETY: the writer keeps more room than a row can take.
    unsafe start[count] = byte
    count += 1
  }

  @inline(__always) mutating func put(_ bytes: [UInt8]) {
    for byte in bytes { put(byte) }
  }

  @inline(__always) mutating func put(_ bytes: Span<UInt8>) {
    for index in 0..<bytes.count { put(bytes[index]) }
  }

  /// A whole number.
  @inline(__always) mutating func put(whole value: UInt64) {
    guard value < 100_000_000 else {
      put(whole: value / 100_000_000)
      put(eight: EightDigitText.word(value % 100_000_000), first: 0, count: 8)
      return
    }
    let word = EightDigitText.word(value)
    let zeros = min(7, EightDigitText.leadingZeros(word))
    put(eight: word, first: zeros, count: 8 - zeros)
  }

  /// Some of the eight characters of a word.
  @inline(__always) private mutating func put(eight word: UInt64, first: Int, count digits: Int) {
    // SAFETY: the writer keeps more room than a row can take, also for the bytes beyond the digits.
    unsafe UnsafeMutableRawPointer(start + count).storeBytes(
      of: (word >> UInt64(first * 8)).littleEndian, as: UInt64.self)
    count += digits
  }

  /// Money in fen as CNY with two decimals.
  @inline(__always) mutating func put(fen: Int64) {
    var value = fen.magnitude
    if fen < 0 { put(45) }
    let cents = value % 100
    value /= 100
    put(whole: value)
    put(46)
    let tens = (cents &* 103) >> 10
    put(UInt8(truncatingIfNeeded: tens &+ 48))
    put(UInt8(truncatingIfNeeded: cents &- tens &* 10 &+ 48))
  }

  /// A finite number with twelve significant digits.
  mutating func put(number value: Double) {
    var magnitude = value
    if value < 0 {
      put(45)
      magnitude = -value
    }
    if magnitude < 1e12, magnitude == magnitude.rounded(.down) {
      put(whole: UInt64(magnitude))
      return
    }
    guard magnitude < 1e12, magnitude > 1e-15 else {
      if magnitude >= 1e12 { putLarge(magnitude) } else { put(48) }
      return
    }
    let (digits, exponent) = TwelveDigits.of(magnitude)
    put(digits, exponent: exponent)
  }

  /// Twelve digits with the point after digit `exponent + 1`, trailing zeros left out.
  @inline(__always) private mutating func put(_ digits: UInt64, exponent: Int) {
    let head = EightDigitText.word(digits / 100_000_000)
    let tail = EightDigitText.word(digits % 100_000_000)
    let tailZeros = EightDigitText.trailingZeros(tail)
    let significant = tailZeros < 8 ? 12 - tailZeros : 4 - min(3, EightDigitText.trailingZeros(head))
    if exponent < 0 {
      put(48)
      put(46)
      for _ in 0..<(-exponent - 1) { put(48) }
    }
    // The head's four digits are the upper half of its word; the tail's eight follow.
    let from = count
    put(eight: head, first: 4, count: 4)
    put(eight: tail, first: 0, count: 8)
    count = from + significant
    guard exponent >= 0 else { return }
    let whole = exponent + 1
    guard significant > whole else {
      // Zeros between the last significant digit and the point were written with the digits.
      count = from + whole
      return
    }
    // SAFETY: as above; the decimals move one place to the right of the point.
    var position = from + significant
    while position > from + whole {
      unsafe start[position] = start[position - 1]
      position -= 1
    }
    unsafe start[from + whole] = 46
    count += 1
  }

  private mutating func putLarge(_ magnitude: Double) {
    // Beyond 10¹² only whole units are significant: round to twelve digits and fill with zeros.
    var value = magnitude
    var zeros = 0
    while value >= 1e12, zeros < 300 {
      value /= 10
      zeros += 1
    }
    put(whole: UInt64(value.rounded()))
    for _ in 0..<zeros { put(48) }
  }
}

/// The twelve most significant decimal digits of a number.
enum TwelveDigits {
  /// 10^k; the switch becomes a table of constants.
  @inline(__always) static func power(_ exponent: Int) -> UInt64 {
    switch exponent {
    case 0: 1
    case 1: 10
    case 2: 100
    case 3: 1000
    case 4: 10000
    case 5: 100000
    case 6: 1000000
    case 7: 10000000
    case 8: 100000000
    case 9: 1000000000
    case 10: 10000000000
    case 11: 100000000000
    default: 1000000000000
    }
  }
  /// 5^k up to 27 fits 63 bits: the product with a 53-bit significand is exact in 128.
  @inline(__always) static func five(_ exponent: Int) -> UInt64 {
    switch exponent {
    case 0: 1
    case 1: 5
    case 2: 25
    case 3: 125
    case 4: 625
    case 5: 3125
    case 6: 15625
    case 7: 78125
    case 8: 390625
    case 9: 1953125
    case 10: 9765625
    case 11: 48828125
    case 12: 244140625
    case 13: 1220703125
    case 14: 6103515625
    case 15: 30517578125
    case 16: 152587890625
    case 17: 762939453125
    case 18: 3814697265625
    case 19: 19073486328125
    case 20: 95367431640625
    case 21: 476837158203125
    case 22: 2384185791015625
    case 23: 11920928955078125
    case 24: 59604644775390625
    case 25: 298023223876953125
    case 26: 1490116119384765625
    default: 7450580596923828125
    }
  }
  /// The nearest double of 10^k.
  @inline(__always) static func ten(_ exponent: Int) -> Double {
    switch exponent {
    case -15: 1e-15
    case -14: 1e-14
    case -13: 1e-13
    case -12: 1e-12
    case -11: 1e-11
    case -10: 1e-10
    case -9: 1e-9
    case -8: 1e-8
    case -7: 1e-7
    case -6: 1e-6
    case -5: 1e-5
    case -4: 1e-4
    case -3: 1e-3
    case -2: 1e-2
    case -1: 1e-1
    case 0: 1e0
    case 1: 1e1
    case 2: 1e2
    case 3: 1e3
    case 4: 1e4
    case 5: 1e5
    case 6: 1e6
    case 7: 1e7
    case 8: 1e8
    case 9: 1e9
    case 10: 1e10
    case 11: 1e11
    case 12: 1e12
    default: 1e13
    }
  }

  /// Digits and the decimal exponent of the first one.
  ///
  /// - Parameter value: Over 10⁻¹⁵ and under 10¹², rounded half up in exact arithmetic.
  static func of(_ value: Double) -> (digits: UInt64, exponent: Int) {
    // An estimate from the binary exponent, corrected by one comparison.
    let binary = Int(value.exponent)
    var exponent = (binary * 1233) >> 12
    if value < ten(exponent) {
      exponent -= 1
    } else if value >= ten(exponent + 1) {
      exponent += 1
    }
    var digits = scaled(value, power: 11 - exponent)
    if digits >= power(12) {
      exponent += 1
      digits = scaled(value, power: 11 - exponent)
    }
    return (digits, exponent)
  }

  /// `value × 10^power`, rounded half up; power from 0 to 27.
  private static func scaled(_ value: Double, power: Int) -> UInt64 {
    let significand = value.significandBitPattern | (1 << 52)
    let shift = 52 - Int(value.exponent) - power
    let product = significand.multipliedFullWidth(by: five(power))
    let wide = UInt128(product.high) << 64 | UInt128(product.low)
    if shift <= 0 { return UInt64(truncatingIfNeeded: wide << UInt128(-shift)) }
    return UInt64(truncatingIfNeeded: (wide + (UInt128(1) << UInt128(shift - 1))) >> UInt128(shift))
  }
}
