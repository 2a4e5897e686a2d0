internal import CreditRisk
internal import LoanFiles
internal import LoanPricing
internal import Rescoring

extension Concentration {
  /// Names what the census found, parts the summary by industry and region, and holds all against the limits.
  init(
    _ policy: ConcentrationPolicy, census: NameCensus, summary: PortfolioSummary, intake: IntakeResult
  ) throws {
    let has = TapeNames(intake.layout)
    let total = summary.total.balance
    let (borrowers, groups) = (census.borrowers, census.groups)
    var rows = SpooledRows(intake)
    var known: [UInt64: (loan: String, borrower: String, group: String)] = [:]
    func named(_ entries: [RankedName], isGroup: Bool) throws -> [Name] {
      try entries.map { entry in
        if known[entry.line] == nil {
          let names = try rows.names(line: entry.line)
          known[entry.line] = (try rows.row(line: entry.line).identifier, names.borrower, names.group)
        }
        let found = known[entry.line] ?? ("", "", "")
        let key = isGroup ? found.group : found.borrower
        return Name(
          key: key, loan: key.isEmpty ? found.loan : nil, balance: Int128(entry.balance),
          exposure: Int128(entry.exposure))
      }
    }
    let byBalance = try named(borrowers.byBalance.inOrder, isGroup: false)
    let byExposure = try named(borrowers.byExposure.inOrder, isGroup: false)
    let groupsByBalance = try named(groups.byBalance.inOrder, isGroup: true)
    let groupsByExposure = try named(groups.byExposure.inOrder, isGroup: true)

    topCount = policy.topCount
    balance = total
    borrower =
      has.hasBorrowers
      ? Dimension(
        index: borrowers.index, names: borrowers.index.names, nameless: borrowers.nameless,
        largest: Concentration.ranked(byBalance) { $0.balance }) : nil
    // Without borrowers the loans outside a group are nobody's.
    group =
      has.hasGroups
      ? Dimension(
        index: has.hasBorrowers ? groups.index : nil, names: groups.counted, nameless: 0,
        largest: Concentration.ranked(groupsByBalance) { $0.balance }) : nil
    let industries = Parted(summary.byIndustry, words: intake.industry.words, unit: Parted.section)
    let regions = Parted(summary.byRegion, words: intake.region.words) { $0 }
    industry = industries.dimension(top: policy.topCount)
    region = regions.dimension(top: policy.topCount)

    tests = [
      Concentration.test(
        .borrower, policy.borrowerPercent, .netCapital, policy.netCapital, isTold: has.hasBorrowers,
        borrowers.overBalance, byBalance
      ) { $0.balance },
      Concentration.test(
        .customer, policy.customerPercent, .tierOne, policy.tierOne, isTold: has.hasBorrowers,
        borrowers.overExposure, byExposure
      ) { $0.exposure ?? 0 },
      Concentration.test(
        .group, policy.groupPercent, .tierOne, policy.tierOne, isTold: has.hasGroups,
        groups.overExposure, groupsByExposure
      ) { $0.exposure ?? 0 },
    ]
    tests += industries.tests(.industry, policy.industries, of: total, top: policy.topCount)
    tests += regions.tests(.region, policy.regions, of: total, top: policy.topCount)
  }

  /// The largest first, equal ones by name.
  static func ranked(_ names: [Name], by amount: (Name) -> Int128) -> [Name] {
    names.sorted {
      amount($0) == amount($1)
        ? ($0.key, $0.loan ?? "") < ($1.key, $1.loan ?? "") : amount($0) > amount($1)
    }
  }

  private static func test(
    _ kind: Test.Kind, _ percent: Double, _ base: Test.Base, _ figure: Double?, isTold: Bool,
    _ over: NameCensus.Breaches, _ names: [Name], by amount: (Name) -> Int128
  ) -> Test {
    let limit = NameCensus.Limits.Limit(percent: percent, of: figure)
    var test = Test(
      kind: kind, code: nil, base: base, percent: percent, whole: limit.map { Int128($0.base) })
    guard isTold else { return test }
    let ranked = ranked(names, by: amount)
    test.largest = ranked.first
    test.largestAmount = ranked.first.map(amount)
    guard let limit else { return test }
    test.breaches = over.count
    test.breachAmount = over.amount
    test.breached = ranked.filter { limit.share.isExceeded(byWide: amount($0), of: Int128(limit.base)) }
    return test
  }
}
