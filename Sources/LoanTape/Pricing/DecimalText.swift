internal import CKernels

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

  /// Writes the text of a list, sixteen bytes at a time.
  @inline(__always) mutating func put(_ list: TextList, _ index: Int) {
    // SAFETY: as above, also for the bytes beyond the text; the list holds whole sixteens.
    let text = unsafe list.text(index)
    var copied = 0
    repeat {
      let word = unsafe UnsafeRawPointer(text.start + copied).loadUnaligned(as: (UInt64, UInt64).self)
      unsafe UnsafeMutableRawPointer(start + count + copied).storeBytes(of: word, as: (UInt64, UInt64).self)
      copied &+= TextList.step
    } while unsafe copied < text.count
    count &+= unsafe text.count
  }

  @inline(__always) mutating func put(_ bytes: Span<UInt8>) {
    for index in 0..<bytes.count { put(bytes[index]) }
  }

  /// Writes bytes that can be read sixteen at a time.
  @inline(__always) mutating func put(_ bytes: UnsafePointer<UInt8>, count length: Int) {
    var copied = 0
    repeat {
      // SAFETY: the caller's, and the writer keeps more room than a row can take.
      let word = unsafe UnsafeRawPointer(bytes + copied).loadUnaligned(as: (UInt64, UInt64).self)
      unsafe UnsafeMutableRawPointer(start + count + copied).storeBytes(of: word, as: (UInt64, UInt64).self)
      copied &+= TextList.step
    } while copied < length
    count &+= length
  }

  /// Writes a text that is kept in a buffer with a whole step of bytes behind it.
  @inline(__always) mutating func put(_ kept: TextBuffer, _ range: Range<Int>) {
    // SAFETY: the caller's, as above.
    unsafe put(kept.bytes + range.lowerBound, count: range.count)
  }

  /// Writes up to sixteen bytes that lie in two words, the first in the lowest byte.
  @inline(__always) mutating func put(words: (UInt64, UInt64), count length: Int) {
    // SAFETY: the writer keeps more room than a row can take, also for the bytes beyond the text.
    let target = unsafe UnsafeMutableRawPointer(start + count)
    unsafe target.storeBytes(of: words.0.littleEndian, as: UInt64.self)
    unsafe (target + 8).storeBytes(of: words.1.littleEndian, as: UInt64.self)
    count &+= length
  }

  /// A whole number.
  @inline(__always) mutating func put(whole value: UInt64) {
    if value >= 100_000_000 {
      putLong(value)
      return
    }
    let word = EightDigitText.word(value)
    let zeros = min(7, EightDigitText.leadingZeros(word))
    put(eight: word, first: zeros, count: 8 &- zeros)
  }

  @inline(never) private mutating func putLong(_ value: UInt64) {
    if value >= 100_000_000 {
      putLong(value / 100_000_000)
      put(eight: EightDigitText.word(value % 100_000_000), first: 0, count: 8)
    } else {
      put(whole: value)
    }
  }

  /// Some of the eight characters of a word.
  @inline(__always) private mutating func put(eight word: UInt64, first: Int, count digits: Int) {
    // SAFETY: the writer keeps more room than a row can take, also for the bytes beyond the digits.
    unsafe UnsafeMutableRawPointer(start + count).storeBytes(
      of: (word &>> UInt64(truncatingIfNeeded: first &* 8)).littleEndian, as: UInt64.self)
    count &+= digits
  }

  /// Money in fen as CNY with two decimals.
  @inline(__always) mutating func put(fen: Int64) {
    if fen < 0 { put(45) }
    let value = fen.magnitude
    let whole = value / 100
    put(whole: whole)
    put(point: UInt32(truncatingIfNeeded: value &- whole &* 100))
  }

  /// Money under 10⁸ yuan and not below zero as bytes for ``put(words:count:)``, for a text that is written more than once: it
  /// stays in registers, while text read back would wait until it is stored.
  ///
  /// - Parameter fen: From 0 to 9,999,999,999.
  @inline(__always) static func words(ofFen fen: Int64) -> (words: (UInt64, UInt64), count: Int) {
    let value = UInt64(bitPattern: fen)
    let whole = value / 100
    let text = EightDigitText.word(whole)
    let zeros = min(7, EightDigitText.leadingZeros(text))
    let point = UInt64(point(UInt32(truncatingIfNeeded: value &- whole &* 100)))
    // Behind eight digits the point begins the second word: a shift by 64 would be one by 0.
    let digits = UInt64(truncatingIfNeeded: 8 &- zeros)
    let low = text &>> (64 &- digits &* 8) | (point &<< ((digits &- 1) &* 8)) &<< 8
    return ((low, point &>> (64 &- digits &* 8)), Int(digits) &+ 3)
  }

  /// A point with two digits, in the lowest three bytes.
  @inline(__always) private static func point(_ hundredths: UInt32) -> UInt32 {
    let tens = (hundredths &* 103) >> 10
    return 0x30_302E | tens << 8 | (hundredths &- tens &* 10) << 16
  }

  /// A point with two digits.
  @inline(__always) private mutating func put(point hundredths: UInt32) {
    let text = TextCursor.point(hundredths)
    // SAFETY: as above.
    unsafe UnsafeMutableRawPointer(start + count).storeBytes(of: text.littleEndian, as: UInt32.self)
    count &+= 3
  }

  /// A finite number with twelve significant digits.
  @inline(__always) mutating func put(number value: Double) {
    if !putHundredths(value) { putTwelve(value) }
  }

  /// The twelve significant digits of a number's shortest text, as a quote by itself has them.
  ///
  /// - Returns: False, with anything written, where the kernel cannot tell them: of a number over 10¹² or
  ///   under 10⁻¹⁵, or of none at all.
  @inline(__always) mutating func put(shortest value: Double) -> Bool {
    putHundredths(value) || putShortest(value)
  }

  @inline(never) private mutating func putShortest(_ value: Double) -> Bool {
    if value == 0 {
      put(48)
      return true
    }
    guard value.magnitude < 1e12, value.magnitude > 1e-15 else { return false }
    let (digits, exponent) = TwelveDigits.ofShortest(value.magnitude)
    if value < 0 { put(45) }
    put(digits, exponent: exponent)
    return true
  }

  /// Whole hundredths, as most rates and weights are: they are what the twelve digits say when the number is
  /// nearer to them than half a unit of the twelfth, 5 × 10⁻¹³ under 1 and ten times that from 1 on.
  @inline(__always) private mutating func putHundredths(_ value: Double) -> Bool {
    let magnitude = value.magnitude
    guard magnitude >= 0.1, magnitude < 1000 else { return false }
    let hundredths = Int64(magnitude * 100 + 0.5)
    guard (magnitude * 100 - Double(hundredths)).magnitude < 4e-11 else { return false }
    if value < 0 { put(45) }
    put(hundredths: UInt32(truncatingIfNeeded: hundredths))
    return true
  }

  /// Hundredths under 100,000 as a number, trailing zeros left out.
  @inline(__always) private mutating func put(hundredths: UInt32) {
    let whole = hundredths / 100
    let cents = hundredths &- whole &* 100
    put(whole: UInt64(whole))
    let before = count
    put(point: cents)
    let tens = (cents &* 103) >> 10
    let decimals = cents == 0 ? 0 : (tens &* 10 == cents ? 2 : 3)
    count = before &+ decimals
  }

  @inline(never) private mutating func putTwelve(_ value: Double) {
    var magnitude = value
    if value < 0 {
      put(45)
      magnitude = -value
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
    let text = lpr_twelve_digits(digits)
    let low = text.first
    let high = UInt64(text.last)
    // The last four characters lie in the upper half of a word.
    let lastZeros = EightDigitText.trailingZeros(high << 32)
    let significant = lastZeros < 4 ? 12 &- lastZeros : 8 &- min(7, EightDigitText.trailingZeros(low))
    // SAFETY: the writer keeps more room than a row can take, also for the bytes beyond the digits.
    let target = unsafe UnsafeMutableRawPointer(start + count)
    if exponent < 0 {
      let zeros: UInt64 = 0x3030_3030_3030_3030
      unsafe target.storeBytes(of: ((zeros << 16) | 0x2E30).littleEndian, as: UInt64.self)
      unsafe (target + 8).storeBytes(of: zeros, as: UInt64.self)
      let place = unsafe target + (1 &- exponent)
      unsafe place.storeBytes(of: low.littleEndian, as: UInt64.self)
      unsafe (place + 8).storeBytes(of: high.littleEndian, as: UInt64.self)
      count &+= significant &+ 1 &- exponent
      return
    }
    // The digits, and once more one place to the right of the point; zeros between the last significant digit and
    // the point are among them.
    let whole = exponent &+ 1
    let decimals = (UInt128(high) &<< 64 | UInt128(low)) &>> UInt128(truncatingIfNeeded: whole &* 8)
    unsafe target.storeBytes(of: low.littleEndian, as: UInt64.self)
    unsafe (target + 8).storeBytes(of: high.littleEndian, as: UInt64.self)
    unsafe (target + whole).storeBytes(of: 46, as: UInt8.self)
    unsafe (target + (whole + 1)).storeBytes(
      of: UInt64(truncatingIfNeeded: decimals).littleEndian, as: UInt64.self)
    unsafe (target + (whole + 9)).storeBytes(
      of: UInt64(truncatingIfNeeded: decimals &>> 64).littleEndian, as: UInt64.self)
    count &+= significant > whole ? significant &+ 1 : whole
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
  /// Digits and the decimal exponent of the first one.
  ///
  /// - Parameter value: Over 10⁻¹⁵ and under 10¹², rounded half up in exact arithmetic.
  @inline(__always) static func of(_ value: Double) -> (digits: UInt64, exponent: Int) {
    scaled(value).rounded
  }

  /// The digits of the number's shortest text, rounded half up.
  ///
  /// That text is the middle between two of twelve digits wherever the middle reads back as the number, that is
  /// within half a unit of its last bit: then it rounds up though the number may lie below.
  @inline(__always) static func ofShortest(_ value: Double) -> (digits: UInt64, exponent: Int) {
    scaled(value).roundedUpAtMiddle
  }

  /// A number as a whole number over a power of two, of whose upper bits are the twelve digits.
  private struct Scaled {
    let wide: UInt128
    let shift: Int
    let exponent: Int
    /// What the last bit of the double's significand is worth in `wide`.
    let unit: UInt64

    @inline(__always) var rounded: (digits: UInt64, exponent: Int) {
      // Only a whole number beyond 2^40 has no bits to drop: one that the loan's columns never reach.
      let twice = UInt64(
        truncatingIfNeeded: shift > 0 ? wide &>> UInt128(shift &- 1) : wide &<< UInt128(1 &- shift))
      let digits = (twice &+ 1) >> 1
      return digits < 1_000_000_000_000 ? (digits, exponent) : (100_000_000_000, exponent &+ 1)
    }

    @inline(__always) var roundedUpAtMiddle: (digits: UInt64, exponent: Int) {
      guard shift > 0 else { return rounded }
      let half = UInt128(1) &<< UInt128(shift &- 1)
      // The unit is odd, and no number of thirteen digits lies in the middle between two doubles.
      let digits = UInt64(
        truncatingIfNeeded: (wide &+ half &+ UInt128(unit &>> 1)) &>> UInt128(shift))
      return digits < 1_000_000_000_000 ? (digits, exponent) : (100_000_000_000, exponent &+ 1)
    }
  }

  @inline(__always) private static func scaled(_ value: Double) -> Scaled {
    let binary = Int(truncatingIfNeeded: value.bitPattern >> 52) &- 1023
    // The decimal exponent of 2^binary, which floor(binary · 1233/4096) is from 2^-52 to 2^40: that of the number, or
    // one less. Which of the two a comparison says, without a branch that nobody could predict; where the double of a
    // power lies a hair beside it, the twelve digits of both are the same.
    let estimate = (binary &* 1233) >> 12
    let significand = value.bitPattern & (1 << 52 &- 1) | (1 << 52)
    let exponent = estimate &+ (value >= PowersOfTen.double(estimate &+ 1) ? 1 : 0)
    let power = 11 &- exponent
    // The significand times 5^power is exact; the twelve digits are its upper bits, rounded half up.
    let unit = five(power)
    let wide = times(unit, significand)
    return Scaled(wide: wide, shift: 52 &- binary &- power, exponent: exponent, unit: unit)
  }

  @inline(__always) private static func times(_ left: UInt64, _ right: UInt64) -> UInt128 {
    let product = left.multipliedFullWidth(by: right)
    return UInt128(product.high) &<< 64 | UInt128(product.low)
  }
}
