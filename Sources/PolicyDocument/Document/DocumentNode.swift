/// A place of a YAML document: its text or parts, and where it stands.
///
/// Scalars are kept as they were written: no rule of YAML 1.1 turns `0755` into 493, `1:30` into 90 or `no`
/// into a boolean. The typed readers decide.
struct DocumentNode: Sendable {
  enum Content: Sendable {
    case scalar(text: String, isQuoted: Bool)
    case mapping([Entry])
    case sequence([DocumentNode])
  }

  struct Entry: Sendable {
    var key: String
    var line: Int
    var column: Int
    var value: DocumentNode
  }

  var content: Content
  var line: Int
  var column: Int

  /// What a message shows of the place.
  var shown: String {
    switch content {
    case .scalar(let text, _): text
    case .mapping: "{…}"
    case .sequence: "[…]"
    }
  }

  /// Whether the place says that there is no value.
  var isNull: Bool {
    guard case .scalar(let text, false) = content else { return false }
    return text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL"
  }
}
