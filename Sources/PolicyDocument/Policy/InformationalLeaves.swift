extension LoadedPolicy {
  /// Paths of leaves that only inform: they name the policy, or a later step of the roadmap reads them.
  ///
  /// A path stands for everything below it, `*` for any one step.
  public static let informationalPaths = [
    "name",
    "version",
    "cost.prepayment_percent_per_year",
    "ecl.scenarios.*.name",
    "ecl.overlays.*.name",
    "ecl.overlays.*.approver",
  ]

  /// Leaves that only inform, with their values.
  public var informationalLeaves: [PolicyLeaf] {
    leaves.filter { leaf in
      let steps = leaf.path.split(separator: ".")
      return Self.informationalPaths.contains { path in
        let pattern = path.split(separator: ".")
        return pattern.count <= steps.count && zip(pattern, steps).allSatisfy { $0 == "*" || $0 == $1 }
      }
    }
  }
}
