private import Yams

extension DocumentText {
  /// The document as a tree, and a fault for each name that stands twice in one place.
  ///
  /// The parser refuses a document at its first pair of equal names. To find them all, the first of a pair is
  /// marked in the text and the document is parsed again; the mark is taken off here.
  func parse() throws(DocumentFaults) -> (root: DocumentNode, faults: [DocumentFault]) {
    var text = self.text
    var marks: [Int: [Int]] = [:]
    for _ in 0..<20 {
      do {
        guard let node = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() else {
          throw DocumentFaults([fault(.empty, line: 1, column: 1)])
        }
        var builder = TreeBuilder(file: file, marks: marks)
        let root = builder.node(node, path: "")
        return (root, builder.faults)
      } catch let YamlError.duplicatedKeysInMapping(names, context) {
        let (line, column) = (context.mark.line, context.mark.column)
        guard let marked = Self.marking(text, line: line, column: column) else {
          throw DocumentFaults([
            fault(.duplicateKey(firstLine: line), line: line, column: column, path: names.first ?? "")
          ])
        }
        text = marked
        marks[line, default: []].append(column)
      } catch let error as YamlError {
        throw DocumentFaults([fault(of: error)])
      } catch let faults as DocumentFaults {
        throw faults
      } catch {
        throw DocumentFaults([fault(.syntax("the file cannot be read as YAML"), line: 1, column: 1)])
      }
    }
    throw DocumentFaults([fault(.syntax("more than 20 names stand twice"), line: 1, column: 1)])
  }

  private func fault(
    _ problem: DocumentFault.Problem, line: Int, column: Int, path: String = ""
  ) -> DocumentFault {
    DocumentFault(file: file, line: line, column: column, path: path, value: "", problem: problem)
  }

  private func fault(of error: YamlError) -> DocumentFault {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let lead = context.map { $0.text + ": " } ?? ""
      return fault(.syntax(lead + problem), line: mark.line, column: mark.column)
    case .reader(let problem, let offset, _, let yaml):
      let lead = yaml.prefix(offset ?? 0)
      let column = lead.reversed().prefix { !$0.isNewline }.count + 1
      return fault(.syntax(problem), line: lead.count { $0.isNewline } + 1, column: column)
    default:
      return fault(.syntax("the file cannot be read as YAML"), line: 1, column: 1)
    }
  }

  /// The text with the mark before a place.
  private static func marking(_ text: String, line: Int, column: Int) -> String? {
    var scalars = text.unicodeScalars
    var index = scalars.startIndex
    var rest = line - 1
    while rest > 0 {
      guard let end = scalars[index...].firstIndex(of: "\n") else { return nil }
      index = scalars.index(after: end)
      rest -= 1
    }
    guard let place = scalars.index(index, offsetBy: column - 1, limitedBy: scalars.endIndex) else {
      return nil
    }
    scalars.insert(duplicateMark, at: place)
    return String(scalars)
  }
}

/// Turns the parser's nodes into ours.
private struct TreeBuilder {
  let file: String
  /// Columns by line where a mark was put.
  let marks: [Int: [Int]]
  var faults: [DocumentFault] = []

  init(file: String, marks: [Int: [Int]]) {
    self.file = file
    self.marks = marks
  }

  mutating func node(_ node: Node, path: String) -> DocumentNode {
    let (line, column) = place(node.mark)
    switch node {
    case .scalar(let scalar):
      let isQuoted = scalar.style != .plain && scalar.style != .any
      return DocumentNode(
        content: .scalar(text: scalar.string, isQuoted: isQuoted), line: line, column: column)
    case .sequence(let sequence):
      var items: [DocumentNode] = []
      for (index, item) in sequence.enumerated() {
        items.append(self.node(item, path: path.isEmpty ? "\(index)" : "\(path).\(index)"))
      }
      return DocumentNode(content: .sequence(items), line: line, column: column)
    case .mapping(let mapping):
      return DocumentNode(content: .mapping(entries(of: mapping, path: path)), line: line, column: column)
    case .alias:
      return DocumentNode(content: .scalar(text: "*", isQuoted: false), line: line, column: column)
    }
  }

  private mutating func entries(of mapping: Node.Mapping, path: String) -> [DocumentNode.Entry] {
    var entries: [DocumentNode.Entry] = []
    var firstLines: [String: Int] = [:]
    for (key, value) in mapping {
      let (line, column) = place(key.mark)
      guard case .scalar(let scalar) = key else {
        faults.append(
          DocumentFault(
            file: file, line: line, column: column, path: path, value: "",
            problem: .wrongType(expected: .text)))
        continue
      }
      if !marks.isEmpty, let name = unmarked(scalar.string) {
        if firstLines[name] == nil { firstLines[name] = line }
        continue
      }
      let child = path.isEmpty ? scalar.string : "\(path).\(scalar.string)"
      if let first = firstLines[scalar.string] {
        faults.append(
          DocumentFault(
            file: file, line: line, column: column, path: child, value: scalar.string,
            problem: .duplicateKey(firstLine: first)))
      }
      entries.append(
        DocumentNode.Entry(key: scalar.string, line: line, column: column, value: node(value, path: child)))
    }
    return entries
  }

  private func unmarked(_ key: String) -> String? {
    guard key.unicodeScalars.first == DocumentText.duplicateMark else { return nil }
    let name = String(key.unicodeScalars.drop { $0 == DocumentText.duplicateMark })
    let isQuoted = name.count >= 2 && name.first == name.last && (name.first == "\"" || name.first == "'")
    return isQuoted ? String(name.dropFirst().dropLast()) : name
  }

  /// The place in the file, without the marks before it.
  private func place(_ mark: Mark?) -> (line: Int, column: Int) {
    guard let mark else { return (1, 1) }
    guard let columns = marks[mark.line] else { return (mark.line, mark.column) }
    return (mark.line, mark.column - columns.count { $0 < mark.column })
  }
}
