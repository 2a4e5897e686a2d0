import LoanMath
import Testing
import TestSupport

@Suite("Score scale and log odds")
struct ScoreScaleTests {
  /// The field reference, 8.1: base, odds, PDO, factor, offset, then PD at 520, 560, 600, 620, 640, 700.
  @Test(arguments: [
    [
      600, 50, 20, 28.8539008178, 487.1228762045, 0.2424242424, 0.0740740741, 0.0196078431, 0.0099009901,
      0.0049751244, 0.0006246096,
    ],
    [
      600, 30, 20, 28.8539008178, 501.8621880878, 0.3478260870, 0.1176470588, 0.0322580645, 0.0163934426,
      0.0082644628, 0.0010405827,
    ],
    [
      660, 15, 40, 57.7078016356, 503.7243761757, 0.4299549225, 0.2738487759, 0.1586470363, 0.1176470588,
      0.0861578629, 0.0322580645,
    ],
  ])
  func matchesThePrintedTable(row: [Double]) throws {
    let scale = try ScoreScale(baseScore: row[0], baseOdds: row[1], pointsToDoubleOdds: row[2])
    #expect(scale.factor.isClose(to: row[3], within: 6e-11))
    #expect(scale.offset.isClose(to: row[4], within: 6e-11))
    for (score, expected) in zip([520.0, 560, 600, 620, 640, 700], row[5...]) {
      let probability = scale.probability(score: score)
      #expect(probability.isClose(to: expected, within: 6e-11))
      #expect(scale.score(probability: probability).isClose(to: score, within: 1e-10))
    }
  }

  @Test(arguments: try Oracle.cases("special_functions", kind: "logit"))
  func logOddsMatchTheOracle(_ oracle: OracleCase) throws {
    let expected = try oracle.expected["logit"].doubles()
    for (probability, value) in zip(try oracle.inputs["p"].doubles(), expected) {
      #expect(LogOdds.logOdds(of: probability).isClose(to: value, within: oracle.tolerance))
      #expect(LogOdds.probability(of: value).isClose(to: probability, within: Tolerance(rel: 2e-13)))
    }
  }

  @Test func farScoresStayProbabilities() throws {
    let scale = try ScoreScale(baseScore: 600, baseOdds: 50, pointsToDoubleOdds: 20)
    #expect(scale.probability(score: 1e30) == 0)
    #expect(scale.probability(score: -100_000) == 1)
    #expect(scale.score(probability: 0) == .infinity)
    #expect(scale.score(probability: 1) == -.infinity)
    let falling = try ScoreScale(baseScore: 600, baseOdds: 50, pointsToDoubleOdds: -20)
    #expect(falling.probability(score: 620) > falling.probability(score: 600))
  }

  @Test func refusesWhatMakesNoScale() {
    #expect(throws: LoanMathError.oddsOutOfRange(-50)) {
      try ScoreScale(baseScore: 600, baseOdds: -50, pointsToDoubleOdds: 20)
    }
    #expect(throws: LoanMathError.pointsToDoubleOddsOutOfRange(0)) {
      try ScoreScale(baseScore: 600, baseOdds: 50, pointsToDoubleOdds: 0)
    }
    #expect(throws: LoanMathError.baseScoreOutOfRange(.infinity)) {
      try ScoreScale(baseScore: .infinity, baseOdds: 50, pointsToDoubleOdds: 20)
    }
  }
}
