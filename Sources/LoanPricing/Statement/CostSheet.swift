internal import Cashflow
internal import Lending
public import LoanUnits

/// The cost sheet's own figure (企业贷款综合融资成本清单): the loan's annual rate and the annual rate of each item, added.
///
/// The annual rate of one item is `R × periods`, with R per interest period from
/// `L − fee = Σ (principal_j + fee_j) / (1+R)^j`: principal and this item alone, no interest (domain 4.2, bank
/// practice, supported). The grid is that of the payments, also for a bullet. A subsidy enters the same way with a minus
/// sign. A deposit has no principal of its own: it counts with what it adds to the nominal internal rate of the
/// loan with its fees; no rule was found for it.
public struct CostSheet: Hashable, Sendable {
  /// Interest, fees, duties, deposit, subsidy, in this order.
  public var items: [CostItem]

  /// The figure, percent a year, after a subsidy to the borrower.
  public var totalPercent: Double? { percent { _ in true } }

  /// The figure before the subsidy, percent a year.
  public var beforeSubsidyPercent: Double? { percent { $0 != .subsidy } }

  /// The items of some kinds together, percent a year; nil where one of them has no rate.
  public func percent(_ isMeant: (CostItem.Kind) -> Bool) -> Double? {
    var sum = 0.0
    for item in items where isMeant(item.kind) {
      guard let percent = item.annualPercent else { return nil }
      sum += percent
    }
    return sum
  }

  /// The items of some kinds together over the term.
  public func total(_ isMeant: (CostItem.Kind) -> Bool) -> Money {
    items.reduce(.zero) { isMeant($1.kind) ? $0 + $1.total : $0 }
  }

  /// Takes a loan's cost apart.
  ///
  /// - Parameters:
  ///   - application: As priced, financed fees in its amount.
  ///   - cost: Its flows at the rate.
  ///   - ratePercent: Contract rate, percent a year.
  ///   - payees: Payee of a fee by its name where the application gives none.
  init(
    _ application: LoanApplication, cost: BorrowerCost, ratePercent: Double, payees: [String: FeePayee]
  ) {
    let plan = PrincipalPlan(application, cost: cost)
    let interest = cost.rows.reduce(Money.zero) { $0 + $1.interest }
    var items = [
      CostItem(
        name: "interest", kind: .interest, payee: .lender, timing: nil, size: nil, total: interest,
        annualPercent: ratePercent)
    ]
    for item in FeeCalendar(application, principal: plan.principal).items {
      let dues = item.dues(cost.rows, monthsPerPeriod: plan.monthsPerPeriod)
      items.append(
        CostItem(
          name: item.fee.name, kind: .nonInterest, payee: .payee(item.fee.payee(default: payees)),
          timing: item.fee.timing, size: item.fee.size, total: dues.reduce(item.upfront, +),
          annualPercent: plan.annualPercent(upfront: item.upfront, dues: dues, near: 0)))
    }
    if cost.stampDuty != .zero {
      items.append(
        CostItem(
          name: "stamp_duty", kind: .nonInterest, payee: .taxOffice, timing: .upfront,
          size: .amount(cost.stampDuty),
          total: cost.stampDuty,
          annualPercent: plan.annualPercent(upfront: cost.stampDuty, dues: [], near: 0)))
    }
    if cost.deposit != .zero {
      items.append(
        CostItem(
          name: "compensating_balance", kind: .deposit, payee: .lender, timing: nil, size: nil,
          total: .zero - cost.depositInterest,
          annualPercent: plan.depositPercent(ratePercent: ratePercent)))
    }
    if cost.subsidy != .zero, let subsidy = application.subsidy {
      items.append(
        CostItem(
          name: "interest_subsidy", kind: .subsidy, payee: .borrower, timing: nil, size: nil,
          total: .zero - cost.subsidy,
          annualPercent: plan.annualPercent(
            upfront: .zero, dues: cost.rows.map { .zero - $0.subsidy }, near: -subsidy.percent)))
    }
    self.items = items
  }
}

extension Fee {
  /// Who receives it: as given, else the policy's payee for the name, else others.
  func payee(default payees: [String: FeePayee]) -> FeePayee { payee ?? payees[name] ?? .other }
}

extension FeeCalendar.Item {
  /// What falls due with each row of the plan.
  func dues(_ rows: [BorrowerCost.Row], monthsPerPeriod: Int) -> [Money] {
    rows.map { due(period: $0.period, monthsPerPeriod: monthsPerPeriod, balance: $0.balance) }
  }
}

/// A loan's principal on its grid, for the annual rate of one item.
private struct PrincipalPlan {
  let principal: Money
  let monthsPerPeriod: Int
  private let cost: BorrowerCost
  private let periods: Int

  init(_ application: LoanApplication, cost: BorrowerCost) {
    principal = application.drawn
    monthsPerPeriod = application.frequency.monthsPerPeriod
    periods = application.termMonths / monthsPerPeriod
    self.cost = cost
  }

  private var periodsPerYear: Double { Double(12 / monthsPerPeriod) }

  /// The annual rate of an item: nothing for an item of nothing.
  ///
  /// - Parameters:
  ///   - dues: With each row of the plan; empty for none.
  ///   - percent: Which of several roots is meant, percent a year.
  func annualPercent(upfront: Money, dues: [Money], near percent: Double) -> Double? {
    guard upfront != .zero || dues.contains(where: { $0 != .zero }) else { return 0 }
    var flows = Array(repeating: 0.0, count: periods + 1)
    flows[0] = (principal - upfront).yuan
    for (index, row) in cost.rows.enumerated() {
      flows[row.period] -= (row.principal + (index < dues.count ? dues[index] : .zero)).yuan
    }
    return percentAYear(flows, near: percent)
  }

  /// What the deposit adds to the nominal internal rate of the loan with its fees.
  func depositPercent(ratePercent: Double) -> Double? {
    var flows = Array(repeating: 0.0, count: periods + 1)
    flows[0] = (principal - cost.upfrontFees).yuan
    for row in cost.rows { flows[row.period] -= (row.payment + row.fees).yuan }
    return percentAYear(flows, near: ratePercent).map { cost.nominalBeforeSubsidyPercent - $0 }
  }

  private func percentAYear(_ flows: [Double], near percent: Double) -> Double? {
    let outcome = InternalRateOfReturn.loanRate(received: flows[0], payments: flows.dropFirst().map { -$0 })
    return outcome.nearest(to: percent / 100 / periodsPerYear).map { 100 * periodsPerYear * $0 }
  }
}
