internal import CKernels

/// A short text as two words, so that codes are compared without a loop.
struct PackedText: Equatable {
  /// Bytes that fit.
  static let limit = 16
  let low: UInt64
  let high: UInt64

  /// Whether two texts are the same, in one comparison.
  @inline(__always) static func == (left: PackedText, right: PackedText) -> Bool {
    (left.low ^ right.low) | (left.high ^ right.high) == 0
  }

  /// No text.
  static let none = PackedText(low: 0, high: 0)

  @inline(__always) init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// The bytes of a field of at most ``limit`` bytes.
  @inline(__always) init(_ field: FieldBytes) {
    // Without a branch: the lengths of codes follow no pattern.
    // SAFETY: sixteen bytes beyond any field are readable: blocks and the scratch bytes are padded.
    let words = unsafe lpr_first_bytes(field.start, min(field.count, PackedText.limit))
    low = UInt64(littleEndian: words.low)
    high = UInt64(littleEndian: words.high)
  }

  /// The bytes of a text of at most ``limit`` bytes.
  init(_ bytes: [UInt8]) {
    var words: [UInt64] = [0, 0]
    for (index, byte) in bytes.prefix(PackedText.limit).enumerated() {
      words[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8)
    }
    low = words[0]
    high = words[1]
  }
}

/// Codes of several columns, one table a column.
struct CodeTable {
  private var tables: [TextTable] = []
  private var texts: [[String]] = []

  /// Adds the codes of a column; the number of its table.
  mutating func add(_ codes: [String]) -> Int {
    texts.append(codes)
    tables.append(
      TextTable(codes.enumerated().map { (Array($0.element.utf8), UInt8(truncatingIfNeeded: $0.offset)) }))
    return tables.count - 1
  }

  /// The codes of a column with their positions.
  func table(_ table: Int) -> TextTable { tables[table] }

  /// The codes of a column.
  func codes(_ table: Int) -> [String] { texts[table] }
}
