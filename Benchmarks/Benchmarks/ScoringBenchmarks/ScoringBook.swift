import BenchmarkBook
import Foundation
import LoanEngine

/// Seeded cards over the same twelve characteristics, and rows as bins.
final class ScoringBook: Sendable {
  static let characteristics = 12
  static let bins = 6

  let rows: Int
  /// What the scores must add up to: the plain loop in its simplest form, summed once.
  let knownTotal: Double
  private let cards: [Scorecard]
  private let models: ModelSet
  private let binned: [UInt8]
  /// Values of all bins, *missing* and *unseen* last: characteristic by characteristic.
  private let values: [Double]
  private let weights: [Double]

  struct Buffers {
    var scores: [Double]
    var probabilities: [Double]
    var workspace: ModelSet.Workspace
    var count: Int
    /// The sum of all default probabilities.
    var total: Double { probabilities.prefix(count).reduce(0, +) }
  }

  init(models count: Int, rows: Int) throws {
    self.rows = rows
    var numbers = SeededNumbers(seed: 2026)
    let width = Self.bins + 2
    let values = (0..<Self.characteristics * width).map { _ in Double.random(in: -1...1, using: &numbers) }
    let weights = (0..<count * Self.characteristics).map { _ in Double.random(in: 0.2...0.6, using: &numbers)
    }
    let cards = (0..<count).map { model in
      let characteristics = (0..<Self.characteristics).map { column in
        let bins = (0..<Self.bins).map { bin in
          Scorecard.Bin(
            upper: bin == Self.bins - 1 ? nil : Double(bin), values: [], value: values[column * width + bin])
        }
        return Scorecard.Characteristic(
          column: "c\(column)", kind: .numeric, bins: bins, valuesArePoints: false,
          missing: values[column * width + Self.bins], unseen: values[column * width + Self.bins + 1],
          weight: weights[model * Self.characteristics + column])
      }
      return Scorecard(
        name: "m\(model)", version: "1", baseScore: 600, baseOdds: 50, pointsToDoubleOdds: 20, intercept: 3.5,
        calibration: Scorecard.Calibration(a: 0, b: 1), characteristics: characteristics, segments: [])
    }
    let binned = (0..<rows * Self.characteristics).map { _ in
      UInt8.random(in: 0..<UInt8(width), using: &numbers)
    }
    var total = 0.0
    for weight in 0..<count {
      for row in 0..<rows {
        var logOdds = 3.5
        for column in 0..<Self.characteristics {
          let bin = Int(binned[row * Self.characteristics + column])
          logOdds += weights[weight * Self.characteristics + column] * values[column * width + bin]
        }
        total += 1 / (1 + exp(logOdds))
      }
    }
    self.models = try ModelSet(cards)
    self.cards = cards
    self.values = values
    self.weights = weights
    self.binned = binned
    knownTotal = total
    try expect("characteristics", self.models.binned.count, is: Self.characteristics)
  }

  func makeBuffers() -> Buffers {
    let size = rows * cards.count
    return Buffers(
      scores: Array(repeating: 0, count: size), probabilities: Array(repeating: 0, count: size),
      workspace: models.makeWorkspace(), count: size)
  }

  /// All models in one product.
  func product(_ buffers: inout Buffers) throws {
    try models.score(
      count: rows, bins: binned, linearValues: [], workspace: &buffers.workspace, scores: &buffers.scores,
      probabilities: &buffers.probabilities)
  }

  /// Model by model, row by row, characteristic by characteristic.
  func plainLoop(_ buffers: inout Buffers) {
    let width = Self.bins + 2
    let factor = 20 / log(2.0)
    let offset = 600 - factor * log(50.0)
    for model in cards.indices {
      for row in 0..<rows {
        var logOdds = 3.5
        for column in 0..<Self.characteristics {
          let bin = Int(binned[row * Self.characteristics + column])
          logOdds += weights[model * Self.characteristics + column] * values[column * width + bin]
        }
        buffers.scores[model * rows + row] = offset + factor * logOdds
        buffers.probabilities[model * rows + row] = 1 / (1 + exp(logOdds))
      }
    }
  }
}
