internal import LoanUnits

/// The interest of a period, rounded to the fen.
///
/// Halves of a fen are common (1,000 at 4.35 % for six months is 21.75, for three 10.875), and a binary rate
/// misses them. A rate that is a decimal of ten places is therefore multiplied as a whole number, so that the
/// one rounding rule sees the half.
struct PeriodInterest {
  private var rate: Double
  /// The rate in units of 1e-10, where it is a whole number of them.
  private var decimal: Int64?

  private static let unit = 1e10

  init(rate: Double) {
    self.rate = rate
    let scaled = rate * Self.unit
    let whole = scaled.rounded()
    self.decimal = (scaled - whole).magnitude <= whole.magnitude * 1e-15 ? Int64(whole) : nil
  }

  /// The product of three whole numbers, rounded once; 64 bits are enough for most loans and quicker.
  private func product(_ balance: Int64, _ rate: Int64, _ parts: Int64) -> Double {
    let (first, isLarge) = balance.multipliedReportingOverflow(by: rate)
    let (second, isLarger) = first.multipliedReportingOverflow(by: parts)
    if !isLarge, !isLarger { return Double(second) }
    return Double(Int128(balance) * Int128(rate) * Int128(parts))
  }

  /// `balance · rate · share` in whole fen.
  ///
  /// The rate is at most 100 and the balance at most 10¹⁷ fen: the product of whole numbers fits 128 bits.
  func amount(on balance: Money, over share: YearShare) -> Money {
    if let decimal, case .exact(let parts, let whole) = share {
      return Money(rounding: product(balance.fen, decimal, Int64(parts)) / (Self.unit * 100 * Double(whole)))
    }
    return Money(rounding: balance.yuan * rate * share.years)
  }
}
