internal import CreditRisk
internal import Lending
internal import LoanPricing
internal import Reporting

/// Reads the dimensions of a rate card: names, with values or those of the policy.
struct RateCardReader {
  let policy: BankPolicy

  /// The dimensions of `rating,guarantee,term=12;24`.
  func dimensions(_ text: String) throws -> [RateCardDimension] {
    var dimensions: [RateCardDimension] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "=", maxSplits: 1)
      let name = pieces.first.map(String.init) ?? ""
      let values = pieces.count > 1 ? pieces[1].split(separator: ";").map(String.init) : nil
      guard let dimension = try dimension(name, values), !dimensions.contains(where: { $0.name == name })
      else {
        throw InputFault.option("grid", value: String(part), allowed: RateCardReader.allowed)
      }
      dimensions.append(dimension)
    }
    return dimensions
  }

  private static let allowed =
    "rating, guarantee, term and size, each once, with a comma between; values as in term=12;24"

  private func dimension(_ name: String, _ values: [String]?) throws -> RateCardDimension? {
    if let values, values.isEmpty { return nil }
    switch name {
    case "rating":
      let known = policy.pd.ratings
      // Without values those of the master scale, in its order.
      let names =
        values ?? policy.pd.masterScale.map(\.name).filter { grade in known.contains { $0.name == grade } }
      return .rating(
        try names.map { wanted in
          guard let rating = known.first(where: { $0.name == wanted }) else {
            throw InputFault.option(
              "grid", value: wanted,
              allowed: "the policy's ratings: \(known.map(\.name).joined(separator: ", "))")
          }
          return RateCardDimension.DefaultRating(name: rating.name, probability: rating.probability)
        })
    case "guarantee":
      return .guarantee(
        try (values ?? Guarantee.codes).map { try ValueReader.code("grid", $0, as: Guarantee.self) })
    case "size":
      return .size(
        try (values ?? policy.inclusive.sizes.map(\.code).sorted()).map {
          try ValueReader.code("grid", $0, as: EnterpriseSize.self)
        })
    case "term":
      // Without values the months of the curve of transfer prices: the tenors that the bank funds at.
      let months = try values.map { texts in
        try texts.map { try ValueReader.integer("grid", $0, 1...1200, "terms of 1 to 1200 months") }
      }
      return .term(months ?? policy.ftp.curve.nodes.map { Int($0.months) })
    default: return nil
    }
  }
}
