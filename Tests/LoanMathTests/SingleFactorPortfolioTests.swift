import LoanMath
import Testing
import TestSupport

@Suite("One-factor portfolio")
struct SingleFactorPortfolioTests {
  @Test(arguments: try Oracle.cases("vasicek", kind: "vasicek_asymptotic"))
  func matchesTheOracle(_ oracle: OracleCase) throws {
    let portfolio = try SingleFactorPortfolio(
      probability: try oracle.inputs["pd"].double(), correlation: try oracle.inputs["rho"].double())
    let quantile = try oracle.inputs["q"].double()
    let pairs = [
      (portfolio.conditionalDefaultRate(quantile: quantile), "var"),
      (portfolio.expectedShortfall(quantile: quantile), "es"), (portfolio.standardDeviation, "sd"),
      (portfolio.conditionalDefaultRate(quantile: 0.5), "median"),
    ]
    for (came, key) in pairs {
      #expect(came.isClose(to: try oracle.expected[key].double(), within: oracle.tolerance), "\(key) \(came)")
    }
  }

  /// The field reference, 8.6: PD, ρ, q, p(q), shortfall.
  @Test(arguments: [
    [0.01, 0.12, 0.999, 0.09032583, 0.10921036], [0.01, 0.20, 0.999, 0.14552527, 0.18143553],
    [0.02, 0.15, 0.99, 0.10558734, 0.13597070], [0.05, 0.05, 0.9997, 0.18397556, 0.20032475],
    [0.003, 0.24, 0.999, 0.07848137, 0.10634913],
  ])
  func matchesThePrintedTable(row: [Double]) throws {
    let portfolio = try SingleFactorPortfolio(probability: row[0], correlation: row[1])
    #expect(portfolio.conditionalDefaultRate(quantile: row[2]).isClose(to: row[3], within: 6e-9))
    #expect(portfolio.expectedShortfall(quantile: row[2]).isClose(to: row[4], within: 6e-9))
  }

  @Test func everyCornerIsANumberFromZeroToOne() throws {
    let ends = [0, .leastNonzeroMagnitude, 1e-300, 1e-16, 0.02, 0.5, 1 - 1e-16, 1]
    for probability in ends {
      for correlation in ends {
        let portfolio = try SingleFactorPortfolio(probability: probability, correlation: correlation)
        #expect(portfolio.standardDeviation >= 0 && portfolio.standardDeviation <= 0.5)
        for quantile in ends {
          let rate = portfolio.conditionalDefaultRate(quantile: quantile)
          let shortfall = portfolio.expectedShortfall(quantile: quantile)
          #expect(rate >= 0 && rate <= 1, "\(probability) \(correlation) \(quantile)")
          #expect(shortfall >= 0 && shortfall <= 1, "\(probability) \(correlation) \(quantile)")
        }
      }
    }
  }

  @Test func limits() throws {
    let independent = try SingleFactorPortfolio(probability: 0.02, correlation: 0)
    #expect(independent.conditionalDefaultRate(quantile: 0.999) == 0.02)
    #expect(independent.expectedShortfall(quantile: 0.999) == 0.02)
    #expect(independent.standardDeviation == 0)
    let together = try SingleFactorPortfolio(probability: 0.02, correlation: 1)
    #expect(together.conditionalDefaultRate(quantile: 0.97) == 0)
    #expect(together.conditionalDefaultRate(quantile: 0.99) == 1)
    #expect(together.expectedShortfall(quantile: 0.9).isClose(to: 0.2, within: 1e-15))
    #expect(together.standardDeviation.isClose(to: 0.14, within: 1e-15))
    let nearly = try SingleFactorPortfolio(probability: 0.02, correlation: 1 - 1e-12)
    #expect(nearly.expectedShortfall(quantile: 0.9).isClose(to: 0.2, within: 1e-6))
    #expect(nearly.standardDeviation.isClose(to: 0.14, within: 1e-5))
  }

  @Test func refusesWhatIsNoProbability() {
    #expect(throws: LoanMathError.probabilityOutOfRange(1.5)) {
      try SingleFactorPortfolio(probability: 1.5, correlation: 0.1)
    }
    #expect(throws: LoanMathError.correlationOutOfRange(-0.5)) {
      try SingleFactorPortfolio(probability: 0.5, correlation: -0.5)
    }
    #expect(throws: LoanMathError.self) { try SingleFactorPortfolio(probability: .nan, correlation: 0.1) }
  }
}
