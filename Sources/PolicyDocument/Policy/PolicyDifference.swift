/// A leaf that two policies do not share.
public struct PolicyDifference: Hashable, Sendable {
  /// Its path.
  public var path: String
  /// The value of the first policy; nil where it has no such leaf.
  public var old: String?
  /// The value of the second; nil likewise.
  public var new: String?

  /// Creates a difference.
  public init(path: String, old: String?, new: String?) {
    self.path = path
    self.old = old
    self.new = new
  }

  /// All differences: first in the order of the old policy, then what only the new one has.
  public static func between(_ old: LoadedPolicy, _ new: LoadedPolicy) -> [PolicyDifference] {
    let before = Dictionary(old.leaves.map { ($0.path, $0.value) }) { first, _ in first }
    let after = Dictionary(new.leaves.map { ($0.path, $0.value) }) { first, _ in first }
    var differences: [PolicyDifference] = []
    for leaf in old.leaves where after[leaf.path] != leaf.value {
      differences.append(PolicyDifference(path: leaf.path, old: leaf.value, new: after[leaf.path]))
    }
    for leaf in new.leaves where before[leaf.path] == nil {
      differences.append(PolicyDifference(path: leaf.path, old: nil, new: leaf.value))
    }
    return differences
  }
}
