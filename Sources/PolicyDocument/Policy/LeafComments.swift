extension PolicyFile {
  /// The comment of every leaf of the policy that ships with the engine: unit, meaning and source.
  ///
  /// A leaf without a comment on its own line, such as a row of a table, takes that of the line that opens
  /// its block.
  ///
  /// - Throws: ``DocumentFaults`` never, a test reads the file.
  public static func builtInComments() throws -> [String: String] {
    comments(of: try builtIn().leaves, in: String(decoding: builtInBytes, as: UTF8.self))
  }

  /// Comments by path; a leaf that has none is left out.
  static func comments(of leaves: [PolicyLeaf], in text: String) -> [String: String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var comments: [String: String] = [:]
    for leaf in leaves where lines.indices.contains(leaf.line - 1) {
      var index = leaf.line - 1
      var indentation = depth(lines[index])
      comments[leaf.path] = comment(of: lines[index])
      while comments[leaf.path] == nil, indentation > 0, index > 0 {
        index -= 1
        guard !lines[index].isEmpty, depth(lines[index]) < indentation else { continue }
        indentation = depth(lines[index])
        comments[leaf.path] = comment(of: lines[index])
      }
    }
    return comments
  }

  private static func depth(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }

  private static func comment(of line: Substring) -> String? {
    guard let start = line.firstIndex(of: "#") else { return nil }
    let text = line[line.index(after: start)...].drop { $0 == " " }
    return text.isEmpty ? nil : String(text)
  }
}
