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
    var digits = 1
    var bound: UInt64 = 10
    while value >= bound, digits < 19 {
      digits += 1
      bound *= 10
    }
    if value >= bound { digits += 1 }
    put(value, digits: digits)
  }

  /// The last `digits` digits of a number.
  @inline(__always) private mutating func put(_ value: UInt64, digits: Int) {
    var rest = value
    var position = count + digits
    while position > count {
      position -= 1
      let next = rest / 10
      // SAFETY: as above.
      unsafe start[position] = UInt8(truncatingIfNeeded: rest - next * 10) + 48
      rest = next
    }
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
    put(cents, digits: 2)
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
  private mutating func put(_ digits: UInt64, exponent: Int) {
    if exponent >= 11 {
      put(whole: digits)
      return
    }
    let decimals = 11 - exponent
    var fraction: UInt64
    if exponent >= 0 {
      let scale = TwelveDigits.powers[decimals]
      put(whole: digits / scale)
      fraction = digits % scale
    } else {
      put(48)
      fraction = digits
    }
    guard fraction > 0 else { return }
    put(46)
    var width = decimals
    while fraction % 10 == 0 {
      fraction /= 10
      width -= 1
    }
    // Leading zeros of the fraction come from the width.
    put(fraction, digits: width)
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
  static let powers: [UInt64] = (0...19).map { exponent in
    (0..<exponent).reduce(UInt64(1)) { value, _ in value &* 10 }
  }
  /// 5^k for k up to 27 fits 63 bits: the product with a 53-bit significand is exact in 128.
  private static let fives: [UInt64] = (0...27).map { exponent in
    (0..<exponent).reduce(UInt64(1)) { value, _ in value &* 5 }
  }
  private static let tens: [Double] = (-15...12).map { exponent in
    exponent >= 0
      ? (0..<exponent).reduce(1.0) { value, _ in value * 10 }
      : 1 / (0..<(-exponent)).reduce(1.0) { value, _ in value * 10 }
  }

  /// Digits and the decimal exponent of the first one.
  ///
  /// - Parameter value: Over 10⁻¹⁵ and under 10¹², rounded half up in exact arithmetic.
  static func of(_ value: Double) -> (digits: UInt64, exponent: Int) {
    // An estimate from the binary exponent, corrected by one comparison.
    let binary = Int(value.exponent)
    var exponent = (binary * 1233) >> 12
    if value < tens[exponent + 15] {
      exponent -= 1
    } else if value >= tens[exponent + 16] {
      exponent += 1
    }
    var digits = scaled(value, power: 11 - exponent)
    if digits >= powers[12] {
      exponent += 1
      digits = scaled(value, power: 11 - exponent)
    }
    return (digits, exponent)
  }

  /// `value × 10^power`, rounded half up; power from 0 to 27.
  private static func scaled(_ value: Double, power: Int) -> UInt64 {
    let significand = value.significandBitPattern | (1 << 52)
    let shift = 52 - Int(value.exponent) - power
    let product = significand.multipliedFullWidth(by: fives[min(max(power, 0), 27)])
    let wide = UInt128(product.high) << 64 | UInt128(product.low)
    if shift <= 0 { return UInt64(truncatingIfNeeded: wide << UInt128(-shift)) }
    return UInt64(truncatingIfNeeded: (wide + (UInt128(1) << UInt128(shift - 1))) >> UInt128(shift))
  }
}
