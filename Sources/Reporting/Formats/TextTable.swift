/// Aligned columns for eyes: at most 80 columns wide wherever the content can be wrapped.
public struct TextTable: Sendable {
  /// Where the text of a column stands.
  public enum Alignment: Sendable {
    /// Words.
    case left
    /// Numbers.
    case right
  }

  /// The width everything is laid out for.
  public static let pageColumns = 80

  /// No column is wrapped to less.
  private static let narrowest = 12

  private let alignments: [Alignment]
  private let header: [String]
  private var rows: [[String]] = []
  /// Rows with a rule above them.
  private var ruled: Set<Int> = []
  /// Rows that are emphasised on a terminal.
  private var strong: Set<Int> = []

  /// Creates a table.
  ///
  /// - Parameters:
  ///   - header: Titles of the columns; empty for none.
  ///   - alignments: One a column.
  public init(header: [String] = [], _ alignments: [Alignment]) {
    self.header = header
    self.alignments = alignments
  }

  /// Adds a row; missing cells are empty.
  public mutating func add(_ cells: [String], ruleAbove: Bool = false, isStrong: Bool = false) {
    if ruleAbove { ruled.insert(rows.count) }
    if isStrong { strong.insert(rows.count) }
    rows.append(cells + Array(repeating: "", count: max(0, alignments.count - cells.count)))
  }

  /// Columns the table takes with two blanks between its columns, unwrapped.
  public var naturalColumns: Int {
    widths.reduce(0, +) + 2 * max(0, alignments.count - 1)
  }

  private var widths: [Int] {
    alignments.indices.map { column in
      ([header] + rows).reduce(0) { max($0, column < $1.count ? TextWidth.columns($1[column]) : 0) }
    }
  }

  /// The lines of the table.
  ///
  /// The widest left-aligned columns are wrapped to fit the page.
  public func lines(_ style: TextStyle = .plain) -> [String] {
    var widths = widths
    let gap = naturalColumns > TextTable.pageColumns ? 1 : 2
    var excess = widths.reduce(0, +) + gap * max(0, widths.count - 1) - TextTable.pageColumns
    while excess > 0 {
      let wide = alignments.indices.filter { alignments[$0] == .left && widths[$0] > TextTable.narrowest }
      guard let widest = wide.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    let width = min(TextTable.pageColumns, widths.reduce(0, +) + gap * max(0, widths.count - 1))
    let rule = String(repeating: "-", count: width)
    var lines: [String] = []
    if !header.isEmpty {
      lines += render(header, widths, gap)
      lines.append(rule)
    }
    for (index, row) in rows.enumerated() {
      if ruled.contains(index) { lines.append(rule) }
      lines += render(row, widths, gap).map { strong.contains(index) ? style.strong($0) : $0 }
    }
    return lines
  }

  private func render(_ cells: [String], _ widths: [Int], _ gap: Int) -> [String] {
    let wrapped = cells.enumerated().map { column, cell in
      alignments[column] == .left ? TextWidth.wrap(cell, columns: max(1, widths[column])) : [cell]
    }
    let height = wrapped.map(\.count).max() ?? 1
    return (0..<height).map { line in
      var text = ""
      for column in cells.indices {
        let cell = line < wrapped[column].count ? wrapped[column][line] : ""
        let blanks = String(repeating: " ", count: max(0, widths[column] - TextWidth.columns(cell)))
        if column > 0 { text += String(repeating: " ", count: gap) }
        text += alignments[column] == .left ? cell + blanks : blanks + cell
      }
      while text.last == " " { text.removeLast() }
      return text
    }
  }
}

/// Emphasis on a terminal; nothing elsewhere.
public struct TextStyle: Sendable {
  /// Whether escape codes are written.
  public let isColoured: Bool
  /// No escape codes.
  public static let plain = TextStyle(isColoured: false)

  /// Creates a style.
  ///
  /// - Parameter isColoured: Whether the output is a terminal and `NO_COLOR` is not set.
  public init(isColoured: Bool) {
    self.isColoured = isColoured
  }

  /// Bold.
  public func strong(_ text: String) -> String { isColoured ? "\u{1B}[1m" + text + "\u{1B}[0m" : text }
  /// For what asks for attention.
  public func warning(_ text: String) -> String { isColoured ? "\u{1B}[33m" + text + "\u{1B}[0m" : text }
}
