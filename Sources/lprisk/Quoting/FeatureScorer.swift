internal import LinearAlgebra
internal import LoanFiles
internal import PolicyDocument
internal import Scoring

/// Scores the columns of a model that were given with one application.
struct FeatureScorer {
  private let models: ModelSet
  /// Whether the model is the sample that ships with the engine.
  let isSample: Bool

  /// Reads the model of a path, or the sample card that ships with the engine.
  init(path: String?) throws {
    let card: LoadedModel
    if let path {
      do {
        card = try ModelFile.load(bytes: try FileContents.read(path), name: path)
      } catch {
        throw PathFault(error, path: path)
      }
    } else {
      card = try ModelFile.builtIn()
    }
    models = try ModelSet([card.scorecard])
    isSample = card.isBuiltIn
  }

  /// Columns that the model reads.
  var columns: Set<String> { models.columns }

  /// Points and calibrated twelve-month probability of default.
  ///
  /// A column that is not given is missing, as an empty field of a tape is.
  func score(_ features: [String: String]) throws(FieldFault) -> (score: Double, probability: Double) {
    for name in features.keys.sorted() where !columns.contains(name) {
      throw FieldFault(
        field: "feature", value: name,
        allowed: "a column of the model: \(columns.sorted().joined(separator: ", "))")
    }
    var bins: [UInt8] = []
    for encoder in models.binned {
      bins.append(try FeatureScorer.bin(encoder, features[encoder.column] ?? ""))
    }
    var linear: [Double] = []
    for encoder in models.linear {
      let text = features[encoder.column] ?? ""
      linear.append(text.isEmpty ? encoder.missingValue : try FeatureScorer.number(encoder.column, text))
    }
    var scores: [Double] = []
    var probabilities: [Double] = []
    do {
      var workspace = models.makeWorkspace()
      try models.score(
        count: 1, bins: bins, linearValues: linear, workspace: &workspace, scores: &scores,
        probabilities: &probabilities)
    } catch {
      throw FieldFault(field: "feature", value: "", allowed: "a model that can be evaluated")
    }
    return (scores[0], probabilities[0])
  }

  private static func bin(_ encoder: FeatureEncoder, _ text: String) throws(FieldFault) -> UInt8 {
    if text.isEmpty { return encoder.missingBin }
    switch encoder.kind {
    case .numeric, .linear: return encoder.bin(of: try number(encoder.column, text))
    case .categorical: return encoder.bin(of: text.utf8)
    }
  }

  private static func number(_ column: String, _ text: String) throws(FieldFault) -> Double {
    guard let value = StrictNumber.double(text) else {
      throw FieldFault(field: column, value: text, allowed: "a plain number")
    }
    return value
  }
}
