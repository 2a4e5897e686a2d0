import Cashflow
import Foundation
import Lending
import LoanUnits
import TestSupport
import Testing

@testable import LoanPricing

@Suite struct BorrowerCostTests {
  private static func application(
    _ repayment: RepaymentMethod, yuan: Int64 = 1_000_000, months: Int = 12
  ) -> LoanApplication {
    LoanApplication(
      amount: Money(fen: yuan * 100), termMonths: months, repayment: repayment,
      asOf: CalendarDay(daysSinceEpoch: 20_697), probability: 0.02, guarantee: .credit)
  }

  private static let upfront = Fee(
    name: "service", size: .amount(Money(fen: 12_000_00)), timing: .upfront, payee: nil)
  private static let flat = Fee(name: "flat", size: .percent(0.6), timing: .monthly, payee: nil)

  /// Field reference, 4.5: the six cases, to a digit of what rounding to the fen leaves.
  @Test func workedCases() throws {
    var dear = Self.application(.annuity)
    dear.fees = [Self.upfront]
    var monthly = Self.application(.interestOnly)
    monthly.fees = [Self.upfront]
    var bullet = Self.application(.bullet)
    bullet.fees = [Self.upfront]
    var flat = Self.application(.linear, yuan: 120_000)
    flat.fees = [Self.flat]
    var compensating = Self.application(.interestOnly)
    compensating.compensatingBalance = CompensatingBalance(size: .percent(10), ratePercent: 0.05)
    let cases: [(LoanApplication, rate: Double, nominal: Double, effective: Double)] = [
      (Self.application(.annuity), 4, 4, 4.074154), (dear, 4, 6.255942, 6.438473),
      (monthly, 4, 5.234294, 5.361712), (bullet, 4, 5.140308, 5.263158), (flat, 0, 13.034224, 13.841785),
      (compensating, 4, 4.439001, 4.530437),
    ]
    for (application, rate, nominal, effective) in cases {
      let cost = try BorrowerCost(application, ratePercent: rate, stampDuty: .zero)
      #expect(cost.nominalPercent.isClose(to: nominal, within: 6e-6), "\(nominal)")
      #expect(cost.effectivePercent.isClose(to: effective, within: 6e-6), "\(effective)")
      #expect(cost.otherRoots.isEmpty)
    }
  }

  /// One month and thirty years, at no interest, less than none, and with a fee: closed forms.
  @Test func edgesOfTheTerm() throws {
    for percent in [0.0, -1.2, 3.6] {
      var month = Self.application(.annuity, months: 1)
      month.fees = [Self.upfront]
      let cost = try BorrowerCost(month, ratePercent: percent, stampDuty: .zero)
      let growth = (1_000_000 + 10_000 * percent / 12) / 988_000
      #expect(cost.nominalPercent.isClose(to: 1200 * (growth - 1), within: 1e-5))
      #expect(cost.effectivePercent.isClose(to: 100 * (pow(growth, 12) - 1), within: 1e-5))
      let long = Self.application(.annuity, months: 360)
      let years = try BorrowerCost(long, ratePercent: percent, stampDuty: .zero)
      #expect(years.nominalPercent.isClose(to: percent, within: 1e-6))
      #expect(years.rows.count == 360 && years.rows.last?.balance == .zero)
    }
  }

  /// A large deposit that comes back makes the flows change their sign twice: the root nearest the contract rate.
  @Test func severalRootsGiveTheNearest() throws {
    var application = Self.application(.annuity)
    application.compensatingBalance = CompensatingBalance(size: .percent(40), ratePercent: 0.05)
    let cost = try BorrowerCost(application, ratePercent: 4, stampDuty: .zero)
    #expect(cost.otherRoots.count == 2)
    let distances = cost.otherRoots.map { ($0 - 4).magnitude }
    #expect(distances.min() == (cost.effectivePercent - 4).magnitude)
    #expect(cost.effectivePercent > 4)
  }

  /// A fee that is lent raises what is repaid, not what is paid out.
  @Test func financedFeeIsInTheAmount() throws {
    var application = Self.application(.interestOnly)
    application.fees = [
      Fee(name: "premium", size: .percent(2), timing: .financed, payee: .insurer)
    ]
    let financed = try application.financingFees()
    #expect(financed.amount == Money(fen: 1_020_000_00))
    let cost = try BorrowerCost(financed, ratePercent: 6, stampDuty: .zero)
    #expect(cost.upfrontFees == Money(fen: 20_000_00))
    #expect(cost.rows.last?.principal == Money(fen: 1_020_000_00))
    #expect(cost.rows.first?.interest == Money(fen: 5_100_00))
    var revolving = Self.application(.revolving)
    revolving.fees = application.fees
    #expect(throws: QuoteFault.self) { try revolving.financingFees() }
  }

  @Test func nothingPaidOutIsRefused() throws {
    var application = Self.application(.annuity, yuan: 10_000)
    application.fees = [Self.upfront]
    #expect(
      throws: QuoteFault.outOfRange(
        option: "fee", value: "12000.00", allowed: "fees at drawdown below the 10000.00 that is drawn")
    ) { try BorrowerCost(application, ratePercent: 4, stampDuty: .zero) }
    application.fees = []
    application.compensatingBalance = CompensatingBalance(size: .percent(100), ratePercent: 1)
    #expect(
      throws: QuoteFault.outOfRange(
        option: "compensating-balance", value: "10000.00",
        allowed: "a deposit below the 10000.00 that is paid out")
    ) { try BorrowerCost(application, ratePercent: 4, stampDuty: .zero) }
  }

  /// A yearly fee pays for the months of its year only, on the amount or on what is still owed.
  @Test func yearlyFeeByItsBase() throws {
    for (base, expected) in [
      (FeeBase.initial, [12_000.0, 12_000, 6_000]), (.outstanding, [12_000, 7_200, 1_200]),
    ] {
      var application = Self.application(.linear, yuan: 1_200_000, months: 30)
      application.fees = [
        Fee(name: "guarantee", size: .percentAYear(1, of: base), timing: .annual, payee: nil)
      ]
      let cost = try BorrowerCost(application, ratePercent: 4, stampDuty: .zero)
      let paid = [cost.upfrontFees.yuan] + cost.rows.map(\.fees.yuan).filter { $0 != 0 }
      #expect(paid == expected)
    }
  }

  /// The largest amounts are refused before whole fen overflow.
  @Test func hugeSumsAreRefused() throws {
    let most = Money.largest.fen / 100
    for timing in FeeTiming.allCases where timing != .financed {
      var application = Self.application(.interestOnly, yuan: most, months: 1200)
      application.fees = Array(
        repeating: Fee(name: "fee", size: .percent(100), timing: timing, payee: nil), count: 100)
      #expect(throws: QuoteFault.self) {
        try BorrowerCost(application, ratePercent: 0, stampDuty: .zero)
      }
    }
    var financed = Self.application(.annuity, yuan: most)
    financed.fees = [Fee(name: "fee", size: .percent(100), timing: .financed, payee: nil)]
    #expect(throws: QuoteFault.self) { try financed.financingFees() }
    var subsidised = Self.application(.interestOnly, yuan: most, months: 1200)
    subsidised.subsidy = InterestSubsidy(percent: 100, recipient: .borrower, months: nil)
    #expect(throws: QuoteFault.self) { try BorrowerCost(subsidised, ratePercent: 0, stampDuty: .zero) }
  }
}
