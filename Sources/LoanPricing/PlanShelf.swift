/// The plans that a worker has met, by place.
///
/// Their numbers lie apart from what is shared month by month, so that most loans are priced by numbers alone: an object
/// taken from a list is retained and released for each loan, which waits for all stores before it.
public struct PlanShelf: Sendable {
  private(set) var figures: [PortfolioPricer.Figures] = []
  private(set) var valuations: [PlanValuation] = []

  /// An empty shelf.
  public init() {}

  /// Puts a plan on the shelf; returns its place.
  public mutating func add(_ plan: PortfolioPricer.Plan) -> Int {
    figures.append(plan.figures)
    valuations.append(plan.valuation)
    return figures.count - 1
  }
}
