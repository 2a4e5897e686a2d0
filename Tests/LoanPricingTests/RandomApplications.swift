import Cashflow
import Lending
import LoanPricing
import LoanUnits
import TestSupport

/// Applications of every shape: one month to thirty years, zero and negative rates, fees of every timing.
struct RandomApplications {
  private var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  /// An application without fees, deposit or subsidy.
  mutating func plain() -> LoanApplication {
    let frequency: PaymentFrequency = generator.chance(0.2) ? .quarterly : .monthly
    let step = frequency.monthsPerPeriod
    let months = step * generator.pick([1, 1, 2, 3, 4, 6, 8, 12, 12, 20, 24, 36, 60, 120 / step, 360 / step])
    var application = LoanApplication(
      amount: Money(fen: Int64.random(in: 1_000_00...50_000_000_00, using: &generator)),
      termMonths: months,
      repayment: generator.pick([.annuity, .annuity, .linear, .interestOnly, .bullet, .revolving]),
      asOf: CalendarDay(daysSinceEpoch: 20_700), probability: 0.02, guarantee: .credit)
    application.frequency = frequency
    if application.repayment == .revolving { application.utilisation = generator.pick([0.25, 0.5, 1]) }
    if application.repayment != .bullet, months > step, generator.chance(0.2) {
      application.graceMonths = step
    }
    if generator.chance(0.3) {
      application.startDate = CalendarDay(
        daysSinceEpoch: Int32.random(in: 20_000...21_000, using: &generator))
    }
    application.size = generator.pick([.small, .micro, .soleTrader, .owner, .medium, nil])
    return application
  }

  /// Contract rates, percent a year: zero, negative, usual, dear.
  mutating func ratePercent() -> Double {
    switch Int.random(in: 0..<10, using: &generator) {
    case 0: 0
    case 1: -Double.random(in: 0.01...2, using: &generator)
    case 2: Double.random(in: 8...24, using: &generator)
    default: (Double.random(in: 2...8, using: &generator) * 100).rounded() / 100
    }
  }

  /// An application with fees and now and then a deposit or a subsidy.
  mutating func dear() -> LoanApplication {
    var application = plain()
    for number in 0..<Int.random(in: 0...4, using: &generator) {
      var timings = FeeTiming.allCases
      if application.repayment == .revolving { timings.removeAll { $0 == .financed } }
      let timing = generator.pick(timings)
      let isRunning = timing == .monthly
      let most = isRunning ? 0.3 : 2.0
      let size: Fee.Size =
        generator.chance(0.5)
        ? .percent(Double.random(in: 0...most, using: &generator))
        : .amount(Money(fen: Int64(Double(application.drawn.fen) * (isRunning ? 0.001 : 0.01))))
      application.fees.append(
        Fee(
          name: "fee_\(number)", size: size, timing: timing,
          payee: generator.pick([nil] + FeePayee.allCases.map { Optional($0) })))
    }
    if generator.chance(0.1) {
      application.compensatingBalance = CompensatingBalance(
        size: .percent(Double.random(in: 1...30, using: &generator)),
        ratePercent: generator.pick([0, 0.05, 1]))
    }
    if generator.chance(0.15) {
      application.subsidy = InterestSubsidy(
        percent: generator.pick([0.5, 1, 3, 5]), recipient: .borrower,
        months: generator.pick([nil, 1, 6, 24]))
    }
    return application
  }
}
