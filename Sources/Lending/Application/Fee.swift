public import LoanUnits

/// A fee the borrower pays beside the interest.
public struct Fee: Hashable, Sendable {
  /// What the fee is called.
  public var name: String
  /// How it is measured.
  public var size: Size
  /// When it falls due.
  public var timing: FeeTiming
  /// Who receives it; nil: the policy's payee for the name.
  public var payee: FeePayee?

  /// A fee in money or in percent of the loan's amount.
  public enum Size: Hashable, Sendable {
    /// CNY each time.
    case amount(Money)
    /// Percent of the loan's amount each time.
    case percent(Double)
    /// Percent a year of a base, each time for the months until it next falls due.
    case percentAYear(Double, of: FeeBase)
  }

  /// Creates a fee.
  public init(name: String, size: Size, timing: FeeTiming, payee: FeePayee?) {
    self.name = name
    self.size = size
    self.timing = timing
    self.payee = payee
  }

  /// What falls due once, rounded half up to the fen.
  ///
  /// - Parameters:
  ///   - principal: Amount of the loan.
  ///   - balance: What is owed when it falls due.
  ///   - months: For how many months it is paid; counts for a yearly percentage only.
  public func due(on principal: Money, balance: Money, months: Int) -> Money {
    switch size {
    case .amount(let money): return money
    case .percent(let percent): return Money(rounding: principal.yuan * percent / 100)
    case .percentAYear(let percent, let base):
      let basis = base == .initial ? principal : balance
      return Money(rounding: basis.yuan * percent / 1200 * Double(months))
    }
  }
}

/// A government interest subsidy (贴息).
public struct InterestSubsidy: Hashable, Sendable {
  /// Who receives it.
  public enum Recipient: String, CaseIterable, Sendable {
    /// The borrower: it lowers the all-in cost.
    case borrower
    /// The bank: it is income.
    case bank
  }
  /// Percent a year of the balance.
  public var percent: Double
  /// Who receives it.
  public var recipient: Recipient
  /// For how many months; nil: the whole term.
  public var months: Int?

  /// Creates a subsidy.
  public init(percent: Double, recipient: Recipient, months: Int?) {
    self.percent = percent
    self.recipient = recipient
    self.months = months
  }
}
