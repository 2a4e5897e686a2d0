/// A rate by term: piecewise linear between its nodes, flat outside.
public struct TermCurve: Hashable, Sendable {
  /// A node.
  public struct Node: Hashable, Sendable {
    /// Term in months.
    public var months: Double
    /// Percent a year.
    public var percent: Double

    /// Creates a node.
    public init(months: Double, percent: Double) {
      self.months = months
      self.percent = percent
    }
  }

  /// Nodes by ascending term, at least one.
  public var nodes: [Node]

  /// Creates a curve.
  ///
  /// - Parameter nodes: Ascending in months; an empty list is the zero curve.
  public init(nodes: [Node]) {
    self.nodes = nodes
  }

  /// The rate at a term, percent a year.
  public func percent(atMonths months: Double) -> Double {
    guard let first = nodes.first, let last = nodes.last else { return 0 }
    if months <= first.months { return first.percent }
    if months >= last.months { return last.percent }
    var left = first
    for right in nodes.dropFirst() {
      if months <= right.months {
        let share = (months - left.months) / (right.months - left.months)
        return left.percent + share * (right.percent - left.percent)
      }
      left = right
    }
    return last.percent
  }
}
