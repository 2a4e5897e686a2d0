/// Revenue, cost and capital of a loan per unit of its balance and year: the one-period formula of domain 3.1.
///
/// Convention (A): the whole loan is funded at the transfer price and its capital earns ``capitalCredit``.
/// All rates are fractions a year of the balance; reductions of the rate are negative.
public struct UnitEconomics: Hashable, Sendable {
  /// Transfer price before concession, F.
  public var funding: Double
  /// Liquidity premium.
  public var liquidity: Double
  /// Cost of required reserves.
  public var reserve: Double
  /// Concession on the transfer price, ≤ 0.
  public var fundingConcession: Double
  /// Benefit of relending, ≤ 0.
  public var relending: Double
  /// Operating cost, O.
  public var operating: Double
  /// Expected loss, EL.
  public var expectedLoss: Double
  /// Other income, ≤ 0.
  public var otherIncome: Double
  /// Benefit of the borrower's deposits, ≤ 0.
  public var depositBenefit: Double
  /// Capital per unit of balance, k.
  public var capital: Double
  /// Hurdle after tax, h.
  public var hurdle: Double
  /// What capital earns, c.
  public var capitalCredit: Double
  /// Income tax, t.
  public var incomeTax: Double

  /// Creates the parts.
  @inlinable public init(
    funding: Double, liquidity: Double, reserve: Double, fundingConcession: Double, relending: Double,
    operating: Double, expectedLoss: Double, otherIncome: Double, depositBenefit: Double, capital: Double,
    hurdle: Double, capitalCredit: Double, incomeTax: Double
  ) {
    self.funding = funding
    self.liquidity = liquidity
    self.reserve = reserve
    self.fundingConcession = fundingConcession
    self.relending = relending
    self.operating = operating
    self.expectedLoss = expectedLoss
    self.otherIncome = otherIncome
    self.depositBenefit = depositBenefit
    self.capital = capital
    self.hurdle = hurdle
    self.capitalCredit = capitalCredit
    self.incomeTax = incomeTax
  }

  /// N0, the net revenue of the floor: no charge and no credit for capital.
  @inlinable public var netFloor: Double {
    funding + liquidity + reserve + fundingConcession + relending + operating + expectedLoss + otherIncome
      + depositBenefit
  }

  /// `k·h/(1−t)`.
  @inlinable public var capitalCharge: Double { capital * hurdle / (1 - incomeTax) }

  /// N1, the net revenue at which the return on capital is the hurdle.
  @inlinable public var netTarget: Double { netFloor + capitalCharge - capital * capitalCredit }

  /// Net revenue at which the return on capital is another one.
  @inlinable public func netRevenue(raroc: Double) -> Double {
    netFloor + capital * raroc / (1 - incomeTax) - capital * capitalCredit
  }

  /// Net revenue that leaves an economic profit, a fraction of the balance a year.
  @inlinable public func netRevenue(economicProfit: Double) -> Double {
    (economicProfit + hurdle * capital) / (1 - incomeTax) + netFloor - capital * capitalCredit
  }

  /// Return on capital after tax of a net revenue, a fraction; nil without capital.
  @inlinable public func raroc(net: Double) -> Double? {
    capital > 0 ? (net - netFloor + capital * capitalCredit) * (1 - incomeTax) / capital : nil
  }

  /// Economic profit (经济增加值) of a net revenue per unit of balance and year: `(RAROC − h)·k`.
  @inlinable public func economicProfit(net: Double) -> Double {
    (net - netFloor + capital * capitalCredit) * (1 - incomeTax) - hurdle * capital
  }
}
