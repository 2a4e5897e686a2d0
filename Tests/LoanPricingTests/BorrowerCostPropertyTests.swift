import Cashflow
import Foundation
import Lending
import LoanUnits
import TestSupport
import Testing

@testable import LoanPricing

/// What holds for the borrower's side of every loan, over a hundred thousand random ones of each kind.
@Suite struct BorrowerCostPropertyTests {
  private static let seeds: [UInt64] = (0..<10).map { 20_260_801 + $0 }
  private static let perSeed = 10_000

  /// Without fees the cost is the contract rate compounded, but for the fen.
  ///
  /// Interest is rounded to the fen on the balance that is left, so at the contract rate the flows are worth what the
  /// roundings are: half a fen a payment at most. That over the slope bounds the distance of the rates.
  @Test(arguments: seeds) func withoutFeesTheCostIsTheContractRate(_ seed: UInt64) throws {
    var random = RandomApplications(seed: seed)
    for number in 0..<Self.perSeed {
      let application = random.plain()
      let percent = random.ratePercent()
      let cost = try BorrowerCost(application, ratePercent: percent, stampDuty: .zero)
      let periodsPerYear = Double(12 / application.frequency.monthsPerPeriod)
      let effective = 100 * (pow(1 + cost.nominalPercent / 100 / periodsPerYear, periodsPerYear) - 1)
      var isRight = cost.effectivePercent.isClose(to: effective, within: Tolerance(abs: 1e-9, rel: 1e-9))
      let periodic = percent / 100 / periodsPerYear
      if application.repayment == .bullet {
        let last = try #require(cost.rows.last)
        let growth = last.payment.yuan / application.drawn.yuan
        let closed = periodsPerYear * (pow(growth, 1 / Double(last.period)) - 1)
        let simple = 1 + percent / 1200 * Double(application.termMonths)
        isRight = isRight && (cost.nominalPercent / 100).isClose(to: closed, within: 1e-10)
        isRight = isRight && growth.isClose(to: simple, within: 0.0051 / application.drawn.yuan)
      } else {
        var (roundings, slope, discount) = (0.0, 0.0, 1.0)
        for row in cost.rows {
          discount /= 1 + periodic
          roundings += 0.0051 * discount
          slope += Double(row.period) * row.payment.yuan * discount / (1 + periodic)
        }
        let distance = (cost.nominalPercent / 100 / periodsPerYear - periodic).magnitude
        isRight = isRight && distance <= 1.05 * roundings / slope + 1e-12
      }
      guard isRight else {
        Issue.record("seed \(seed), loan \(number): \(cost.nominalPercent) at \(percent) of \(application)")
        return
      }
      #expect(cost.otherRoots.isEmpty)
    }
  }

  /// The all-in cost is the internal rate of the flows that a statement lists, and the flows are the whole loan.
  @Test(arguments: seeds) func costIsTheRateOfTheListedFlows(_ seed: UInt64) throws {
    var random = RandomApplications(seed: seed)
    var (severalRoots, subsidised, withoutCost) = (0, 0, 0)
    for number in 0..<Self.perSeed {
      let application = try random.dear().financingFees()
      let percent = random.ratePercent()
      let stampDuty = Money(fen: 100)
      let cost: BorrowerCost
      do {
        cost = try BorrowerCost(application, ratePercent: percent, stampDuty: stampDuty)
      } catch {
        #expect(error == .noCost)
        #expect(try Self.mayPayOff(application, percent), "seed \(seed), loan \(number): \(application)")
        withoutCost += 1
        continue
      }
      let flows = CostStatement.flows(application, cost: cost, payees: [:])
      let sheet = CostSheet(application, cost: cost, ratePercent: percent, payees: [:])
      let comment = "seed \(seed), loan \(number) at \(percent): \(application)"
      let periodic = cost.nominalPercent / 100 / Double(12 / application.frequency.monthsPerPeriod)
      var (worth, size) = (0.0, 0.0)
      for flow in flows {
        let value = flow.amount.yuan * pow(1 + periodic, -Double(flow.period))
        worth += value
        size += value.magnitude
      }
      guard worth.magnitude <= 1e-9 * size else {
        Issue.record("worth \(worth) of \(size), \(comment)")
        return
      }
      // What is not principal is what the sheet adds up, to the fen.
      let paid = flows.filter { $0.item != "principal" }.reduce(Money.zero) { $0 - $1.amount }
      let principal = flows.filter { $0.item == "principal" }.reduce(Money.zero) { $0 + $1.amount }
      guard principal == .zero, paid == sheet.total({ _ in true }) else {
        Issue.record("principal \(principal), paid \(paid), \(comment)")
        return
      }
      guard flows.allSatisfy({ ($0.amount > .zero) == ($0.payee == .borrower) }) else {
        Issue.record("receiver against sign, \(comment)")
        return
      }
      if !cost.otherRoots.isEmpty { severalRoots += 1 }
      if cost.subsidy != .zero {
        subsidised += 1
        #expect(cost.effectivePercent < cost.effectiveBeforeSubsidyPercent, "\(comment)")
        #expect((sheet.items.last?.annualPercent ?? -1) < 0, "\(comment)")
      }
    }
    #expect(severalRoots > 0 && subsidised > 100 && withoutCost < Self.perSeed / 50)
  }

  /// Whether deposit interest and subsidy may bring the borrower more than interest and fees take.
  ///
  /// Only then are the flows worth something at no interest, and may have no rate at all.
  private static func mayPayOff(_ application: LoanApplication, _ percent: Double) throws -> Bool {
    var bare = application
    bare.compensatingBalance = nil
    bare.subsidy = nil
    let cost = try BorrowerCost(bare, ratePercent: percent, stampDuty: .zero)
    let paid = cost.rows.reduce(cost.upfrontFees) { $0 + $1.interest + $1.fees }
    let deposit = application.compensatingBalance.map { balance in
      balance.interest(on: balance.deposit(on: bare.drawn), months: bare.termMonths)
    }
    let months = Double(min(application.subsidy?.months ?? bare.termMonths, bare.termMonths))
    let subsidy = bare.drawn.yuan * (application.subsidy?.percent ?? 0) / 1200 * months
    return paid.yuan <= (deposit ?? .zero).yuan + subsidy + 1
  }

  /// A fee never makes a loan cheaper, by any of the three measures.
  @Test(arguments: seeds.prefix(2)) func feesRaiseEveryMeasure(_ seed: UInt64) throws {
    var random = RandomApplications(seed: seed)
    for number in 0..<Self.perSeed {
      let application = random.plain()
      let percent = random.ratePercent()
      var dear = application
      dear.fees = [Fee(name: "fee", size: .percent(1), timing: .upfront, payee: nil)]
      let without = try BorrowerCost(application, ratePercent: percent, stampDuty: .zero)
      let with = try BorrowerCost(dear, ratePercent: percent, stampDuty: .zero)
      let sheet = try #require(CostSheet(dear, cost: with, ratePercent: percent, payees: [:]).totalPercent)
      guard with.effectivePercent > without.effectivePercent, with.nominalPercent > without.nominalPercent,
        sheet > percent
      else {
        Issue.record("seed \(seed), loan \(number) at \(percent): \(application)")
        return
      }
    }
  }
}
