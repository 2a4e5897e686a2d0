public import LinearAlgebra
internal import LoanMath

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// Champion and challengers, scored for all rows of a block in one product.
///
/// Each binned characteristic is a column of the input that holds the bin's value, each model a column of
/// weights: log-odds of good are `intercept + X·w`, row by row. Segments of a model are columns of their own, of
/// which a row keeps one.
public struct ModelSet: Sendable {
  /// A model of the set.
  struct Model: Sendable {
    /// Columns of the product: the model itself, then its segments.
    var columns: [Int]
    /// Intercept of each, log-odds.
    var intercepts: [Double]
    /// Calibration of each.
    var calibrations: [Scorecard.Calibration]
    /// Points of each.
    var scales: [ScoreScale]
    /// Position of the encoder that chooses the segment, or nil.
    var selector: Int?
  }

  /// Names of the models, the champion first.
  public let names: [String]
  /// Encoders whose bins a batch carries, in its order: inputs first, then selectors of segments.
  public let binned: [FeatureEncoder]
  /// Encoders of linear characteristics, in the batch's order.
  public let linear: [FeatureEncoder]
  let binValues: [[Double]]
  let inputCount: Int
  let models: [Model]
  let product: FixedShapeProduct

  /// Compiles models.
  ///
  /// - Throws: ``LinearAlgebraError`` when there are too many, or `ScoreScaleError` for an impossible scale.
  public init(_ cards: [Scorecard]) throws {
    var builder = ModelSetBuilder()
    for card in cards { try builder.add(card) }
    names = cards.map(\.name)
    inputCount = builder.inputs.count
    binned = builder.inputs.map(\.encoder) + builder.selectors
    linear = builder.linear
    binValues = builder.inputs.map(\.values)
    let columns = builder.weights(width: builder.inputs.count + builder.linear.count)
    models = builder.models
    product = try FixedShapeProduct(columns: columns)
  }

  /// Columns that any model reads.
  public var columns: Set<String> { Set(binned.map(\.column) + linear.map(\.column)) }

  /// Buffers of one worker.
  public struct Workspace: Sendable {
    var input: [Double]
    var output: [Double]
  }

  /// Makes the buffers of a worker.
  public func makeWorkspace() -> Workspace {
    Workspace(input: product.makeInput(), output: product.makeOutput())
  }

  /// Scores rows.
  ///
  /// - Parameters:
  ///   - count: Rows.
  ///   - bins: `count × binned.count`, row-major.
  ///   - linearValues: `count × linear.count`, row-major.
  ///   - scores: Points, model by model: `models × count`; overwritten.
  ///   - probabilities: Calibrated default probabilities, likewise.
  /// - Throws: ``LinearAlgebraError`` never for buffers of this set.
  public func score(
    count: Int, bins: [UInt8], linearValues: [Double], workspace: inout Workspace, scores: inout [Double],
    probabilities: inout [Double]
  ) throws(LinearAlgebraError) {
    let total = count * models.count
    if scores.count < total { scores = Array(repeating: 0, count: total) }
    if probabilities.count < total { probabilities = Array(repeating: 0, count: total) }
    var start = 0
    while start < count {
      let rows = min(FixedShapeProduct.rows, count - start)
      fill(&workspace.input, rows: rows, start: start, bins: bins, linearValues: linearValues)
      try product.multiply(workspace.input, into: &workspace.output)
      for (position, model) in models.enumerated() {
        finish(
          model, rows: rows, start: start, bins: bins, output: workspace.output, offset: position * count,
          scores: &scores, probabilities: &probabilities)
      }
      start += rows
    }
  }

  private func fill(
    _ input: inout [Double], rows: Int, start: Int, bins: [UInt8], linearValues: [Double]
  ) {
    let width = product.innerWidth
    let stride = binned.count
    for column in 0..<inputCount {
      let values = binValues[column]
      var source = start * stride + column
      var target = column
      for _ in 0..<rows {
        input[target] = values[Int(bins[source])]
        source += stride
        target += width
      }
    }
    for column in 0..<linear.count {
      for row in 0..<rows {
        input[row * width + inputCount + column] = linearValues[(start + row) * linear.count + column]
      }
    }
    if rows < FixedShapeProduct.rows {
      for index in rows * width..<input.count { input[index] = 0 }
    }
  }

  private func finish(
    _ model: Model, rows: Int, start: Int, bins: [UInt8], output: [Double], offset: Int,
    scores: inout [Double], probabilities: inout [Double]
  ) {
    let width = product.outerWidth
    for row in 0..<rows {
      var choice = 0
      if let selector = model.selector {
        let bin = Int(bins[(start + row) * binned.count + selector])
        if bin < model.columns.count - 1 { choice = bin + 1 }
      }
      let logOdds = model.intercepts[choice] + output[row * width + model.columns[choice]]
      let calibration = model.calibrations[choice]
      let scale = model.scales[choice]
      scores[offset + start + row] = scale.offset + scale.factor * logOdds
      probabilities[offset + start + row] = 1 / (1 + exp(-(calibration.a - calibration.b * logOdds)))
    }
  }
}

/// Gathers the columns of a set of models.
struct ModelSetBuilder {
  struct Input {
    var encoder: FeatureEncoder
    var values: [Double]
  }
  var inputs: [Input] = []
  var linear: [FeatureEncoder] = []
  var selectors: [FeatureEncoder] = []
  var models: [ModelSet.Model] = []
  private var entries: [[(input: Int?, linear: Int?, weight: Double)]] = []

  mutating func add(_ card: Scorecard) throws {
    var model = ModelSet.Model(columns: [], intercepts: [], calibrations: [], scales: [], selector: nil)
    try addColumn(card, to: &model)
    if let first = card.segments.first {
      for segment in card.segments { try addColumn(segment.model, to: &model) }
      selectors.append(
        FeatureEncoder(segmentColumn: first.column, segments: card.segments.map(\.values)))
      model.selector = -selectors.count
    }
    models.append(model)
  }

  private mutating func addColumn(_ card: Scorecard, to model: inout ModelSet.Model) throws {
    let scale = try ScoreScale(
      baseScore: card.baseScore, baseOdds: card.baseOdds, pointsToDoubleOdds: card.pointsToDoubleOdds)
    var intercept = card.intercept
    if card.characteristics.contains(where: \.valuesArePoints) { intercept -= scale.offset / scale.factor }
    var column: [(input: Int?, linear: Int?, weight: Double)] = []
    for characteristic in card.characteristics {
      let weight = characteristic.valuesArePoints ? 1 / scale.factor : characteristic.weight
      let encoder = FeatureEncoder(characteristic)
      if characteristic.kind == .linear {
        let position = linear.firstIndex(of: encoder) ?? linear.count
        if position == linear.count { linear.append(encoder) }
        column.append((nil, position, weight))
      } else {
        let values = characteristic.bins.map(\.value) + [characteristic.missing, characteristic.unseen]
        let position = inputs.firstIndex { $0.encoder == encoder && $0.values == values } ?? inputs.count
        if position == inputs.count { inputs.append(Input(encoder: encoder, values: values)) }
        column.append((position, nil, weight))
      }
    }
    model.columns.append(entries.count)
    model.intercepts.append(intercept)
    model.calibrations.append(card.calibration)
    model.scales.append(scale)
    entries.append(column)
  }

  /// The weights of each column of the product, and the selectors' final positions.
  mutating func weights(width: Int) -> [[Double]] {
    for index in models.indices {
      if let selector = models[index].selector, selector < 0 {
        models[index].selector = inputs.count + (-selector - 1)
      }
    }
    return entries.map { column in
      var weights = Array(repeating: 0.0, count: width)
      for entry in column {
        if let input = entry.input { weights[input] += entry.weight }
        if let position = entry.linear { weights[inputs.count + position] += entry.weight }
      }
      return weights
    }
  }
}
