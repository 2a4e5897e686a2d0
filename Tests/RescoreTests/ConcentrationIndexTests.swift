import CreditRisk
import LoanTape
import Rescoring
import TestSupport
import Testing

/// The Herfindahl–Hirschman index on its own: published cases, limits of the range, any order and any parts.
@Suite struct ConcentrationIndexTests {
  private static func index(_ amounts: [Int64]) -> ConcentrationIndex {
    var index = ConcentrationIndex()
    for amount in amounts { index.add(amount) }
    return index
  }

  @Test(arguments: try Oracle.cases("concentration", kind: "concentration_index"))
  func oracle(_ row: OracleCase) throws {
    let index = Self.index(try row.inputs["exposures"].doubles().map { Int64($0 * 100) })
    let expected = row.expected
    #expect(try #require(index.herfindahl).isClose(to: expected["hhi"].double(), within: row.tolerance))
    #expect(
      try #require(index.normalised).isClose(to: expected["hhi_normalised"].double(), within: row.tolerance))
    let names = try #require(index.effectiveNames)
    #expect(try names.isClose(to: expected["effective_names"].double(), within: Tolerance(rel: 1e-14)))
  }

  /// Domain 8.6: shares .4, .3, .2, .1.
  @Test func fourShares() throws {
    #expect(try #require(Self.index([40, 30, 20, 10]).herfindahl).isClose(to: 0.30, within: 1e-15))
  }

  @Test func nothingAndOneName() {
    #expect(ConcentrationIndex().herfindahl == nil)
    #expect(Self.index([0, 0]).herfindahl == nil)
    #expect(Self.index([7]).herfindahl == 1)
    #expect(Self.index([7]).normalised == nil)
    #expect(Self.index([7, 0]).names == 1)
  }

  @Test func orderAndPartsChangeNothing() {
    var generator = SeededGenerator(seed: 11)
    let amounts = (0..<1000).map { _ in Int64.random(in: 0...1_000_000_000_000, using: &generator) }
    let whole = Self.index(amounts)
    #expect(Self.index(amounts.shuffled(using: &generator)) == whole)
    var merged = ConcentrationIndex()
    for part in 0..<7 {
      merged.merge(Self.index(amounts.enumerated().filter { $0.offset % 7 == part }.map(\.element)))
    }
    #expect(merged == whole)
  }

  /// Squares of the largest amounts go beyond 128 bits.
  @Test func theLargestAmounts() throws {
    let index = Self.index(Array(repeating: .max, count: 1000))
    #expect(try #require(index.herfindahl).isClose(to: 0.001, within: 1e-17))
  }

  @Test func sharesOfWideSums() {
    let tenth = Share(0.1)
    let whole = Int128(9_000_000_000_000_000_000) * 1000
    #expect(!tenth.isExceeded(byWide: whole / 10, of: whole))
    #expect(tenth.isExceeded(byWide: whole / 10 + 1, of: whole))
  }
}
