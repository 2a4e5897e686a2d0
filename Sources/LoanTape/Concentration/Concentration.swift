public import Rescoring

/// How far a portfolio is spread over borrowers, groups, industries and regions, and which limits that breaks.
public struct Concentration: Hashable, Codable, Sendable {
  /// A name with what it owes.
  public struct Name: Hashable, Codable, Sendable {
    /// What it is called; empty for a loan that names nobody, and for an empty industry or region.
    public var key: String
    /// The loan that stands for itself; nil for a name.
    public var loan: String?
    /// Balance, fen.
    public var balance: Int128
    /// On-balance and converted off-balance exposure, fen; nil where it is not added up.
    public var exposure: Int128?
  }

  /// One way to part the portfolio.
  public struct Dimension: Hashable, Codable, Sendable {
    /// The index over all names; nil where some loans belong to none.
    public var index: ConcentrationIndex?
    /// Names with a balance.
    public var names: Int64
    /// Loans that name nobody; each counts as a name of its own.
    public var nameless: Int64
    /// The largest, by balance.
    public var largest: [Name]
  }

  /// A limit held against the portfolio.
  public struct Test: Hashable, Codable, Sendable {
    /// What a limit is for, by the policy's leaf.
    public enum Kind: String, Hashable, Codable, Sendable {
      /// Loans to one borrower (单一借款人贷款集中度).
      case borrower = "borrower_percent"
      /// Exposure to one customer (非同业单一客户).
      case customer = "customer_percent"
      /// Exposure to one group (一组非同业关联客户).
      case group = "group_percent"
      /// Loans to one industry.
      case industry = "industry_percent"
      /// Loans to one region.
      case region = "region_percent"
    }
    /// What a limit is a share of, by the policy's leaf.
    public enum Base: String, Hashable, Codable, Sendable {
      /// Net capital.
      case netCapital = "net_capital"
      /// Net tier 1 capital.
      case tierOne = "tier1"
      /// All loans of the tape.
      case loans
    }
    /// What it is for.
    public var kind: Kind
    /// The code it is for, or `other`; nil for borrowers, customers and groups.
    public var code: String?
    /// What it is a share of.
    public var base: Base
    /// The limit, percent of the base.
    public var percent: Double
    /// The base, fen; nil: the policy does not give it.
    public var whole: Int128?
    /// The largest name under the limit; nil: none, or the tape does not tell.
    public var largest: Name?
    /// Its amount, fen.
    public var largestAmount: Int128?
    /// Names over the limit; nil: not tested.
    public var breaches: Int64?
    /// What they owe, fen.
    public var breachAmount: Int128 = 0
    /// The largest of them.
    public var breached: [Name] = []
  }

  /// Names in a list.
  public var topCount: Int
  /// Balance of all loans, fen.
  public var balance: Int128
  /// By borrower; nil: the tape has no `borrower_id`.
  public var borrower: Dimension?
  /// By group, a borrower outside any being one; nil: the tape has no `group_id`.
  public var group: Dimension?
  /// By industry: sections (门类) of GB/T 4754 where codes begin with one.
  public var industry: Dimension
  /// By region as the tape names it.
  public var region: Dimension
  /// The limits.
  public var tests: [Test]
}
