import Cashflow
import LoanUnits
import Testing
import TestSupport

@Suite("Internal rates in a batch")
struct InternalRateBatchTests {
  /// Every oracle of one rate, alone and among copies of itself.
  @Test(arguments: try Oracle.cases("irr", kind: "irr_periodic"))
  func matchesTheOracle(_ oracle: OracleCase) throws {
    let flows = try oracle.inputs["cashflows"].doubles()
    let expected = try oracle.expected["irr_per_period"].double()
    let alone = InternalRateBatch.rates(flows, flows: flows.count, loans: 0..<1)
    #expect(alone.count == 1 && alone[0].isClose(to: expected, within: oracle.tolerance))
    let many = Array(repeating: flows, count: 19).flatMap { $0 }
    #expect(InternalRateBatch.rates(many, flows: flows.count, loans: 0..<19).allSatisfy { $0 == alone[0] })
    let reversed = InternalRateBatch.rates(flows.map { -$0 }, flows: flows.count, loans: 0..<1)
    #expect(reversed == alone)
  }

  /// Loans of 24 payments at rates from deep below zero to far above, with a fee; the rate put back gives 0.
  private func book(_ loans: Int, seed: UInt64) -> [Double] {
    var state = seed
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 9_007_199_254_740_992
    }
    return (0..<loans).flatMap { _ -> [Double] in
      let principal = 1000 + 1e6 * next()
      let scale = principal * (0.2 + 2 * next()) / 24
      return [-principal] + (0..<24).map { _ in scale * (0.5 + next()) }
    }
  }

  @Test func theRatesPutBackGiveZero() {
    let amounts = book(2000, seed: 7)
    let rates = InternalRateBatch.rates(amounts, flows: 25, loans: 0..<2000)
    for (loan, rate) in rates.enumerated() {
      var value = 0.0
      var slope = 0.0
      for period in stride(from: 24, through: 0, by: -1) {
        slope = slope / (1 + rate) + value
        value = value / (1 + rate) + amounts[loan * 25 + period]
      }
      // The distance to the root: the value over its derivative in the rate.
      let distance = value / (slope / (1 + rate) / (1 + rate))
      #expect(distance.magnitude < 1e-12, "loan \(loan), rate \(rate)")
    }
  }

  @Test func aLoanDependsOnNoNeighbour() {
    let amounts = book(101, seed: 11)
    let whole = InternalRateBatch.rates(amounts, flows: 25, loans: 0..<101)
    for loan in [0, 1, 7, 8, 50, 99, 100] {
      #expect(InternalRateBatch.rates(amounts, flows: 25, loans: loan..<(loan + 1)) == [whole[loan]])
    }
    #expect(InternalRateBatch.rates(amounts, flows: 25, loans: 3..<90) == Array(whole[3..<90]))
    #expect(InternalRateBatch.rates(amounts, flows: 25, loans: 90..<500) == Array(whole[90..<101]))
  }

  /// What is no plain loan goes to the exact search: one rate is found, none and several are not.
  @Test func oddFlowsAmongPlainOnes() {
    let rows: [[Double]] = [
      [-100, 60, 60, 0], [100, 100, 100, 0], [-1, 6, -11, 6], [0, -100, 0, 121], [-100, .nan, 1, 1],
      [-100, 0, 0, 0], [-100, 110, -5, 20], [100, -60, -60, 0],
    ]
    let rates = InternalRateBatch.rates(rows.flatMap { $0 }, flows: 4, loans: 0..<rows.count)
    #expect(rates[0].isClose(to: 0.130_662_386_291_807, within: 1e-13))
    #expect(rates[7] == rates[0])
    #expect(rates[3].isClose(to: 0.1, within: 1e-13))
    for index in [1, 2, 4, 5] { #expect(rates[index].isNaN) }
    guard case .rate(let odd) = InternalRateOfReturn.roots(amounts: rows[6]) else {
      #expect(rates[6].isNaN)
      return
    }
    #expect(rates[6] == odd)
  }
}
