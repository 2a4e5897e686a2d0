extension LoadedPolicy {
  /// Paths of leaves that only inform: they name the policy, or a later step of the roadmap reads them.
  ///
  /// A path stands for everything below it.
  public static let informationalPaths = [
    "name",
    "version",
    "cost.prepayment_percent_per_year",
    "fees.default_payees",
    "supervision.npl_tolerance_pp",
  ]

  /// Leaves that only inform, with their values.
  public var informationalLeaves: [PolicyLeaf] {
    leaves.filter { leaf in
      Self.informationalPaths.contains { leaf.path == $0 || leaf.path.hasPrefix($0 + ".") }
    }
  }
}
