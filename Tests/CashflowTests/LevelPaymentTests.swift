import Cashflow
import Testing
import TestSupport

@Suite("Level payment")
struct LevelPaymentTests {
  @Test(arguments: try Oracle.cases("time_value", kind: "annuity"))
  func matchesTheOracle(_ oracle: OracleCase) throws {
    let rate = try oracle.inputs["rate_per_period"].double()
    let periods = try oracle.inputs["periods"].int()
    let principal = try oracle.inputs["principal"].double()
    // A payment in advance is the one in arrears, a period earlier; the table has no balloon with it.
    guard try !oracle.inputs["pay_at_beginning"].bool() else { return }
    let balloon = try oracle.inputs["balloon"].double()
    let payment = LevelPayment.amount(
      principal: principal, periodicRate: rate, periods: periods, balloon: balloon)
    #expect(payment.isClose(to: try oracle.expected["payment"].double(), within: oracle.tolerance))
    let half = LevelPayment.balance(
      after: periods / 2, principal: principal, periodicRate: rate, periods: periods, balloon: balloon)
    #expect(half.isClose(to: try oracle.expected["balance_after_half"].double(), within: oracle.tolerance))
  }

  /// The field reference, 11.2.
  @Test(arguments: [
    (1_000_000, 0.0345, 12, 84_898.821285), (1_000_000, 0.04, 36, 29_523.985007),
    (500_000, 0.0435, 60, 9_287.444821), (100_000, 0.036, 24, 4_324.710697),
  ])
  func matchesThePrintedPayments(principal: Double, rate: Double, months: Int, expected: Double) {
    let payment = LevelPayment.amount(principal: principal, periodicRate: rate / 12, periods: months)
    #expect(payment.isClose(to: expected, within: 5.1e-7))
  }

  @Test(arguments: [-0.2, -0.003, -1e-12, 0, 1e-300, 1e-17, 1e-9, 0.004, 0.5])
  func recursionEndsAtTheBalloon(rate: Double) {
    for balloon in [0.0, 300, 1000] {
      let payment = LevelPayment.amount(principal: 1000, periodicRate: rate, periods: 12, balloon: balloon)
      var balance = 1000.0
      for period in 1...12 {
        balance = balance * (1 + rate) - payment
        let closed = LevelPayment.balance(
          after: period, principal: 1000, periodicRate: rate, periods: 12, balloon: balloon)
        #expect(closed.isClose(to: balance, within: 1e-9), "\(rate) \(balloon) \(period)")
      }
      #expect(balance.isClose(to: balloon, within: 1e-9))
    }
  }

  @Test func effectiveRatesGoThereAndBack() {
    #expect(
      EffectiveRate.annual(periodic: 0.01, periodsPerYear: 12).isClose(to: 0.126825030131970, within: 1e-15))
    for rate in [-0.5, -1e-9, 0, 1e-15, 0.04, 3] {
      let annual = EffectiveRate.annual(periodic: rate, periodsPerYear: 4)
      let back = EffectiveRate.periodic(annual: annual, periodsPerYear: 4)
      #expect(back.isClose(to: rate, within: Tolerance(rel: 1e-14)))
    }
    #expect(EffectiveRate.annual(periodic: 0.07, periodsPerYear: 1) == 0.07)
  }
}
