/// Columns that a text takes on a terminal: East-Asian wide characters take two (UAX #11).
public enum TextWidth {
  /// Columns of a text.
  public static func columns(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + columns($1) }
  }

  /// Columns of one scalar.
  public static func columns(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }

  /// Lines of at most so many columns, broken at blanks, or anywhere within wide text and overlong words.
  public static func wrap(_ text: String, columns limit: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var width = 0
    for word in words(text) {
      let size = columns(word)
      let isBlank = word == " "
      if width + size > limit, !line.isEmpty {
        lines.append(trimmed(line))
        line = ""
        width = 0
      }
      if isBlank, line.isEmpty, !lines.isEmpty { continue }
      if size <= limit {
        line += word
        width += size
        continue
      }
      for scalar in word.unicodeScalars {
        if width + columns(scalar) > limit {
          lines.append(line)
          line = ""
          width = 0
        }
        line.unicodeScalars.append(scalar)
        width += columns(scalar)
      }
    }
    lines.append(trimmed(line))
    return lines
  }

  /// Words, single blanks and single wide characters.
  private static func words(_ text: String) -> [String] {
    var list: [String] = []
    var word = ""
    for scalar in text.unicodeScalars {
      if scalar == " " || columns(scalar) == 2 {
        if !word.isEmpty { list.append(word) }
        word = ""
        list.append(String(scalar))
      } else {
        word.unicodeScalars.append(scalar)
      }
    }
    if !word.isEmpty { list.append(word) }
    return list
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
