import CreditRisk
import Lending
import TestSupport
import Testing

@Suite("Migration ratios, roll rates and projection")
struct SupervisoryMigrationTests {
  /// The example that goes with the form G12, 亿元 in hundredths: opening, reductions, then where the rest is at the end.
  ///
  /// Two of its rows are 0.01 off; the ratio is by opening less reductions.
  @Test(arguments: [
    (RiskClass.normal, 59_745, 4_722, [48_145, 6_245, 567, 55, 11], 12.5002),
    (.specialMention, 2_471, 11, [255, 1_899, 234, 70, 3], 12.4797),
    (.substandard, 1_546, 22, [27, 107, 1_283, 104, 2], 6.9554),
    (.doubtful, 1_339, 8, [4, 31, 43, 1_064, 189], 14.1998),
  ])
  func officialExample(
    from: RiskClass, opening: Int128, reductions: Int128, cells: [Int128], percent: Double
  ) throws {
    let moved = SupervisoryMigration.counted(from: from).reduce(0) { $0 + cells[Int($1.rawValue)] }
    let ratio = SupervisoryMigration(from: from, opening: opening, reductions: reductions, moved: moved)
    #expect((try #require(ratio.ratio) * 100).isClose(to: percent, within: 5.1e-5))
  }

  @Test func nothingLeftGivesNoRatio() {
    #expect(SupervisoryMigration(from: .doubtful, opening: 5, reductions: 5, moved: 0).ratio == nil)
    #expect(SupervisoryMigration(from: .doubtful, opening: 0, reductions: 0, moved: 0).ratio == nil)
  }

  /// Seven loans, by hand, in fen.
  private var tally: TransitionTally {
    var tally = TransitionTally(states: 5)
    tally.add(from: 0, to: 0, opening: 1_000, closing: 700)
    tally.add(from: 0, to: 1, opening: 500, closing: 600)
    tally.add(from: 0, to: nil, opening: 200, closing: 0)
    tally.add(from: 1, to: 3, opening: 400, closing: 390)
    tally.add(from: 2, to: 0, opening: 80, closing: 60)
    tally.add(from: 3, to: nil, opening: 50, closing: 0)
    tally.add(from: nil, to: 2, opening: 0, closing: 900)
    return tally
  }

  /// What of an opening loan is still owed counts, so that neither a repayment nor a further drawdown is a move.
  @Test func ratiosOfATally() throws {
    let ratios = SupervisoryMigration.ratios(tally)
    #expect(ratios.map(\.opening) == [1_700, 400, 80, 50])
    #expect(ratios.map(\.reductions) == [500, 10, 20, 50])
    #expect(ratios.map(\.moved) == [500, 390, 0, 0])
    #expect(ratios.map(\.ratio) == [500.0 / 1_200, 1, 0, nil])
  }

  @Test func formationOfATally() {
    let formation = NonPerformingFormation(tally)
    #expect(formation.openingPerforming == 2_100)
    #expect(formation.opening == 130)
    #expect(formation.closing == 390 + 900)
    #expect(formation.reductions == 20 + 50)
    #expect(formation.upgraded == 60)
    #expect(formation.inflow == 390 + 900)
    // Change 1,160 and reductions 70; the inflow less what was upgraded.
    #expect(formation.formation == 1_230)
    #expect(formation.ratio == 1_230.0 / 2_100)
    #expect(formation.inflowRatio == 1_290.0 / 2_100)
  }

  @Test func talliesMergeInAnyOrder() {
    var left = TransitionTally(states: 2)
    var right = TransitionTally(states: 2)
    var whole = TransitionTally(states: 2)
    for (index, opening) in [100, 25_000, 1, 999_999_900].enumerated() {
      let (from, to) = (index % 2, index == 2 ? nil : index / 2)
      whole.add(from: from, to: to, opening: Int64(opening), closing: Int64(index))
      if index < 2 {
        left.add(from: from, to: to, opening: Int64(opening), closing: Int64(index))
      } else {
        right.add(from: from, to: to, opening: Int64(opening), closing: Int64(index))
      }
    }
    var one = left
    one.merge(right)
    right.merge(left)
    #expect(one == whole)
    #expect(right == whole)
    // Equal loans count as many as they are; one that outweighs all others counts as one.
    var equal = TransitionTally(states: 1)
    for _ in 0..<10 { equal.add(from: 0, to: 0, opening: 12_300, closing: 0) }
    #expect(equal.effectiveCount(0).isClose(to: 10, within: 1e-12))
    equal.add(from: 0, to: 0, opening: 1_000_000_000_000, closing: 0)
    #expect(equal.effectiveCount(0).isClose(to: 1, within: 1e-6))
    #expect(TransitionTally(states: 1).effectiveCount(0) == 0)
  }

  @Test func rollsOfBuckets() {
    var tally = TransitionTally(states: 4)
    let moves: [(Int, Int?, Int64)] = [
      (2, 3, 10), (2, 2, 20), (2, 1, 30), (2, 0, 40), (2, nil, 50), (0, 0, 60), (0, 3, 70), (1, 0, 80),
      (3, 2, 90),
    ]
    for (from, to, opening) in moves { tally.add(from: from, to: to, opening: opening, closing: opening) }
    let rolls = RollRates(tally, bucket: 2)
    #expect(
      [rolls.forward, rolls.stayed, rolls.back, rolls.cured, rolls.vanished].map(\.opening)
        == [10, 20, 30, 40, 50])
    #expect(rolls.start.count == 5)
    let current = RollRates(tally, bucket: 0)
    #expect([current.forward, current.stayed, current.back, current.cured].map(\.opening) == [70, 60, 0, 0])
    #expect(RollRates(tally, bucket: 1).cured.opening == 80)
    #expect(RollRates(tally, bucket: 3).back.opening == 90)
    #expect(RollRates(tally, bucket: 3).forward.count == 0)
  }

  @Test func bucketsOfDays() {
    let buckets = OverdueBuckets(lastDays: [0, 30, 90])
    #expect(buckets.names == ["0", "1-30", "31-90", "91+"])
    #expect([0, 1, 30, 31, 90, 91, 36_500].map { buckets.bucket(of: $0) } == [0, 1, 1, 2, 2, 3, 3])
    #expect(buckets.firstBucket(beyond: 90) == 3)
    #expect(buckets.firstBucket(beyond: 60) == 3)
    #expect(buckets.firstBucket(beyond: 91) == 4)
    #expect(OverdueBuckets(lastDays: []).names == ["0+"])
  }

  /// From the opening book one step gives the closing one; a second by hand.
  @Test func projectionStartsWithWhatWasSeen() {
    let opening = PortfolioProjection(tally, periods: 1, fromOpening: true)
    for state in 0..<5 {
      #expect(opening.steps[0].counts[state] == Double(tally.start(state).count))
      #expect(opening.steps[1].counts[state].isClose(to: Double(tally.end(state).count), within: 1e-12))
      #expect(
        opening.steps[1].balances[state].isClose(to: Double(tally.end(state).closing) / 100, within: 1e-12))
    }
    let next = PortfolioProjection(tally, periods: 1).steps[1]
    // State 0 ends with 2 loans, of which a third stays; the one of state 2 comes to it.
    #expect(next.counts[0].isClose(to: 2 / 3.0 + 1, within: 1e-12))
    // 7.60 CNY there, of which 700/1700 are left, and 9.00 in state 2, of which 60/80 come.
    #expect(next.balances[0].isClose(to: 7.6 * 7 / 17 + 9 * 0.75, within: 1e-12))
    // No loan began as a loss, and none is there.
    #expect(PortfolioProjection(tally, periods: 0).unseenStates == [4])
  }

  /// Newcombe, *Two-sided confidence intervals for the single proportion* (1998), table I, method 3, 95 %.
  @Test(arguments: [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
    (20, 20, 0.8389, 1.0),
  ])
  func wilsonIntervals(successes: Int, trials: Int, lower: Double, upper: Double) throws {
    let interval = WilsonInterval(confidencePercent: 95)
    let bounds = try #require(
      interval.bounds(share: Double(successes) / Double(trials), trials: Double(trials)))
    #expect(bounds.lower.isClose(to: lower, within: 5.1e-5))
    #expect(bounds.upper.isClose(to: upper, within: 5.1e-5))
    #expect(interval.bounds(share: 0, trials: 0) == nil)
    let wider = try #require(
      WilsonInterval(confidencePercent: 99)
        .bounds(share: Double(successes) / Double(trials), trials: Double(trials)))
    #expect(wider.upper - wider.lower > bounds.upper - bounds.lower)
  }
}
