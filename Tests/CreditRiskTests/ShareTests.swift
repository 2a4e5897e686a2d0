import CreditRisk
import Testing

/// Shares are held against amounts in fen, not against quotients of doubles.
struct ShareTests {
  @Test(arguments: [
    (Int64(6_553_607), Int64(65_536_070), false), (6_553_608, 65_536_070, true), (7, 70, false),
    (8, 70, true),
    (0, 0, false),
  ])
  func overTenPercentIsStrict(_ part: Int64, _ whole: Int64, _ isOver: Bool) {
    #expect(Share(0.1).isExceeded(by: part, of: whole) == isOver)
  }

  @Test(arguments: [(Int64(49_999_999), false), (50_000_000, true), (50_000_001, true)])
  func halfIncludesTheNumber(_ part: Int64, _ isReached: Bool) {
    #expect(Share(0.5).isReached(by: part, of: 100_000_000) == isReached)
  }
}
