import Lending
import LinearAlgebra
import PolicyDocument
import Scoring
import Testing

/// Several models in one product of a fixed shape: a row's bits are its own.
struct ModelSetTests {
  private static let rows = 1300

  /// Bins of pseudo-random rows: every bin, missing and unseen occur.
  private static func bins(_ models: ModelSet, rows: Int) -> [UInt8] {
    var state: UInt64 = 20_260_930
    return (0..<rows).flatMap { _ in
      models.binned.map { encoder in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: (state >> 33) % UInt64(encoder.unseenBin + 1))
      }
    }
  }

  private static func score(_ models: ModelSet, _ bins: [UInt8], rows: Int) throws -> [UInt64] {
    var workspace = models.makeWorkspace()
    var scores: [Double] = []
    var probabilities: [Double] = []
    try models.score(
      count: rows, bins: bins, linearValues: [], workspace: &workspace, scores: &scores,
      probabilities: &probabilities)
    return zip(scores, probabilities).flatMap { [$0.0.bitPattern, $0.1.bitPattern] }
  }

  @Test func aRowAloneAndInABlockHasTheSameBits() throws {
    let card = try ModelFile.builtIn().scorecard
    let models = try ModelSet([card, card])
    let bins = ModelSetTests.bins(models, rows: ModelSetTests.rows)
    let together = try ModelSetTests.score(models, bins, rows: ModelSetTests.rows)
    let width = models.binned.count
    for row in stride(from: 0, to: ModelSetTests.rows, by: 7) {
      let alone = try ModelSetTests.score(models, Array(bins[row * width..<(row + 1) * width]), rows: 1)
      #expect(alone[0] == together[row * 2] && alone[1] == together[row * 2 + 1], "row \(row)")
    }
  }

  @Test func theProductIsTheSumOfTheCard() throws {
    let card = try ModelFile.builtIn().scorecard
    let models = try ModelSet([card])
    let bins = ModelSetTests.bins(models, rows: 40)
    let bits = try ModelSetTests.score(models, bins, rows: 40)
    for row in 0..<40 {
      var logOdds = card.intercept
      for (index, characteristic) in card.characteristics.enumerated() {
        let bin = Int(bins[row * models.binned.count + index])
        let values = characteristic.bins.map(\.value) + [characteristic.missing, characteristic.unseen]
        logOdds += characteristic.weight * values[bin]
      }
      let factor = card.pointsToDoubleOdds / 0.6931471805599453
      let offset = card.baseScore - factor * logOf(card.baseOdds)
      #expect(abs(Double(bitPattern: bits[row * 2]) - (offset + factor * logOdds)) < 1e-9)
    }
  }

  /// Natural logarithm by halving to a series; the odds of a card lie well inside.
  private func logOf(_ value: Double) -> Double {
    var rest = value
    var twos = 0.0
    while rest > 1.5 {
      rest /= 2
      twos += 1
    }
    let y = (rest - 1) / (rest + 1)
    var term = y
    var sum = 0.0
    for power in stride(from: 1.0, through: 61, by: 2) {
      sum += term / power
      term *= y * y
    }
    return 2 * sum + twos * 0.6931471805599453
  }

  @Test func theShapeIsFixed() throws {
    let product = try FixedShapeProduct(columns: [[1, 2, 3]])
    #expect(product.innerWidth == 16 && product.outerWidth == 8 && FixedShapeProduct.rows == 512)
    #expect(throws: LinearAlgebraError.self) { try FixedShapeProduct(columns: [[1], [1, 2]]) }
    var output = product.makeOutput()
    #expect(throws: LinearAlgebraError.self) { try product.multiply([1, 2], into: &output) }
  }
}
