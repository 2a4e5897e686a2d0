/// Eight decimal digits as text in one word, the first digit in the lowest byte: divisions by 100 and by 10 run in
/// all lanes at once.
enum EightDigitText {
  private static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// The eight characters of a number under 10⁸, zeros in front.
  @inline(__always) static func word(_ value: UInt64) -> UInt64 {
    let high = value / 10_000
    var lanes = high | (value &- high &* 10_000) << 32
    // Two lanes under 10,000 into four under 100, then into eight under 10; the factors are exact there.
    let hundreds = ((lanes &* 10_486) >> 20) & 0x0000_007F_0000_007F
    lanes = hundreds | (lanes &- hundreds &* 100) << 16
    let tens = ((lanes &* 103) >> 10) & 0x000F_000F_000F_000F
    lanes = tens | (lanes &- tens &* 10) << 8
    return lanes | zeros
  }

  /// How many zeros stand in front.
  @inline(__always) static func leadingZeros(_ word: UInt64) -> Int {
    (word ^ zeros).trailingZeroBitCount / 8
  }

  /// How many zeros stand at the end.
  @inline(__always) static func trailingZeros(_ word: UInt64) -> Int {
    (word ^ zeros).leadingZeroBitCount / 8
  }
}
