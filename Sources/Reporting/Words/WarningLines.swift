/// Warnings as lines of a table.
enum WarningLines {
  static func lines(_ warnings: [String], _ language: ReportLanguage, _ style: TextStyle) -> [String] {
    guard !warnings.isEmpty else { return [] }
    var lines = ["", style.strong(Wording.warnings.text(language))]
    for warning in warnings {
      let wrapped = TextWidth.wrap(warning, columns: TextTable.pageColumns - 2)
      lines += wrapped.enumerated().map { ($0 == 0 ? "- " : "  ") + $1 }.map(style.warning)
    }
    return lines
  }
}
