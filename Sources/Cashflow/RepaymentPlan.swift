public import LoanUnits

/// How the principal of one loan is repaid: by a method, or by what its contract lists.
public enum RepaymentPlan: Hashable, Sendable {
  /// By a method that needs no list.
  case standard(RepaymentMethod)
  /// Principal in steps (阶梯还本): each step repays its share in equal parts at the ends of its periods.
  case stepped([PrincipalStep])
  /// Principal as the contract lists it (自定义还本计划), interest each period; the rest is due at maturity.
  case custom([PrincipalDue])

  /// One step of a stepped plan.
  public struct PrincipalStep: Hashable, Sendable {
    /// How long it lasts: whole payment periods.
    public var months: Int
    /// The share of the whole principal that it repays, a fraction; the shares of a plan sum to 1.
    public var share: Double

    /// Creates a step.
    public init(months: Int, share: Double) {
      self.months = months
      self.share = share
    }
  }

  /// Principal that is due in one month of a loan.
  public struct PrincipalDue: Hashable, Sendable {
    /// The month at whose end it is due, from 1.
    public var month: Int
    /// How much.
    public var principal: Money

    /// Creates an instalment of principal.
    public init(month: Int, principal: Money) {
      self.month = month
      self.principal = principal
    }
  }

  /// The method, where it is one.
  public var method: RepaymentMethod? {
    if case .standard(let method) = self { method } else { nil }
  }

  /// The code that options and keys use: that of the method, or `stepped` or `custom`.
  public var code: String {
    switch self {
    case .standard(let method): method.code
    case .stepped: "stepped"
    case .custom: "custom"
    }
  }
}
