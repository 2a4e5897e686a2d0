public import LoanUnits

/// A refundable deposit that the borrower leaves with the bank until maturity (补偿性余额, 保证金).
///
/// For the borrower it flows out at drawdown and comes back at the end with the deposit's interest (domain 4.4).
public struct CompensatingBalance: Hashable, Sendable {
  /// A deposit in money or in percent of what is drawn.
  public enum Size: Hashable, Sendable {
    /// CNY.
    case amount(Money)
    /// Percent of what is drawn.
    case percent(Double)
  }

  /// How large it is.
  public var size: Size
  /// Simple interest on it, percent a year.
  public var ratePercent: Double

  /// Creates a deposit.
  public init(size: Size, ratePercent: Double) {
    self.size = size
    self.ratePercent = ratePercent
  }

  /// What is deposited, to the fen.
  ///
  /// - Parameter drawn: What is drawn.
  public func deposit(on drawn: Money) -> Money {
    switch size {
    case .amount(let money): money
    case .percent(let percent): Money(rounding: drawn.yuan * percent / 100)
    }
  }

  /// Simple interest on the deposit by months, rounded half up to the fen.
  public func interest(on deposit: Money, months: Int) -> Money {
    Money(rounding: deposit.yuan * ratePercent / 1200 * Double(months))
  }
}
