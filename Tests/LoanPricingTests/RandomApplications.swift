import Cashflow
import Lending
import LoanUnits

/// Applications drawn from a seed, over all that a desk meets.
struct RandomApplications {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// SplitMix64 (Steele, Lea and Flood 2014).
  private mutating func bits() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }

  /// A number from 0 up to 1, exclusive.
  mutating func unit() -> Double { Double(bits() >> 11) * 0x1p-53 }

  /// One of some values.
  mutating func pick<Value>(_ values: [Value]) -> Value { values[Int(bits() % UInt64(values.count))] }

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
}
