import Cashflow
import Foundation
import Lending
import LoanUnits
import TestSupport
import Testing

@testable import LoanPricing

@Suite struct CostSheetTests {
  private static func application(_ repayment: RepaymentMethod, months: Int = 12) -> LoanApplication {
    LoanApplication(
      amount: Money(fen: 1_000_000_00), termMonths: months, repayment: repayment,
      asOf: CalendarDay(daysSinceEpoch: 20_697), probability: 0.02, guarantee: .credit)
  }

  private static func sheet(_ application: LoanApplication, _ percent: Double) throws -> CostSheet {
    let cost = try BorrowerCost(application, ratePercent: percent, stampDuty: .zero)
    return CostSheet(application, cost: cost, ratePercent: percent, payees: ["guarantee": .guarantor])
  }

  /// Field reference, 4.2, to its last printed digit, which the rounding to the fen may move by one.
  @Test(arguments: [(RepaymentMethod.annuity, 6.221061), (.interestOnly, 5.207866)])
  func workedFigures(_ item: (RepaymentMethod, Double)) throws {
    var application = Self.application(item.0)
    application.fees = [
      Fee(name: "service", size: .amount(Money(fen: 12_000_00)), timing: .upfront, payee: nil)
    ]
    let sheet = try Self.sheet(application, 4)
    #expect(try #require(sheet.totalPercent).isClose(to: item.1, within: 1.5e-6))
    #expect(sheet.items.map(\.name) == ["interest", "service"])
    #expect(sheet.items[0].annualPercent == 4)
  }

  /// An item's rate solves its own equation: `L − fee = Σ (principal + fee) / (1+R)^j`.
  @Test func everyItemSolvesItsEquation() throws {
    var application = Self.application(.linear, months: 30)
    application.frequency = .quarterly
    application.fees = [
      Fee(name: "guarantee", size: .percent(1), timing: .annual, payee: nil),
      Fee(name: "platform", size: .amount(Money(fen: 500_00)), timing: .monthly, payee: .platform),
      Fee(name: "closing", size: .amount(Money(fen: 3_000_00)), timing: .end, payee: .bank),
    ]
    let sheet = try Self.sheet(application, 4.5)
    // Ten quarters of 100,000; years begin at quarters 4 and 8; three months' fees a quarter.
    let fees: [(name: String, upfront: Double, due: (Int) -> Double)] = [
      ("guarantee", 10_000, { $0 == 4 || $0 == 8 ? 10_000 : 0 }), ("platform", 0, { _ in 1_500 }),
      ("closing", 0, { $0 == 10 ? 3_000 : 0 }),
    ]
    for (name, upfront, due) in fees {
      let item = try #require(sheet.items.first { $0.name == name })
      let rate = try #require(item.annualPercent) / 400
      let worth = (1...10).reduce(0.0) { $0 + (100_000 + due($1)) * pow(1 + rate, -Double($1)) }
      #expect(worth.isClose(to: 1_000_000 - upfront, within: 1e-6), "\(name)")
    }
    #expect(sheet.items[1].payee == .payee(.guarantor))
    #expect(sheet.totalPercent == sheet.items.reduce(0) { $0 + ($1.annualPercent ?? .nan) })
  }

  /// A subsidy as large as the rate leaves the sheet and the internal rates at nothing.
  @Test(arguments: [RepaymentMethod.annuity, .linear, .interestOnly])
  func subsidyOfTheWholeInterest(_ repayment: RepaymentMethod) throws {
    var application = Self.application(repayment, months: 24)
    application.subsidy = InterestSubsidy(percent: 4, recipient: .borrower, months: nil)
    let cost = try BorrowerCost(application, ratePercent: 4, stampDuty: .zero)
    #expect(cost.effectivePercent.isClose(to: 0, within: 1e-5))
    let sheet = try Self.sheet(application, 4)
    #expect(try #require(sheet.totalPercent).isClose(to: 0, within: 1e-5))
    #expect(sheet.beforeSubsidyPercent == 4)
    #expect(sheet.items.last?.total == .zero - cost.subsidy)
  }

  /// Thirty years of a subsidy that is paid at maturity exceed the amount lent: no rate stands for it.
  @Test func subsidyOverTheAmountHasNoRate() throws {
    var application = Self.application(.bullet, months: 360)
    application.subsidy = InterestSubsidy(percent: 4, recipient: .borrower, months: nil)
    let sheet = try Self.sheet(application, 5)
    #expect(sheet.items.last?.annualPercent == nil && sheet.totalPercent == nil)
    #expect(sheet.beforeSubsidyPercent == 5)
  }
}
