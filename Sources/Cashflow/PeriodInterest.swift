internal import LoanUnits

/// The interest of a period, rounded to the fen.
///
/// Halves of a fen are common (1,000 at 4.35 % for six months is 21.75, for three 10.875), and a binary rate
/// misses them. A rate that is a decimal of ten places is therefore multiplied as a whole number, so that the
/// one rounding rule sees the half.
struct PeriodInterest {
  private var rate: Double
  /// The rate in units of 1e-10, where it is a whole number of them.
  private(set) var decimal: Int64?

  private static let unit = 1e10

  init(rate: Double) {
    self.rate = rate
    let scaled = rate * Self.unit
    let whole = scaled.rounded()
    self.decimal = (scaled - whole).magnitude <= whole.magnitude * 1e-15 ? Int64(whole) : nil
  }

  /// `balance · rate · share` in whole fen.
  ///
  /// A decimal rate is multiplied and divided as whole numbers: the half is seen exactly. The rate is at most 100 and
  /// the balance at most 10¹⁷ fen: the product fits 128 bits, and for most loans 64.
  func amount(on balance: Money, over share: YearShare) -> Money {
    if let decimal, case .exact(let parts, let whole) = share {
      return Money(fen: PeriodInterest.fen(balance.fen, decimal * Int64(parts), whole: Int64(whole)))
    }
    return Money(rounding: balance.yuan * rate * share.years)
  }

  /// The interest of a month, a twelfth of the year: ``amount(on:over:)`` with a divisor that is known beforehand, so
  /// that the division is a product.
  @inline(__always) func ofMonth(on balance: Money) -> Money {
    if let decimal, decimal >= 0, balance >= .zero {
      let (product, isLarge) = balance.fen.magnitude.multipliedReportingOverflow(by: decimal.magnitude)
      if !isLarge, product <= .max - PeriodInterest.twelfth {
        return Money(fen: Int64(truncatingIfNeeded: PeriodInterest.ofTwelfths(product)))
      }
    }
    return amount(on: balance, over: .exact(1, of: 12))
  }

  /// Units of the rate, 10¹⁰, times twelve months.
  static let twelfth: UInt64 = 120_000_000_000

  /// Balance · units of the rate · months as whole fen, half up; the product is at most the largest number less
  /// ``twelfth``.
  @inline(__always) static func ofTwelfths(_ product: UInt64) -> UInt64 {
    (product &+ twelfth / 2) / twelfth
  }

  /// What whole units of the rate are in a year's whole.
  private static let divisor: Int64 = 10_000_000_000

  /// The quotient, rounded half away from zero.
  private static func fen(_ balance: Int64, _ factor: Int64, whole: Int64) -> Int64 {
    let divisor = UInt64(divisor * whole)
    let half = divisor / 2
    let (product, isLarge) = balance.magnitude.multipliedReportingOverflow(by: factor.magnitude)
    let quotient: UInt64 =
      if !isLarge, product <= .max - half {
        (product + half) / divisor
      } else {
        UInt64(
          clamping: (UInt128(balance.magnitude) * UInt128(factor.magnitude) + UInt128(half))
            / UInt128(divisor))
      }
    let fen = Int64(clamping: quotient)
    return (balance < 0) != (factor < 0) ? -fen : fen
  }
}
