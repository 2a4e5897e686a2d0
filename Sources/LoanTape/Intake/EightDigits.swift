/// Up to eight decimal digits read at once: three products instead of eight steps, and no branch a digit.
///
/// The trick of Johnny Lee and Daniel Lemire: pairs, then fours, then eight digits within one word.
enum EightDigits {
  /// Bits of the bytes where a date has its dashes.
  static let dashPlaces: UInt64 = 0xFF00_00FF_0000_0000
  /// Dashes there.
  static let dashes: UInt64 = 0x2D00_002D_0000_0000
  /// Zeros there.
  static let dashZeros: UInt64 = 0x3000_0030_0000_0000

  /// Eight bytes of a field, the first in the lowest byte; bytes beyond the field are whatever follows it.
  @inline(__always) static func word(_ field: FieldBytes, at offset: Int) -> UInt64 {
    // SAFETY: sixteen bytes beyond any field are readable: blocks and the scratch bytes are padded.
    UInt64(littleEndian: unsafe UnsafeRawPointer(field.start + offset).loadUnaligned(as: UInt64.self))
  }

  /// Whether all eight bytes are ASCII digits.
  @inline(__always) static func areDigits(_ word: UInt64) -> Bool {
    let high = word & 0xF0F0_F0F0_F0F0_F0F0
    let carried = (word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0
    return high | (carried >> 4) == 0x3333_3333_3333_3333
  }

  /// The number that eight digits are.
  @inline(__always) static func value(of word: UInt64) -> UInt64 {
    var value = word &- 0x3030_3030_3030_3030
    value = (value &* 10) &+ (value >> 8)
    let low = (value & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let high = ((value >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (low &+ high) >> 32
  }

  /// The number of `count` digits, one to eight; nil where a byte is none.
  @inline(__always) static func value(_ field: FieldBytes, from offset: Int, count: Int) -> UInt64? {
    let unused = UInt64(64 - count * 8)
    let digits = word(field, at: offset) << unused | 0x3030_3030_3030_3030 & ((1 << unused) &- 1)
    guard areDigits(digits) else { return nil }
    return value(of: digits)
  }
}
