/// Value-added tax on interest (增值税), domain 3.6: what of the quoted interest the bank keeps.
///
/// `φ = (1 − v·s)/(1 + v)` of taxable interest is kept, all of exempt interest. Where the exemption ends inside
/// the term, `w` is the share of interest earned before, and `φ̄ = w + (1 − w)·φ`.
public struct InterestTax: Hashable, Sendable {
  /// How a loan's interest is treated.
  public enum Treatment: Hashable, Sendable {
    /// All of it exempt while the exemption lasts.
    case exempt
    /// All of it taxable.
    case taxable
    /// The 150 % rule, method 1: exempt up to the threshold rate, else all taxable.
    case method1(threshold: Double)
    /// Method 2: only the interest above the threshold is taxable.
    case method2(threshold: Double)
  }

  /// The treatment; thresholds are fractions a year.
  public var treatment: Treatment
  /// φ, the kept share of taxable interest.
  public var keptOfTaxable: Double
  /// w, the share of interest earned while the exemption lasts.
  public var exemptShare: Double

  /// Creates a treatment.
  @inlinable public init(treatment: Treatment, keptOfTaxable: Double, exemptShare: Double) {
    self.treatment = treatment
    self.keptOfTaxable = keptOfTaxable
    self.exemptShare = exemptShare
  }

  /// φ from the policy's rate and surcharge.
  @inlinable public static func keptOfTaxable(_ tax: TaxPolicy) -> Double {
    (1 - tax.vatRate * tax.vatSurcharge) / (1 + tax.vatRate)
  }

  /// φ̄, the kept share of interest that is exempt while the exemption lasts.
  @inlinable public var keptOfExempt: Double { exemptShare + (1 - exemptShare) * keptOfTaxable }

  /// The lowest rate that leaves a net revenue.
  ///
  /// - Parameter net: Required net revenue, a fraction of the balance a year.
  /// - Returns: The gross rate, a fraction. Method 1 jumps at its threshold.
  @inlinable public func grossRate(net: Double) -> Double {
    grossRate(net: net, keptOfExempt: keptOfExempt)
  }

  /// The same where φ̄ is another one than that of ``exemptShare``.
  @usableFromInline func grossRate(net: Double, keptOfExempt: Double) -> Double {
    switch treatment {
    case .exempt: return net / keptOfExempt
    case .taxable: return net / keptOfTaxable
    case .method1(let threshold):
      let rate = net / keptOfExempt
      return rate <= threshold ? rate : net / keptOfTaxable
    case .method2(let threshold):
      let rate = net / keptOfExempt
      return rate <= threshold ? rate : threshold + (net - keptOfExempt * threshold) / keptOfTaxable
    }
  }

  /// What is kept of a rate, both fractions a year; the test of the 150 % rule is on the quoted rate.
  @inlinable public func netRevenue(rate: Double) -> Double {
    netRevenue(rate: rate, keptOfExempt: keptOfExempt)
  }

  /// The same where φ̄ is another one than that of ``exemptShare``.
  @usableFromInline func netRevenue(rate: Double, keptOfExempt: Double) -> Double {
    switch treatment {
    case .exempt: return rate * keptOfExempt
    case .taxable: return rate * keptOfTaxable
    case .method1(let threshold): return rate * (rate <= threshold ? keptOfExempt : keptOfTaxable)
    case .method2(let threshold):
      return rate <= threshold
        ? rate * keptOfExempt : threshold * keptOfExempt + (rate - threshold) * keptOfTaxable
    }
  }
}
