public import LoanPricing

/// The measures the notice of 2025 asks of small-business lending, from the sums over two tapes.
///
/// 金办发〔2025〕46号 names growth, first-time borrowers, renewals, unsecured, medium- and long-term loans, legal persons,
/// price and classification; the formulas are those of the forms S63 and S71.
public struct SupervisionMeasures: Sendable {
  /// What was added up, and what the tapes have.
  public struct Sums: Sendable {
    /// The earlier tape.
    public var old: SupervisionTally
    /// The later tape.
    public var new: SupervisionTally
    /// Loans drawn and repaid in between.
    public var flows: SupervisionTally
    /// Columns of the earlier tape.
    public var oldColumns: Set<String>
    /// Columns of the later tape.
    public var columns: Set<String>
    /// Whether the earlier tape is of the day that the basis asks for.
    public var isOnBasis: Bool

    /// Creates the sums.
    public init(
      old: SupervisionTally, new: SupervisionTally, flows: SupervisionTally, oldColumns: Set<String>,
      columns: Set<String>, isOnBasis: Bool
    ) {
      self.old = old
      self.new = new
      self.flows = flows
      self.oldColumns = oldColumns
      self.columns = columns
      self.isOnBasis = isOnBasis
    }
  }

  /// All measures, in the order of their names.
  public let all: [SupervisionMeasure]

  private typealias Measure = SupervisionMeasure

  /// Forms the measures.
  public init(_ sums: Sums, policy: SupervisionPolicy) {
    let measures =
      SupervisionMeasures.growth(sums, policy)
      + SupervisionMeasures.borrowers(sums, policy) + SupervisionMeasures.structure(sums, policy)
      + SupervisionMeasures.price(sums, policy) + SupervisionMeasures.quality(sums, policy)
    all = measures
  }

  /// How many measures stand at a light.
  public func count(_ light: SupervisionMeasure.Light) -> Int { all.count { $0.light == light } }

  // MARK: - Forming

  private static func missing(_ names: [String], _ sums: Sums, inOld: Bool = false) -> Measure.Reason? {
    if let name = names.first(where: { !sums.columns.contains($0) }) { return .columnMissing(name) }
    guard inOld, let name = names.first(where: { !sums.oldColumns.contains($0) }) else { return nil }
    return .oldColumnMissing(name)
  }

  /// A quotient in percent.
  private static func quotient(
    _ name: Measure.Name, _ part: Int128, _ whole: Int128, empty: Measure.Reason, missing: Measure.Reason?,
    rule: Measure.Rule? = nil
  ) -> Measure {
    var measure = Measure(name: name, operation: .quotient, rule: rule, reason: missing)
    guard missing == nil else { return measure }
    measure.numerator = .money(part)
    measure.denominator = .money(whole)
    measure.value = percent(part, of: whole)
    if measure.value == nil { measure.reason = empty }
    return measure
  }

  private static func percent(_ part: Int128, of whole: Int128) -> Double? {
    whole > 0 ? Double(part) / Double(whole) * 100 : nil
  }

  /// One measure less another.
  private static func difference(
    _ name: Measure.Name, _ first: Measure, _ second: Measure, scale: Double = 1, rule: Measure.Rule?
  ) -> Measure {
    var measure = Measure(name: name, operation: .difference, rule: rule)
    measure.numerator = first.value.map { .percent($0) }
    measure.denominator = second.value.map { .percent($0) }
    guard let left = first.value, let right = second.value else {
      measure.reason = first.reason ?? second.reason
      return measure
    }
    measure.value = (left - right) * scale
    if let left = first.oldValue, let right = second.oldValue { measure.oldValue = (left - right) * scale }
    return measure
  }

  private static func least(_ target: Double?, _ margin: Double, _ leaf: String) -> Measure.Rule? {
    target.map { Measure.Rule(sense: .atLeast, target: $0, margin: margin, leaf: leaf) }
  }

  private static func most(_ target: Double?, _ margin: Double, _ leaf: String) -> Measure.Rule? {
    target.map { Measure.Rule(sense: .atMost, target: $0, margin: margin, leaf: leaf) }
  }

  // MARK: - Families

  /// Growth of inclusive and of all loans (金办发〔2025〕46号, 三).
  private static func growth(_ sums: Sums, _ policy: SupervisionPolicy) -> [Measure] {
    func growth(_ name: Measure.Name, _ old: Int128, _ new: Int128, _ missing: Measure.Reason?) -> Measure {
      quotient(
        name, new - old, old, empty: .nothingBefore, missing: sums.isOnBasis ? missing : .notOnBasis)
    }
    let sized = missing(["size"], sums, inOld: true)
    let inclusive = growth(
      .inclusiveGrowth, sums.old.inclusive.stock.balance, sums.new.inclusive.stock.balance, sized)
    let all = growth(.allGrowth, sums.old.all.balance, sums.new.all.balance, nil)
    var share = quotient(
      .inclusiveShare, sums.new.inclusive.stock.balance, sums.new.all.balance, empty: .nothingOutstanding,
      missing: missing(["size"], sums))
    if sums.oldColumns.contains("size") {
      share.oldValue = percent(sums.old.inclusive.stock.balance, of: sums.old.all.balance)
    }
    return [
      inclusive, all,
      difference(
        .growthGap, inclusive, all,
        rule: least(policy.growthGapPercentagePoints, policy.growthAmberPercentagePoints, "growth_gap_pp")),
      share,
    ]
  }

  /// Borrowers with a balance, and first-time ones.
  private static func borrowers(_ sums: Sums, _ policy: SupervisionPolicy) -> [Measure] {
    let absent = missing(["size", "borrower_id"], sums)
    let absentBefore = missing(["size", "borrower_id"], sums, inOld: true)
    let before = sums.old.inclusive.stock.borrowers
    var borrowers = Measure(name: .borrowers, operation: .count, reason: absent)
    if absent == nil {
      borrowers.numerator = .count(sums.new.inclusive.stock.borrowers)
      borrowers.value = Double(sums.new.inclusive.stock.borrowers)
    }
    if absentBefore == nil {
      borrowers.oldValue = Double(before)
      borrowers.denominator = .count(before)
      if policy.hasBorrowerFloor, sums.isOnBasis {
        borrowers.rule = Measure.Rule(
          sense: .atLeast, target: Double(before), margin: Double(before) * policy.borrowerAmberPercent / 100,
          leaf: "borrower_floor")
      }
    }
    let unknown =
      absent ?? missing(["first_loan", "origination_date"], sums)
    var first = Measure(name: .firstLoanBorrowers, operation: .count, reason: unknown)
    if unknown == nil {
      first.numerator = .count(sums.new.firstLoanBorrowers)
      first.value = Double(sums.new.firstLoanBorrowers)
    }
    var share = Measure(
      name: .firstLoanShare, operation: .quotient,
      rule: least(policy.firstLoanPercent, policy.shareAmberPercentagePoints, "first_loan_percent"),
      reason: unknown ?? (sums.oldColumns.contains("borrower_id") ? nil : .oldColumnMissing("borrower_id")))
    if share.reason == nil {
      share.numerator = .count(sums.new.newFirstLoanBorrowers)
      share.denominator = .count(sums.new.newBorrowers)
      share.value = percent(Int128(sums.new.newFirstLoanBorrowers), of: Int128(sums.new.newBorrowers))
      if share.value == nil { share.reason = .nobodyNew }
    }
    return [borrowers, first, share]
  }

  /// What the inclusive balance is made of (六).
  private static func structure(_ sums: Sums, _ policy: SupervisionPolicy) -> [Measure] {
    let margin = policy.shareAmberPercentagePoints
    func share(
      _ name: Measure.Name, _ part: (StockTally) -> Int128, _ columns: [String],
      _ target: Double?, _ leaf: String
    ) -> Measure {
      let (old, new) = (sums.old.inclusive.stock, sums.new.inclusive.stock)
      var measure = quotient(
        name, part(new), new.balance, empty: .nothingOutstanding,
        missing: missing(["size"] + columns, sums), rule: least(target, margin, leaf))
      if missing(["size"] + columns, sums, inOld: true) == nil {
        measure.oldValue = percent(part(old), of: old.balance)
      }
      return measure
    }
    return [
      share(.renewalShare, { $0.renewal }, ["renewal"], policy.renewalPercent, "renewal_percent"),
      share(.creditShare, { $0.unsecured }, ["guarantee"], policy.creditPercent, "credit_percent"),
      share(
        .mediumLongShare, { $0.mediumLong }, ["origination_date", "maturity_date"], policy.mediumLongPercent,
        "medium_long_percent"),
      share(.legalPersonShare, { $0.legalPersons }, [], policy.legalPersonPercent, "legal_person_percent"),
    ]
  }

  /// What new loans cost (四): Σ amount × rate ÷ Σ amount over loans drawn in the calendar year.
  private static func price(_ sums: Sums, _ policy: SupervisionPolicy) -> [Measure] {
    var drawn = sums.new.inclusive.drawn
    drawn.merge(sums.flows.inclusive.drawn)
    let absent = missing(["size", "origination_date", "original_amount"], sums)
    func weighted(
      _ name: Measure.Name, _ sum: DrawnTally.Weighted, column: String, rule: Measure.Rule?
    ) -> Measure {
      var measure = Measure(name: name, operation: .quotient, rule: rule, reason: absent)
      guard absent == nil else { return measure }
      measure.value = sum.percent
      if measure.value == nil {
        measure.reason = drawn.loans == 0 ? .nothingDrawn : .valueMissing(column)
      } else {
        measure.numerator = .money(Int128(sum.interest.rounded()))
        measure.denominator = .money(sum.amount)
      }
      return measure
    }
    let rate = weighted(.newLoanRate, drawn.rate, column: "rate_percent", rule: nil)
    var over = Measure(
      name: .newLoanOverPrime, operation: .difference,
      rule: most(policy.overPrimeBasisPoints, policy.rateAmberBasisPoints, "over_lpr_bp"), reason: absent)
    if absent == nil {
      if let own = drawn.rateBesidePrime.percent, let prime = drawn.prime.percent {
        over.numerator = .percent(own)
        over.denominator = .percent(prime)
        over.value =
          Double(drawn.rateBesidePrime.product - drawn.prime.product)
          / Double(drawn.prime.amount) / 1e7
      } else {
        over.reason = rate.reason ?? .primeMissing
      }
    }
    let cost = weighted(
      .allInCost, drawn.effective, column: "effective_rate_percent",
      rule: most(policy.allInPercent, policy.rateAmberBasisPoints / 100, "all_in_percent"))
    return [rate, over, cost]
  }

  /// NPL ratios and the gap between them (九).
  private static func quality(_ sums: Sums, _ policy: SupervisionPolicy) -> [Measure] {
    func ratio(
      _ name: Measure.Name, _ old: StockTally, _ new: StockTally, _ columns: [String]
    ) -> Measure {
      var measure = quotient(
        name, new.nonPerforming, new.balance, empty: .nothingOutstanding, missing: missing(columns, sums))
      if missing(columns, sums, inOld: true) == nil {
        measure.oldValue = percent(old.nonPerforming, of: old.balance)
      }
      return measure
    }
    let inclusive = ratio(.inclusiveNPL, sums.old.inclusive.stock, sums.new.inclusive.stock, ["size"])
    let all = ratio(.allNPL, sums.old.all, sums.new.all, [])
    return [
      inclusive, all,
      difference(
        .nplGap, inclusive, all,
        rule: most(
          policy.nplTolerancePercentagePoints, policy.nplAmberPercentagePoints, "npl_tolerance_pp")),
    ]
  }
}
