extension TapeMapping {
  /// Reads a mapping file.
  ///
  /// - Parameters:
  ///   - bytes: The file, YAML.
  ///   - name: Its name, as messages show it.
  ///   - allowed: Names that our columns can have.
  /// - Throws: All faults of the file, a misspelt name of ours with the one that was probably meant.
  public static func load(
    bytes: [UInt8], name: String, allowed: Set<String>
  ) throws(DocumentFaults) -> TapeMapping {
    let (root, faults) = try DocumentText(bytes, file: name).parse()
    let context = DocumentContext(file: name, faults: faults)
    let section = SectionReader(root: root, context: context)
    var mapping = TapeMapping(file: name)
    if section.hasEntry("unknown") { mapping.unknown = section.choice("unknown", standIn: .refuse) }
    let columns = section.section("columns")
    let names = allowed.sorted()
    for entry in columns.allEntries() {
      if !allowed.contains(entry.key) {
        context.report(
          .unknownKey(suggestion: nearestName(to: entry.key, among: names)), line: entry.line,
          column: entry.column, path: columns.child(entry.key), value: entry.key)
      }
      let origin = SectionReader(node: entry.value, path: columns.child(entry.key), context: context)
      mapping.columns.append(Column(origin, name: entry.key, line: entry.line))
    }
    section.finish()
    try context.check()
    return mapping
  }
}

extension TapeMapping.Column {
  fileprivate init(_ section: SectionReader, name: String, line: Int) {
    self.init(name: name, line: line)
    if section.hasEntry("from") { from = section.text("from") }
    if section.hasEntry("scale") {
      scale = section.number("scale", NumberRange(0, 1e12, includesLower: false))
    }
    if section.hasEntry("date_format") { dateFormat = section.text("date_format") }
    if section.hasEntry("constant") {
      constant = section.text("constant")
      for other in ["from", "values", "scale", "date_format", "add_months"] where section.hasEntry(other) {
        guard let node = section.optionalNode(other) else { continue }
        section.context.report(.excludedBy("constant"), at: node, path: section.child(other))
      }
    }
    if section.hasEntry("add_months"), let node = section.optionalNode("add_months") {
      addMonths = Self.months(node, section)
    }
    if section.hasEntry("values") {
      let texts = section.section("values")
      for entry in texts.allEntries() {
        let path = texts.child(entry.key)
        if case .scalar(let text, _) = entry.value.content {
          values[entry.key] = entry.value.isNull ? "" : text
        } else {
          section.context.report(.wrongType(expected: .text), at: entry.value, path: path)
        }
      }
    }
    for expected in ["from", "values", "scale", "date_format", "constant", "add_months"] {
      _ = section.optionalNode(expected)
    }
    section.finish()
  }

  /// A whole number of months, or the name of a foreign column that holds it.
  private static func months(_ node: DocumentNode, _ section: SectionReader) -> TapeMapping.Months? {
    let path = section.child("add_months")
    let range = -1200...1200
    guard let text = section.text(node, path: path) else { return nil }
    if case .scalar(_, isQuoted: true) = node.content { return .column(text) }
    guard let number = parsedNumber(text) else { return .column(text) }
    guard let months = Int(exactly: number), range.contains(months) else {
      section.context.report(.outOfRange(allowed: .integer(range)), at: node, path: path)
      return nil
    }
    return .fixed(months)
  }
}
