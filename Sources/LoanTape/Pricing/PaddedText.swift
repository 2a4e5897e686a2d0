/// A text that is written again and again: whole steps of bytes can be read behind it.
struct PaddedText: Sendable {
  /// The text and what follows it.
  let bytes: [UInt8]

  /// A text as it stands.
  init(_ text: [UInt8]) {
    bytes = text + Array(repeating: 0, count: TextList.step)
  }

  /// A field of CSV: quoted where RFC 4180 asks for it.
  static func quoted(_ bytes: [UInt8]) -> [UInt8] {
    guard needsQuotes(bytes) else { return bytes }
    return [34] + doubled(bytes) + [34]
  }

  /// Whether RFC 4180 asks for quotes.
  static func needsQuotes(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.contains { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }
  }

  /// A text inside quotes.
  static func doubled(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { $0 == 34 ? [34, 34] : [$0] }
  }
}
