import Cashflow
import Lending
import LoanUnits
import TestSupport

/// Applications drawn from a seed, over all that a desk meets.
struct RandomDeskApplications {
  private var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  private mutating func unit() -> Double { Double.random(in: 0..<1, using: &generator) }

  private mutating func pick<Value>(_ values: [Value]) -> Value { generator.pick(values) }

  /// The next application.
  mutating func next(asOf: CalendarDay) -> LoanApplication {
    let frequency = pick([PaymentFrequency.monthly, .monthly, .monthly, .quarterly])
    var term = pick([1, 3, 6, 12, 18, 24, 36, 60, 84, 120, 360])
    if frequency == .quarterly { term = max(3, term / 3 * 3) }
    let amount = Money(fen: Int64(2_000_000 * (1 + 400 * unit() * unit())))
    var application = LoanApplication(
      amount: amount, termMonths: term, repayment: pick(RepaymentMethod.allCases), asOf: asOf,
      probability: pick([0, 0.0005, 0.004, 0.01, 0.02, 0.05, 0.15]), guarantee: pick(Guarantee.allCases))
    application.frequency = frequency
    application.size = pick(EnterpriseSize.allCases)
    if application.guarantee == .mortgage || application.guarantee == .pledge {
      application.collateralValue = Money(rounding: amount.yuan * (0.5 + unit()))
    }
    if unit() < 0.3, term > 6, application.repayment != .bullet { application.graceMonths = 3 }
    listPrincipal(&application)
    if application.repayment == .revolving { application.utilisation = 0.2 + 0.8 * unit() }
    if unit() < 0.5 { application.creditLimit = amount + Money(fen: Int64(1e8 * unit())) }
    if unit() < 0.2 { application.undrawn = Money(rounding: amount.yuan * unit()) }
    if unit() < 0.3 { application.rateType = .floating }
    if unit() < 0.3 { application.isFirstLoan = true }
    if unit() < 0.3 { application.depositBalance = Money(rounding: amount.yuan * 0.2 * unit()) }
    if unit() < 0.3 {
      application.fees.append(
        Fee(name: "arrangement", size: .percent(unit()), timing: .upfront, payee: pick([.bank, .other])))
    }
    return application
  }

  /// Now and then a balloon, steps or a list of principal.
  private mutating func listPrincipal(_ application: inout LoanApplication) {
    let months = application.termMonths
    let method = application.repayment
    if method == .annuity || method == .linear, unit() < 0.15 {
      application.balloon = Money(rounding: application.amount.yuan * 0.6 * unit())
    } else if method == .interestOnly, months >= 6, application.graceMonths == 0, unit() < 0.4 {
      let first = months / 2 / application.frequency.monthsPerPeriod * application.frequency.monthsPerPeriod
      if first > 0, unit() < 0.5 {
        application.principalPlan = .stepped([
          .init(months: first, share: 0.25), .init(months: months - first, share: 0.75),
        ])
      } else if first > 0 {
        let part = Money(rounding: application.amount.yuan * 0.3)
        application.principalPlan = .custom([
          .init(month: first, principal: part), .init(month: months, principal: application.amount - part),
        ])
      }
    }
  }
}
