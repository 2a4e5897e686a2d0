internal import CKernels

/// Eight decimal digits as text in one word, the first digit in the lowest byte.
enum EightDigitText {
  private static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// The eight characters of a number under 10⁸, zeros in front.
  @inline(__always) static func word(_ value: UInt64) -> UInt64 {
    lpr_eight_digits(UInt32(truncatingIfNeeded: value))
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
