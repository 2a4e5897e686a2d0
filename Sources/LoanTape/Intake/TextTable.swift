/// A small hash table of short texts, each with a number: one probe for most fields, and no branch that depends on
/// where in a list a code stands.
@safe final class TextTable {
  private let mask: Int
  private let texts: UnsafeMutablePointer<PackedText>
  private let numbers: UnsafeMutablePointer<UInt8>
  /// Stands for no text.
  static let none: UInt8 = 255

  /// Lays the table out; of equal texts the first holds.
  ///
  /// - Parameter entries: Texts of at most ``PackedText/limit`` bytes with numbers under 255.
  init(_ entries: [(text: [UInt8], number: UInt8)]) {
    var size = 8
    while size < entries.count * 4 { size *= 2 }
    mask = size - 1
    unsafe texts = .allocate(capacity: size)
    unsafe numbers = .allocate(capacity: size)
    unsafe texts.initialize(repeating: .none, count: size)
    unsafe numbers.initialize(repeating: TextTable.none, count: size)
    for entry in entries {
      let packed = PackedText(entry.text)
      var slot = self.slot(of: packed)
      while unsafe numbers[slot] != TextTable.none {
        if unsafe texts[slot] == packed { break }
        slot = (slot + 1) & mask
      }
      guard unsafe numbers[slot] == TextTable.none else { continue }
      unsafe texts[slot] = packed
      unsafe numbers[slot] = entry.number
    }
  }

  deinit {
    // SAFETY: allocated in `init`; the elements are trivial.
    unsafe texts.deallocate()
    unsafe numbers.deallocate()
  }

  @inline(__always) private func slot(of text: PackedText) -> Int {
    let mixed = (text.low ^ (text.high &* 0xD6E8_FEB8_6659_FD93)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 40) & mask
  }

  /// The number of a text, or ``none``.
  @inline(__always) func number(of text: PackedText) -> UInt8 {
    var slot = self.slot(of: text)
    while true {
      // SAFETY: a slot lies within the table, and one in four at least is empty.
      let number = unsafe numbers[slot]
      if unsafe texts[slot] == text || number == TextTable.none { return number }
      slot = (slot + 1) & mask
    }
  }
}
