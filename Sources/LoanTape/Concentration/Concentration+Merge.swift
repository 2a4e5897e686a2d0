internal import CreditRisk
internal import LoanPricing
internal import Rescoring

extension Concentration {
  /// Adds another part of a tape; no borrower and no group is in both.
  ///
  /// Borrowers, groups and their limits add up. Industries and regions are in both, so they follow from the summary of
  /// the whole: ``part(_:_:industries:regions:)``.
  mutating func merge(_ other: Concentration) {
    balance += other.balance
    borrower = Concentration.merged(borrower, other.borrower, top: topCount)
    group = Concentration.merged(group, other.group, top: topCount)
    for index in tests.indices where index < other.tests.count {
      guard tests[index].code == nil, tests[index].kind == other.tests[index].kind else { continue }
      tests[index].merge(other.tests[index], top: topCount)
    }
  }

  /// Parts the whole by industry and region anew.
  mutating func part(
    _ policy: ConcentrationPolicy, _ summary: PortfolioSummary, industries: [String], regions: [String]
  ) {
    balance = summary.total.balance
    let byIndustry = Parted(summary.byIndustry, words: industries, unit: Parted.section)
    let byRegion = Parted(summary.byRegion, words: regions) { $0 }
    industry = byIndustry.dimension(top: topCount)
    region = byRegion.dimension(top: topCount)
    tests.removeAll { $0.kind == .industry || $0.kind == .region }
    tests += byIndustry.tests(.industry, policy.industries, of: balance, top: topCount)
    tests += byRegion.tests(.region, policy.regions, of: balance, top: topCount)
  }

  private static func merged(_ one: Dimension?, _ other: Dimension?, top: Int) -> Dimension? {
    guard var whole = one, let other else { return one ?? other }
    if let added = other.index { whole.index?.merge(added) }
    whole.names += other.names
    whole.nameless += other.nameless
    whole.largest = Array(ranked(whole.largest + other.largest) { $0.balance }.prefix(top))
    return whole
  }
}

extension Concentration.Test {
  /// Adds the same limit on another part.
  mutating func merge(_ other: Self, top: Int) {
    let isExposure = kind != .borrower
    func amount(_ name: Concentration.Name) -> Int128 {
      isExposure ? name.exposure ?? 0 : name.balance
    }
    let names = Concentration.ranked([largest, other.largest].compactMap { $0 }, by: amount)
    largest = names.first
    largestAmount = names.first.map(amount)
    if let added = other.breaches {
      breaches = (breaches ?? 0) + added
      breachAmount += other.breachAmount
    }
    breached = Array(Concentration.ranked(breached + other.breached, by: amount).prefix(top))
  }
}
