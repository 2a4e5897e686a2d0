import Cashflow
import Testing
import TestSupport

@Suite("Unrounded balances")
struct UnroundedBalancesTests {
  private func balances(
    _ months: Int, _ method: RepaymentMethod, _ frequency: PaymentFrequency = .monthly, grace: Int = 0,
    rate: Double = 0.004
  ) -> [Double] {
    UnroundedBalances.balances(
      months: months, method: method, frequency: frequency, graceMonths: grace, monthlyRate: rate)
  }

  @Test(arguments: [-0.2, -0.004, 0, 1e-12, 0.003, 0.3])
  func annuityMatchesTheClosedForm(rate: Double) {
    for (grace, months) in [(0, 1), (0, 24), (6, 24), (23, 24), (0, 360)] {
      let shares = balances(months, .annuity, grace: grace, rate: rate)
      #expect(shares.count == months)
      for month in 0..<months {
        let expected = LevelPayment.balance(
          after: max(0, month - grace), principal: 1, periodicRate: rate, periods: months - grace)
        #expect(shares[month].isClose(to: expected, within: Tolerance(abs: 1e-13, rel: 1e-11)))
      }
    }
  }

  @Test func otherMethods() {
    #expect(balances(4, .linear) == [1, 0.75, 0.5, 0.25])
    #expect(balances(4, .linear, grace: 2) == [1, 1, 1, 0.5])
    for method in [RepaymentMethod.interestOnly, .bullet, .revolving] {
      #expect(balances(3, method) == [1, 1, 1])
    }
    #expect(balances(0, .annuity).isEmpty)
    #expect(balances(-3, .annuity).isEmpty)
    #expect(balances(3, .linear, grace: 3) == [1, 1, 1])
    #expect(balances(3, .linear, grace: -1).count == 3)
  }

  @Test func quartersAreCountedBackFromMaturity() {
    #expect(balances(6, .linear, .quarterly) == [1, 1, 1, 0.5, 0.5, 0.5])
    let third = 1.0 / 3
    let sevenMonths: [Double] = [1, 2 * third, 2 * third, 2 * third, third, third, third]
    #expect(balances(7, .linear, .quarterly) == sevenMonths)
    #expect(balances(2, .annuity, .quarterly) == [1, 1])
    let quarterly = balances(24, .annuity, .quarterly, rate: 0.01 / 3)
    let expected = LevelPayment.balance(after: 1, principal: 1, periodicRate: 0.01, periods: 8)
    #expect(quarterly[3].isClose(to: expected, within: 1e-14))
    let resting = balances(12, .linear, .quarterly, grace: 6)
    #expect(resting == [1, 1, 1, 1, 1, 1, 1, 1, 1, 0.5, 0.5, 0.5])
    #expect(balances(12, .linear, .quarterly, grace: 3)[3] == 1)
    #expect(balances(12, .linear, .quarterly, grace: 2)[3] == 0.75)
  }

  @Test(arguments: [-5.0, -0.9, 1e6, .infinity, .nan])
  func oddRatesGiveNumbers(rate: Double) {
    for share in balances(1200, .annuity, rate: rate) { #expect(share >= 0 && share <= 1) }
  }

  @Test func theStorageIsReused() {
    var shares = [9.0, 9, 9, 9, 9, 9, 9]
    UnroundedBalances.fill(
      &shares, months: 2, method: .linear, frequency: .monthly, graceMonths: 0, monthlyRate: 0)
    #expect(shares == [1, 0.5])
  }
}
