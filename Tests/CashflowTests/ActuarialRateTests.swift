import Cashflow
import Foundation
import LoanUnits
import Testing
import TestSupport

@Suite("Annual percentage rate, United States")
struct ActuarialRateTests {
  /// A run of level payments, the first at so many unit-periods, a fraction being parts of a whole.
  struct Series: Sendable {
    var payment: Double
    var count: Int
    var first: Int
    var parts = 0
    var whole = 1
  }

  /// An example of Appendix J (c).
  struct Example: Sendable, CustomStringConvertible {
    var name: String
    var advance: Double
    var perYear: Double
    var published: String
    var computed: Double
    var series: [Series]

    var description: String { name }

    var flows: [ActuarialRate.Flow] {
      [ActuarialRate.Flow(amount: advance, unitPeriods: 0, fraction: 0)]
        + series.flatMap { part in
          (0..<part.count).map {
            ActuarialRate.Flow(
              amount: -part.payment, unitPeriods: part.first + $0,
              fraction: Double(part.parts) / Double(part.whole))
          }
        }
    }
  }

  /// All seventeen, with the published rate; the further digits are those of the field reference, 4.6.
  static let examples: [Example] = [
    Example(
      name: "c1 i", advance: 5000, perYear: 12, published: "9.69", computed: 9.685708,
      series: [Series(payment: 230, count: 24, first: 1)]),
    Example(
      name: "c1 ii", advance: 6000, perYear: 12, published: "11.82", computed: 11.816508,
      series: [Series(payment: 200, count: 36, first: 1, parts: 19, whole: 30)]),
    Example(
      name: "c1 iii", advance: 5000, perYear: 24, published: "10.34", computed: 10.337903,
      series: [Series(payment: 219.17, count: 24, first: 0, parts: 6, whole: 15)]),
    Example(
      name: "c1 iv", advance: 10_000, perYear: 4, published: "8.97", computed: 8.970770,
      series: [Series(payment: 385, count: 40, first: 1, parts: 39, whole: 90)]),
    Example(
      name: "c1 v", advance: 500, perYear: 52, published: "14.96", computed: 14.962223,
      series: [Series(payment: 17.60, count: 30, first: 4, parts: 4, whole: 7)]),
    Example(
      name: "c2 i", advance: 5000, perYear: 12, published: "10.08", computed: 10.082890,
      series: [Series(payment: 250, count: 1, first: 1), Series(payment: 230, count: 23, first: 2)]),
    Example(
      name: "c2 ii", advance: 400, perYear: 13, published: "28.50", computed: 28.497940,
      series: [
        Series(payment: 39.50, count: 1, first: 1, parts: 5, whole: 28),
        Series(payment: 38.31, count: 11, first: 2, parts: 5, whole: 28),
      ]),
    Example(
      name: "c3 i", advance: 5000, perYear: 12, published: "10.50", computed: 10.500469,
      series: [Series(payment: 230, count: 23, first: 1), Series(payment: 280, count: 1, first: 24)]),
    Example(
      name: "c3 ii", advance: 200, perYear: 26, published: "12.22", computed: 12.224857,
      series: [
        Series(payment: 9.50, count: 19, first: 0, parts: 8, whole: 14),
        Series(payment: 30, count: 1, first: 19, parts: 8, whole: 14),
      ]),
    Example(
      name: "c4 i", advance: 5000, perYear: 12, published: "10.90", computed: 10.895549,
      series: [
        Series(payment: 250, count: 1, first: 1), Series(payment: 230, count: 22, first: 2),
        Series(payment: 280, count: 1, first: 24),
      ]),
    Example(
      name: "c4 ii", advance: 8000, perYear: 6, published: "7.30", computed: 7.301765,
      series: [
        Series(payment: 449.36, count: 1, first: 0, parts: 52, whole: 60),
        Series(payment: 465, count: 18, first: 1, parts: 52, whole: 60),
        Series(payment: 200, count: 1, first: 19, parts: 52, whole: 60),
      ]),
    Example(
      name: "c5 i", advance: 1000, perYear: 365.0 / 255, published: "11.45", computed: 11.450980,
      series: [Series(payment: 1080, count: 1, first: 1)]),
    Example(
      name: "c5 ii", advance: 1000, perYear: 2, published: "8.80", computed: 8.8,
      series: [Series(payment: 1044, count: 1, first: 1)]),
    Example(
      name: "c5 iii", advance: 1000, perYear: 1, published: "8.76", computed: 8.757047,
      series: [Series(payment: 1135.19, count: 1, first: 1, parts: 6, whole: 12)]),
    Example(
      name: "c5 iv", advance: 1000, perYear: 1, published: "11.36", computed: 11.355287,
      series: [Series(payment: 1240, count: 1, first: 2)]),
    Example(
      name: "c6 i", advance: 2135, perYear: 13, published: "12.00", computed: 11.995116,
      series: [
        Series(payment: 100, count: 9, first: 0, parts: 26, whole: 28),
        Series(payment: 100, count: 6, first: 10, parts: 12, whole: 28),
        Series(payment: 100, count: 6, first: 16, parts: 26, whole: 28),
        Series(payment: 100, count: 3, first: 23, parts: 12, whole: 28),
      ]),
    Example(
      name: "c6 ii", advance: 7350, perYear: 12, published: "10.22", computed: 10.215444,
      series: [
        Series(payment: 1000, count: 3, first: 6, parts: 12, whole: 30),
        Series(payment: 2000, count: 1, first: 12, parts: 12, whole: 30),
        Series(payment: 750, count: 3, first: 18, parts: 12, whole: 30),
        Series(payment: 1000, count: 1, first: 22, parts: 29, whole: 30),
      ]),
  ]

  private func percent(_ flows: [ActuarialRate.Flow], perYear: Double) throws -> Double {
    guard case .rate(let rate) = ActuarialRate.roots(flows) else {
      Issue.record("not one rate: \(ActuarialRate.roots(flows))")
      return .nan
    }
    return 100 * rate * perYear
  }

  @Test(arguments: examples)
  func thePublishedExamples(_ example: Example) throws {
    let rate = try percent(example.flows, perYear: example.perYear)
    #expect(String(format: "%.2f", rate) == example.published)
    #expect(rate.isClose(to: example.computed, within: 5.1e-7))
  }

  @Test(arguments: try Oracle.cases("apr", kind: "apr_us_actuarial"))
  func matchesTheOracle(_ oracle: OracleCase) throws {
    var flows = [
      ActuarialRate.Flow(amount: try oracle.inputs["advance"].double(), unitPeriods: 0, fraction: 0)
    ]
    for series in try oracle.inputs["series"].list() {
      let fraction = try series["fraction"].doubles()
      for index in 0..<(try series["count"].int()) {
        flows.append(
          ActuarialRate.Flow(
            amount: -(try series["payment"].double()),
            unitPeriods: try series["full_unit_periods"].int() + index, fraction: fraction[0] / fraction[1]))
      }
    }
    let rate = try percent(flows, perYear: try oracle.inputs["unit_periods_per_year"].double())
    #expect(rate.isClose(to: try oracle.expected["apr_pct"].double(), within: oracle.tolerance))
  }

  private func flow(_ amount: Double, _ unitPeriods: Int, _ fraction: Double) -> ActuarialRate.Flow {
    ActuarialRate.Flow(amount: amount, unitPeriods: unitPeriods, fraction: fraction)
  }

  @Test func noneAndSeveral() {
    #expect(ActuarialRate.roots([]) == .none)
    #expect(ActuarialRate.roots([flow(100, 0, 0), flow(50, 1, 0.5)]) == .none)
    #expect(ActuarialRate.roots([flow(100, 0, 0), flow(.nan, 1, 0.5)]) == .none)
    // 100 − 230·v/(1 + i/2) + 132·v²: twice a change of sign, and two rates.
    let several = ActuarialRate.roots([flow(100, 0, 0), flow(-240, 1, 0.5), flow(140, 3, 0)])
    guard case .several(let rates) = several else {
      Issue.record("\(several)")
      return
    }
    for rate in rates {
      let v = 1 / (1 + rate)
      #expect((100 - 240 * v / (1 + rate / 2) + 140 * v * v * v).isClose(to: 0, within: 1e-9))
    }
    #expect(rates.count == 2)
  }

  /// A fee as large as the loan's discount at any rate: the rate put back gives 0, also far out and below 0.
  @Test(arguments: [0.5, 0.9999, 1.0001, 2, 50])
  func theRatePutBackGivesZero(multiple: Double) throws {
    let flows = [flow(1000, 0, 0), flow(-400 * multiple, 1, 0.25), flow(-600 * multiple, 7, 0.75)]
    guard case .rate(let rate) = ActuarialRate.roots(flows) else {
      Issue.record("not one rate")
      return
    }
    let value = flows.reduce(0.0) {
      $0 + $1.amount / ((1 + $1.fraction * rate) * pow(1 + rate, Double($1.unitPeriods)))
    }
    #expect(value.isClose(to: 0, within: 1e-9))
    #expect((rate > 0) == (multiple > 1))
  }
}
