import Cashflow
import LoanUnits
import Testing
import TestSupport

@Suite("Internal rate of return")
struct InternalRateOfReturnTests {
  private func dated(_ oracle: OracleCase) throws -> InternalRateOfReturn.Outcome {
    let days = try oracle.inputs["dates"].list().map { try BusinessDayRuleTests.day($0.text()) }
    return InternalRateOfReturn.roots(days: days, amounts: try oracle.inputs["cashflows"].doubles())
  }

  @Test(arguments: try Oracle.cases("irr", kind: "irr_periodic"))
  func periodicMatchesTheOracle(_ oracle: OracleCase) throws {
    let flows = try oracle.inputs["cashflows"].doubles()
    let expected = try oracle.expected["irr_per_period"].double()
    let limit = try oracle.expected["npv_at_irr_abs_max"].double()
    let outcomes = [
      InternalRateOfReturn.roots(amounts: flows), InternalRateOfReturn.roots(amounts: flows.map { -$0 }),
      InternalRateOfReturn.loanRate(received: -flows[0], payments: Array(flows.dropFirst())),
    ]
    for outcome in outcomes {
      guard case .rate(let rate) = outcome else {
        Issue.record("\(outcome)")
        continue
      }
      #expect(rate.isClose(to: expected, within: 1e-15), "\(rate) \(expected)")
      let value = flows.reversed().reduce(0) { $0 / (1 + rate) + $1 }
      #expect(value.magnitude <= limit)
    }
  }

  @Test(arguments: try Oracle.cases("irr", kind: "irr_multiple_roots"))
  func allRootsAreFound(_ oracle: OracleCase) throws {
    let outcome = InternalRateOfReturn.roots(amounts: try oracle.inputs["cashflows"].doubles())
    guard case .several(let rates) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    let expected = try oracle.expected["roots_above_minus_1"].doubles()
    #expect(rates.count == expected.count)
    for (rate, root) in zip(rates, expected) { #expect(rate.isClose(to: root, within: 1e-13), "\(rate)") }
  }

  @Test(arguments: try Oracle.cases("irr", kind: "xirr_act365"))
  func datedMatchesTheOracle(_ oracle: OracleCase) throws {
    let outcome = try dated(oracle)
    guard case .rate(let rate) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(rate.isClose(to: try oracle.expected["xirr"].double(), within: oracle.tolerance))
  }

  @Test(arguments: try Oracle.cases("irr", kind: "xirr_no_solution"))
  func noRateIsSaid(_ oracle: OracleCase) throws {
    #expect(try dated(oracle) == .none)
  }

  @Test(arguments: try Oracle.cases("apr", kind: "all_in_cost_cn"))
  func allInCostMatchesTheOracle(_ oracle: OracleCase) throws {
    var payments = try oracle.inputs["monthly_payments"].doubles()
    let fee = try oracle.inputs["fee_again"].double()
    for month in try oracle.inputs["fees_again_at_months"].list() { payments[try month.int() - 1] += fee }
    let fees = try oracle.inputs["fees_at_drawdown"].object().values.reduce(0) { $0 + (try $1.double()) }
    let received = try oracle.inputs["principal"].double() - fees
    guard case .rate(let rate) = InternalRateOfReturn.loanRate(received: received, payments: payments) else {
      Issue.record("no rate")
      return
    }
    #expect(rate.isClose(to: try oracle.expected["monthly_irr"].double(), within: 1e-14))
    let annual = EffectiveRate.annual(periodic: rate, periodsPerYear: 12)
    #expect(annual.isClose(to: try oracle.expected["annual_compound"].double(), within: 1e-13))
  }

  /// The field reference, 4.5: net amount, instalments, last payment, nominal and effective percent.
  private static let printed: [[Double]] = [
    [1_000_000, 85_149.904_206_777_4, 85_149.904_206_777_4, 4.000000, 4.074154],
    [988_000, 85_149.904_206_777_4, 85_149.904_206_777_4, 6.255942, 6.438473],
    [988_000, 3_333.333_333_333_333, 1_003_333.333_333_333_3, 5.234294, 5.361712],
    [988_000, 0, 1_040_000, 5.140308, 5.263158],
    [120_000, 10_720, 10_720, 13.034224, 13.841785],
    [900_000, 3_333.333_333_333_333, 903_283.333_333_333_3, 4.439001, 4.530437],
  ]

  @Test(arguments: printed)
  func matchesThePrintedTable(row: [Double]) throws {
    let payments = [Double](repeating: row[1], count: 11) + [row[2]]
    let outcome = InternalRateOfReturn.loanRate(received: row[0], payments: payments)
    let rate = try #require(outcome.rates.first)
    #expect((rate * 1200).isClose(to: row[3], within: 6e-7))
    let annual = EffectiveRate.annual(periodic: rate, periodsPerYear: 12)
    #expect((annual * 100).isClose(to: row[4], within: 6e-7))
  }

  @Test func touchingAndCrowdedRoots() {
    // (1 − v)²: the value touches zero at 0; (1 − 2v)(1 − 3v)(1 − 4v)(1 − 5v): rates 1, 2, 3 and 4.
    #expect(InternalRateOfReturn.roots(amounts: [1, -2, 1]).rates.count == 1)
    let rates = InternalRateOfReturn.roots(amounts: [1, -14, 71, -154, 120]).rates
    #expect(rates.count == 4)
    for (rate, root) in zip(rates, [1.0, 2, 3, 4]) { #expect(rate.isClose(to: root, within: 1e-11)) }
  }

  @Test func oddFlows() {
    #expect(InternalRateOfReturn.roots(amounts: []) == .none)
    #expect(InternalRateOfReturn.roots(amounts: [5]) == .none)
    #expect(InternalRateOfReturn.roots(amounts: [-1, .nan, 2]) == .none)
    #expect(InternalRateOfReturn.roots(amounts: [1, -2, 2]) == .none, "a parabola above zero")
    #expect(InternalRateOfReturn.roots(amounts: [-100, 0, 0, 100]) == .rate(0))
    #expect(
      InternalRateOfReturn.roots(times: [1, 0], amounts: [110, -100]).rates[0].isClose(to: 0.1, within: 1e-15)
    )
    #expect(InternalRateOfReturn.loanRate(received: -5, payments: [1, 1]) == .none)
    #expect(InternalRateOfReturn.loanRate(received: 5, payments: []) == .none)
    let refund = InternalRateOfReturn.loanRate(received: 100, payments: [60, 60, -5])
    #expect(refund.nearest(to: 0.1).map { $0 > 0.05 && $0 < 0.2 } == true)
    #expect(
      InternalRateOfReturn.loanRate(received: 1e-9, payments: [1e12]).rates[0].isClose(
        to: 1e21, within: Tolerance(rel: 1e-12)))
  }

  @Test func manySignChangesStillGiveTheRoot() throws {
    // A level loan, and a fee with its refund each month: more changes of sign than the derivatives are followed.
    var times = [0.0]
    var amounts = [1000.0]
    for month in 1...100 {
      times += [Double(month) - 0.5, Double(month)]
      amounts += [0.001, -12]
    }
    let rate = try #require(InternalRateOfReturn.roots(times: times, amounts: amounts).nearest(to: 0.003))
    let value = zip(times, amounts).reduce(0) { $0 + $1.1 * EffectiveRate.discount(rate, $1.0) }
    #expect(value.magnitude < 1e-8)
  }
}

extension EffectiveRate {
  /// `(1 + r)^(−t)` by the function under test's own inverse.
  fileprivate static func discount(_ rate: Double, _ time: Double) -> Double {
    1 / (1 + annual(periodic: rate, periodsPerYear: time))
  }
}
