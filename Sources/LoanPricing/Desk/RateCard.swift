internal import Cashflow
public import Lending

/// A dimension of a rate card.
public enum RateCardDimension: Hashable, Sendable {
  /// The bank's own ratings: name and probability of default.
  case rating([DefaultRating])
  /// How the loan is secured.
  case guarantee([Guarantee])
  /// Terms, months.
  case term([Int])
  /// Sizes of the borrower.
  case size([EnterpriseSize])

  /// A rating with its probability.
  public struct DefaultRating: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Twelve-month probability of default, a fraction.
    public var probability: Double

    /// Creates a rating.
    public init(name: String, probability: Double) {
      self.name = name
      self.probability = probability
    }
  }

  /// Name of the dimension, that of the option.
  public var name: String {
    switch self {
    case .rating: "rating"
    case .guarantee: "guarantee"
    case .term: "term"
    case .size: "size"
    }
  }

  var count: Int {
    switch self {
    case .rating(let values): values.count
    case .guarantee(let values): values.count
    case .term(let values): values.count
    case .size(let values): values.count
    }
  }

  /// Puts a value in; its text.
  func put(_ index: Int, into application: inout LoanApplication) -> String {
    switch self {
    case .rating(let values):
      application.probability = values[index].probability
      application.score = nil
      return values[index].name
    case .guarantee(let values):
      application.guarantee = values[index]
      if values[index] == .credit || values[index] == .guarantee {
        application.collateralValue = nil
        application.collateralType = nil
      }
      if values[index] != .guarantee {
        application.guarantor = nil
        application.guarantorShare = nil
      }
      return values[index].code
    case .term(let values):
      application.termMonths = values[index]
      return String(values[index])
    case .size(let values):
      application.size = values[index]
      return values[index].code
    }
  }
}

/// A cell of a rate card.
public struct RateCardCell: Sendable {
  /// The values of the dimensions in their order.
  public var keys: [String]
  /// The quote; nil where there is none.
  public var quote: Quote?
}

/// A rate card (利率报价表): the quote of one application over all values of some of its fields.
public struct RateCard: Sendable {
  /// The dimensions; the last varies fastest.
  public let dimensions: [RateCardDimension]
  /// All cells in order.
  public let cells: [RateCardCell]

  /// Prices every cell.
  public init(_ dimensions: [RateCardDimension], of application: LoanApplication, engine: QuoteEngine) {
    self.dimensions = dimensions
    var cells: [RateCardCell] = []
    func fill(_ depth: Int, _ application: LoanApplication, _ keys: [String]) {
      guard depth < dimensions.count else {
        cells.append(RateCardCell(keys: keys, quote: try? engine.quote(application)))
        return
      }
      for index in 0..<dimensions[depth].count {
        var changed = application
        let key = dimensions[depth].put(index, into: &changed)
        fill(depth + 1, changed, keys + [key])
      }
    }
    fill(0, application, [])
    self.cells = cells
  }
}
