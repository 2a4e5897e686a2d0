/// A line of text with its SHA-256 on the next: what was cut short or edited is not read.
public enum SealedText {
  /// The text as a file holds it.
  ///
  /// - Parameter line: No line feed.
  public static func seal(_ line: String) -> String {
    line + "\n" + digest(Array(line.utf8)) + "\n"
  }

  /// The line of a file that ``seal(_:)`` wrote; nil where it is not whole.
  public static func open(_ bytes: [UInt8]) -> [UInt8]? {
    let parts = bytes.split(separator: 10, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2].isEmpty else { return nil }
    let line = Array(parts[0])
    return digest(line) == String(decoding: parts[1], as: UTF8.self) ? line : nil
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    let hash = TapeHash()
    hash.update(bytes)
    return hash.hexadecimal
  }
}
