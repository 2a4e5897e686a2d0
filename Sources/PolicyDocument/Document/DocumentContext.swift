/// What reading a document gathers: faults, and every leaf in its one writing.
final class DocumentContext {
  let file: String
  private(set) var faults: [DocumentFault]
  private(set) var leaves: [PolicyLeaf] = []

  init(file: String, faults: [DocumentFault] = []) {
    self.file = file
    self.faults = faults
  }

  func report(_ problem: DocumentFault.Problem, at node: DocumentNode, path: String, value: String? = nil) {
    report(problem, line: node.line, column: node.column, path: path, value: value ?? node.shown)
  }

  func report(_ problem: DocumentFault.Problem, line: Int, column: Int, path: String, value: String) {
    faults.append(
      DocumentFault(file: file, line: line, column: column, path: path, value: value, problem: problem))
  }

  func record(_ path: String, _ value: String, _ allowed: Allowed, line: Int) {
    leaves.append(PolicyLeaf(path: path, value: value, allowed: allowed, line: line))
  }

  /// Throws what was gathered, if anything.
  func check() throws(DocumentFaults) {
    if !faults.isEmpty { throw DocumentFaults(faults) }
  }
}

/// One value of a policy: where it stands, and its text in the one writing that digests use.
public struct PolicyLeaf: Hashable, Sendable {
  /// Names and list positions from 0, joined by dots.
  public var path: String
  /// The value.
  public var value: String
  /// What it may be.
  public var allowed: Allowed
  /// The line it was read from.
  public var line: Int

  /// Creates a leaf.
  public init(path: String, value: String, allowed: Allowed, line: Int) {
    self.path = path
    self.value = value
    self.allowed = allowed
    self.line = line
  }
}
