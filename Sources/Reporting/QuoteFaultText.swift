internal import Cashflow
internal import Lending
public import LoanPricing
internal import LoanUnits

/// A fault of pricing as the option or column it is about, the value, and what is allowed.
public struct QuoteFaultText: Sendable {
  /// Name of the option, or path of the policy.
  public let field: String
  /// The value, empty where there is none.
  public let value: String
  /// What is allowed.
  public let allowed: String
  /// Whether the question has no answer, for the reason that stands in ``allowed``.
  public let hasNoSolution: Bool

  /// Reads a fault.
  public init(_ fault: QuoteFault) {
    hasNoSolution = if case .noSolution = fault { true } else { false }
    switch fault {
    case .outOfRange(let option, let value, let allowed):
      (field, self.value, self.allowed) = (option, value, allowed)
    case .hurdleTooLow(let percent, let needed):
      field = "hurdle"
      value = DecimalText.shortest(percent)
      allowed =
        "a hurdle of at least \(DecimalText.significant(needed, digits: 6)) percent, what capital earns after tax"
    case .primeRate(let fault):
      field = "as-of"
      switch fault {
      case .before(let day, let first):
        value = day.description
        allowed = "a day from \(first) on, the first day with a loan prime rate"
      default:
        value = ""
        allowed = "a day with a loan prime rate"
      }
    case .schedule(let fault):
      let text = ScheduleFaultText(fault)
      (field, value, allowed) = (text.option, text.value, text.allowed)
    case .noCost:
      (field, value) = ("fee", "")
      allowed = "fees that leave the borrower's flows an internal rate of return"
    case .noSolution(let field, let reason):
      self.field = "solve"
      value = field.rawValue
      allowed = reason
    }
  }

  /// The sentence when the values came as options.
  var option: String {
    if hasNoSolution { return "--\(field) \(value) has no solution: \(allowed)" }
    return value.isEmpty
      ? "--\(field) has no answer: it takes \(allowed)"
      : "--\(field) \(value) is not allowed: it takes \(allowed)"
  }
}
