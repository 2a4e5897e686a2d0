/// The text of a document, checked to be one before the parser sees it.
struct DocumentText {
  /// Larger files are none that a person wrote.
  static let sizeLimit = 1 << 24
  /// Marks the first of two equal names, so that the parser accepts the document and the reader can tell.
  static let duplicateMark: Unicode.Scalar = "\u{E000}"

  let file: String
  let text: String

  /// Checks size, encoding, control characters and anchors.
  init(_ bytes: [UInt8], file: String) throws(DocumentFaults) {
    self.file = file
    func fault(_ problem: DocumentFault.Problem, at offset: Int = 0, value: String = "") -> DocumentFaults {
      let lead = bytes[..<offset]
      let start = lead.lastIndex(of: 10).map { $0 + 1 } ?? 0
      let column = String(decoding: bytes[start..<offset], as: UTF8.self).unicodeScalars.count + 1
      let line = lead.count { $0 == 10 } + 1
      return DocumentFaults([
        DocumentFault(file: file, line: line, column: column, path: "", value: value, problem: problem)
      ])
    }
    guard bytes.count <= Self.sizeLimit else { throw fault(.tooLarge(limit: Self.sizeLimit)) }
    for (offset, byte) in bytes.enumerated() where byte < 32 || byte == 127 {
      guard byte == 10 || byte == 13 || byte == 9 else { throw fault(.notText(byte: byte), at: offset) }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let offset = Self.firstInvalid(bytes)
      throw fault(.notText(byte: bytes[offset]), at: offset)
    }
    if let offset = Self.anchor(bytes) {
      let name = bytes[offset...].prefix { $0 > 32 && $0 != UInt8(ascii: ",") }
      throw fault(.anchor, at: offset, value: String(decoding: name, as: UTF8.self))
    }
    self.text = text
  }

  /// Position of the first byte that is not UTF-8.
  private static func firstInvalid(_ bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
    return min(offset, bytes.count - 1)
  }

  /// Position of the first `&name` outside comments and quotes, where a value could begin: aliases can make a
  /// short file unfold without end.
  private static func anchor(_ bytes: [UInt8]) -> Int? {
    guard bytes.contains(UInt8(ascii: "&")) else { return nil }
    var quote: UInt8?
    var previous = UInt8(ascii: "\n")
    var isComment = false
    for (offset, byte) in bytes.enumerated() {
      let isStart = previous <= 32 || previous == UInt8(ascii: "[") || previous == UInt8(ascii: "{")
      if byte == 10 { isComment = false }
      if isComment {
        previous = byte
        continue
      }
      if let open = quote {
        if byte == open { quote = nil }
      } else if isStart || previous == UInt8(ascii: ",") {
        if byte == UInt8(ascii: "#") { isComment = true }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
        if byte == UInt8(ascii: "&"), offset + 1 < bytes.count, bytes[offset + 1] > 32 { return offset }
      }
      previous = byte
    }
    return nil
  }
}
