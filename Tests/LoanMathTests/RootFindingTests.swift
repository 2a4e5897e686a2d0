import LoanMath
import Testing
import TestSupport

@Suite("Root finding")
struct RootFindingTests {
  private func root(_ low: Double, _ high: Double, _ function: (Double) -> Double) -> Double? {
    if case .root(let root) = RootFinding.root(from: low, to: high, of: function) { root } else { nil }
  }

  @Test func findsRootsToTheLastBits() throws {
    let two = try #require(root(0, 2) { $0 * $0 - 2 })
    #expect(two.isClose(to: 2.0.squareRoot(), within: Tolerance(rel: 3e-16)))
    let wide = try #require(root(-1e300, 1e300) { $0 - 1e-3 })
    #expect(wide.isClose(to: 1e-3, within: Tolerance(rel: 1e-15)))
    let flat = try #require(root(-1, 2) { $0 * $0 * $0 * $0 * $0 })
    #expect(flat.magnitude < 1e-60)
    let infinite = try #require(root(0, 3) { $0 == 0 ? -.infinity : 1 - 1 / $0 })
    #expect(infinite.isClose(to: 1, within: 1e-15))
    #expect(root(1, 5) { $0 - 5 } == 5)
  }

  @Test func saysWhyThereIsNone() {
    #expect(RootFinding.root(from: 1, to: 2) { $0 } == .notBracketed)
    #expect(RootFinding.root(from: 0, to: 2) { $0 < 1 ? -1 : .nan } == .undefined(at: 2))
  }

  @Test func aJumpIsFoundByBisection() throws {
    let jump = try #require(root(0, 1) { $0 < 0.3 ? -1 : 1 })
    #expect(jump.isClose(to: 0.3, within: 1e-15))
  }
}
