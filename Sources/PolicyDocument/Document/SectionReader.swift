/// Reads the entries of one mapping by name and tells which were never asked for.
///
/// A reader never throws: a faulty entry is reported to the context and a stand-in returned, so that one pass
/// finds all faults. Whoever holds the result checks the context before using it.
final class SectionReader {
  let context: DocumentContext
  let path: String
  /// Where the mapping stands; nil when it is missing and already reported.
  let node: DocumentNode?
  let entries: [DocumentNode.Entry]
  private var isUsed: [Bool]
  private var names: [String] = []
  private var absent: [String] = []
  private var next = 0

  /// A reader of the whole document.
  convenience init(root: DocumentNode, context: DocumentContext) {
    self.init(node: root, path: "", context: context)
  }

  init(node: DocumentNode?, path: String, context: DocumentContext) {
    self.context = context
    self.path = path
    guard let node else {
      self.node = nil
      entries = []
      isUsed = []
      return
    }
    if case .mapping(let entries) = node.content {
      self.node = node
      self.entries = entries
      isUsed = Array(repeating: false, count: entries.count)
    } else {
      context.report(.wrongType(expected: .mapping), at: node, path: path)
      self.node = nil
      entries = []
      isUsed = []
    }
  }

  func child(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  /// The entry of a name, or nil; nothing is reported.
  func optionalNode(_ name: String) -> DocumentNode? {
    names.append(name)
    for step in 0..<entries.count {
      let index = next + step < entries.count ? next + step : next + step - entries.count
      guard entries[index].key == name else { continue }
      isUsed[index] = true
      next = index + 1 < entries.count ? index + 1 : 0
      return entries[index].value
    }
    return nil
  }

  /// The entry of a name; one that is not there is a fault of the section.
  func node(_ name: String) -> DocumentNode? {
    let found = optionalNode(name)
    if found == nil, node != nil { absent.append(name) }
    return found
  }

  /// The mapping of a name.
  func section(_ name: String) -> SectionReader {
    SectionReader(node: node(name), path: child(name), context: context)
  }

  /// Every entry as one of the mapping's own names, marked as used.
  func allEntries() -> [DocumentNode.Entry] {
    for index in isUsed.indices { isUsed[index] = true }
    return entries
  }

  /// The mappings of a list; a fault when it is none or its length is not allowed.
  func items(_ name: String, count: ClosedRange<Int> = 1...1000) -> [SectionReader] {
    let path = child(name)
    guard let node = node(name) else { return [] }
    guard case .sequence(let items) = node.content else {
      context.report(.wrongType(expected: .list), at: node, path: path)
      return []
    }
    if !count.contains(items.count) {
      context.report(.wrongCount(allowed: count), at: node, path: path, value: "\(items.count)")
    }
    return items.enumerated().map { SectionReader(node: $1, path: "\(path).\($0)", context: context) }
  }

  /// Reports names that nothing asked for and names that are not there; of a misspelt name only the former.
  func finish() {
    guard let node else { return }
    var meant: Set<String> = []
    for (index, entry) in entries.enumerated() where !isUsed[index] {
      let suggestion = nearestName(to: entry.key, among: absent) ?? nearestName(to: entry.key, among: names)
      if let suggestion { meant.insert(suggestion) }
      context.report(
        .unknownKey(suggestion: suggestion), line: entry.line, column: entry.column, path: child(entry.key),
        value: entry.key)
    }
    for name in absent where !meant.contains(name) {
      context.report(.missing, at: node, path: child(name), value: "")
    }
  }
}
