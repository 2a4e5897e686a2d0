internal import CreditRisk
internal import Lending
internal import LoanMath
internal import LoanPricing

extension ApplicationReader {
  /// The probability of default, and the points behind it.
  ///
  /// In the order of the tape: `pd`, the model's columns, `score`, `rating`. A score goes through the policy's
  /// scale, floor and cap; a probability is taken as it is.
  func probability(_ fields: ApplicationFields) throws(FieldFault) -> (probability: Double, score: Double?) {
    if let text = fields["pd"] { return (try ValueReader.number("pd", text, .fraction), nil) }
    if !fields.features.isEmpty, let features {
      let scored = try features.score(columns(fields, of: features))
      return (min(max(scored.probability, policy.pd.floor), policy.pd.cap), scored.score)
    }
    if let text = fields["score"] {
      let score = try ValueReader.number("score", text, .points)
      return (try bounded(score: score, field: "score", text: text), score)
    }
    if let text = fields["rating"] {
      guard let rating = policy.pd.ratings.first(where: { $0.name == text }) else {
        let names = policy.pd.ratings.prefix(24).map(\.name).joined(separator: ", ")
        throw FieldFault(field: "rating", value: text, allowed: "one of the policy's pd.ratings: \(names)")
      }
      return (rating.probability, nil)
    }
    throw FieldFault(
      field: "pd", value: "", allowed: "a pd, or in its place a score, a rating or the columns of the model")
  }

  /// The model's columns: those that were given as such, and fields of the application that it reads too.
  private func columns(_ fields: ApplicationFields, of features: FeatureScorer) -> [String: String] {
    var values = fields.features
    for name in ApplicationFields.names where features.columns.contains(name.replacingHyphens) {
      if let text = fields[name] { values[name.replacingHyphens] = text }
    }
    return values
  }

  /// The probability of default of a score on the policy's scale, within its floor and cap.
  func bounded(score: Double, field: String, text: String) throws(FieldFault) -> Double {
    do {
      let scale = try ScoreScale(
        baseScore: policy.pd.baseScore, baseOdds: policy.pd.baseOdds,
        pointsToDoubleOdds: policy.pd.pointsToDoubleOdds)
      return min(max(scale.probability(score: score), policy.pd.floor), policy.pd.cap)
    } catch {
      throw FieldFault(field: field, value: text, allowed: "a policy with a scale of scores")
    }
  }
}
