/// Where an expectation lies against the interval of what happened.
public enum BacktestVerdict: String, Hashable, Sendable, CaseIterable {
  /// The whole interval lies above it: less was expected than came.
  case shortfall
  /// The expectation lies in the interval.
  case within
  /// The whole interval lies below it: more was expected than came.
  case excess
}

/// A rate that was expected beside the one that came.
public struct ComparedRate: Hashable, Sendable {
  /// What was expected, a fraction.
  public let expected: Double
  /// What came, a fraction.
  public let realised: Double
  /// Bounds of the interval of what came; nil where there are too few defaults for one.
  public let lower: Double?
  /// As ``lower``.
  public let upper: Double?

  /// What came over what was expected; nil where nothing was.
  public var ratio: Double? { expected > 0 ? realised / expected : nil }

  /// The verdict; nil without an interval.
  public var verdict: BacktestVerdict? {
    guard let lower, let upper else { return nil }
    if lower > expected { return .shortfall }
    return upper < expected ? .excess : .within
  }
}

/// Expected against realised of one cohort: defaults a loan, and losses a unit of exposure.
public struct CohortComparison: Hashable, Sendable {
  /// The normal interval of a loss needs so many defaults: its variance is estimated from them.
  public static let fewestDefaults: Int64 = 10

  /// The sums.
  public let tally: CohortTally
  /// Defaulted loans over loans, both weighted, with Wilson's interval; nil without loans.
  public let defaults: ComparedRate?
  /// Loss over exposure, both weighted, with the normal interval of a ratio of two totals; nil without exposure.
  public let losses: ComparedRate?
  /// Loans of an unweighted sample whose default rate would be as uncertain as this one's.
  ///
  /// The variance of a weighted share is `Σ w²(y − p)² ⁄ (Σ w)²`, and `p(1 − p)` over it is that number: all loans
  /// where weights are equal. Where all loans defaulted or none, the variance is 0 and Kish's `(Σ w)² ⁄ Σ w²` stands for
  /// it.
  ///
  /// - SeeAlso: Korn and Graubard, *Confidence intervals for proportions with small expected number of positive counts
  ///   estimated from survey data* (1998); Kish, *Survey Sampling* (1965).
  public let effectiveLoans: Double

  /// Compares.
  ///
  /// - Parameter interval: Gives the quantile of the normal interval too.
  public init(_ tally: CohortTally, interval: WilsonInterval) {
    self.tally = tally
    let unit = Double(CohortLoan.weightUnit)
    let weight = Double(tally.weight) / unit
    guard weight > 0 else {
      effectiveLoans = 0
      defaults = nil
      losses = nil
      return
    }
    let share = Double(tally.defaultedWeight) / Double(tally.weight)
    // (1 − p)² on those that defaulted and p² on the others.
    let squares =
      (1 - share) * (1 - share) * tally.defaultedSquaredWeight
      + share * share * max(0, tally.squaredWeight - tally.defaultedSquaredWeight)
    let isMixed = tally.defaulted > 0 && tally.defaulted < tally.loans && squares > 0
    let trials: Double
    if tally.squaredWeight == weight, weight == Double(tally.loans) {
      trials = weight
    } else {
      trials =
        isMixed
        ? share * (1 - share) * weight * weight / squares : weight * weight / tally.squaredWeight
    }
    effectiveLoans = trials
    let bounds = interval.bounds(share: share, trials: trials)
    defaults = ComparedRate(
      expected: tally.expectedDefaults / weight, realised: share, lower: bounds?.lower, upper: bounds?.upper)
    losses = CohortComparison.losses(tally, quantile: interval.quantile)
  }

  /// `r = Σ wL ⁄ Σ wE` with the variance `Σ w²(L − rE)² ⁄ (Σ wE)²`.
  ///
  /// - SeeAlso: Cochran, *Sampling Techniques* (1977), section 6.3, the ratio estimator.
  private static func losses(_ tally: CohortTally, quantile: Double) -> ComparedRate? {
    guard tally.exposure > 0 else { return nil }
    let exposure = Double(tally.exposure)
    let rate = Double(tally.loss) / exposure
    let squares = max(
      0, tally.squaredLoss - 2 * rate * tally.lossTimesExposure + rate * rate * tally.squaredExposure)
    let half = quantile * squares.squareRoot() / (exposure / Double(CohortLoan.weightUnit))
    let isEnough = tally.defaulted >= fewestDefaults
    return ComparedRate(
      expected: Double(tally.expectedLoss) / exposure, realised: rate,
      lower: isEnough ? max(0, rate - half) : nil, upper: isEnough ? rate + half : nil)
  }

  /// Weighted number of loans.
  public var weight: Double { Double(tally.weight) / Double(CohortLoan.weightUnit) }
  /// Weighted exposure, fen, half up.
  public var exposure: Int128 { CohortComparison.fen(tally.exposure) }
  /// Weighted expected loss, fen.
  public var expectedLoss: Int128 { CohortComparison.fen(tally.expectedLoss) }
  /// Weighted loss, fen.
  public var loss: Int128 { CohortComparison.fen(tally.loss) }

  /// Expected loss over the expected exposure of defaulted loans; nil where none is expected.
  public var expectedLossGivenDefault: Double? {
    let exposure = tally.expectedDefaultedExposure * Double(CohortLoan.weightUnit)
    return exposure > 0 ? Double(tally.expectedLoss) / exposure : nil
  }

  /// Loss over the exposure of the loans that defaulted; nil where none has any.
  public var lossGivenDefault: Double? {
    tally.defaultedExposure > 0 ? Double(tally.loss) / Double(tally.defaultedExposure) : nil
  }

  private static func fen(_ units: Int128) -> Int128 {
    let unit = Int128(CohortLoan.weightUnit)
    return (units + unit / 2) / unit
  }
}
