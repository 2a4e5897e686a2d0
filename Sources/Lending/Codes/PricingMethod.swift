/// How a rate is found.
public enum PricingMethod: String, CaseIterable, Sendable {
  /// The one-period formula of domain 3.1.
  case ratio
  /// The rate solved on the loan's expected cash flows, domain 3.2.
  case cashFlow = "cash-flow"
}
