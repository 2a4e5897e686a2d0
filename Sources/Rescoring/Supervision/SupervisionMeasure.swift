/// One supervisory measure: its value, what it is formed from, what it is held against.
public struct SupervisionMeasure: Hashable, Sendable {
  /// Which one, by its key in results.
  public enum Name: String, CaseIterable, Sendable {
    /// Growth of inclusive loans (普惠型小微企业贷款增速).
    case inclusiveGrowth = "inclusive_growth_percent"
    /// Growth of all loans (各项贷款增速).
    case allGrowth = "all_growth_percent"
    /// The former less the latter.
    case growthGap = "growth_gap_pp"
    /// Inclusive loans among all loans.
    case inclusiveShare = "inclusive_share_percent"
    /// Inclusive borrowers with a balance (有余额户数).
    case borrowers
    /// Borrowers with a first loan between the tapes (首贷户).
    case firstLoanBorrowers = "first_loan_borrowers"
    /// First-time borrowers among new ones.
    case firstLoanShare = "first_loan_share_percent"
    /// Renewals without repayment of principal (无还本续贷).
    case renewalShare = "renewal_share_percent"
    /// Unsecured loans (信用贷款).
    case creditShare = "credit_share_percent"
    /// Medium- and long-term loans (中长期贷款).
    case mediumLongShare = "medium_long_share_percent"
    /// Legal persons (小微企业法人).
    case legalPersonShare = "legal_person_share_percent"
    /// Weighted rate of new loans (新发放贷款加权平均利率).
    case newLoanRate = "new_loan_rate_percent"
    /// The same over the prime rates at drawdown (与LPR之差).
    case newLoanOverPrime = "new_loan_over_lpr_bp"
    /// All-in cost of new loans (综合融资成本).
    case allInCost = "all_in_cost_percent"
    /// NPL ratio of inclusive loans (不良贷款率).
    case inclusiveNPL = "inclusive_npl_percent"
    /// NPL ratio of all loans.
    case allNPL = "all_npl_percent"
    /// The former less the latter.
    case nplGap = "npl_gap_pp"
  }

  /// How numerator and denominator make the value.
  public enum Operation: String, Sendable {
    /// One over the other.
    case quotient
    /// One less the other.
    case difference
    /// The numerator itself.
    case count
  }

  /// A number with its kind.
  public enum Quantity: Hashable, Sendable {
    /// Fen.
    case money(Int128)
    /// Things counted.
    case count(Int64)
    /// Percent.
    case percent(Double)
  }

  /// Where a measure stands.
  public enum Light: String, CaseIterable, Sendable {
    /// Kept, with the margin.
    case green
    /// Kept by less than the margin.
    case amber
    /// Missed.
    case red
    /// Not formed, or held against nothing.
    case none
  }

  /// What a measure is held against.
  public struct Rule: Hashable, Sendable {
    /// Which side is good.
    public enum Sense: String, Sendable {
      /// The target or more.
      case atLeast = "at_least"
      /// The target or less.
      case atMost = "at_most"
    }
    /// Which side is good.
    public var sense: Sense
    /// The target, in the unit of the measure.
    public var target: Double
    /// The margin, in the unit of the measure.
    public var margin: Double
    /// Leaf of the policy's section `supervision`.
    public var leaf: String

    /// Creates a rule.
    public init(sense: Sense, target: Double, margin: Double, leaf: String) {
      self.sense = sense
      self.target = target
      self.margin = margin
      self.leaf = leaf
    }

    /// Where a value stands.
    ///
    /// The target itself is kept, and at the margin it is green. Values are quotients of sums, of which fourteen digits
    /// hold: what differs by less than 10⁻¹¹ is the same.
    public func light(_ value: Double) -> Light {
      let room = Rule.rounded(sense == .atLeast ? value - target : target - value)
      if room < 0 { return .red }
      return room < Rule.rounded(margin) ? .amber : .green
    }

    private static func rounded(_ value: Double) -> Double { (value * 1e11).rounded() / 1e11 }
  }

  /// Why a measure could not be formed.
  public enum Reason: Hashable, Sendable {
    /// The later tape has no such column.
    case columnMissing(String)
    /// The earlier tape has no such column.
    case oldColumnMissing(String)
    /// The earlier tape is not of the day that the basis asks for.
    case notOnBasis
    /// Nothing was outstanding on the earlier tape.
    case nothingBefore
    /// Nothing is outstanding on the later tape.
    case nothingOutstanding
    /// No inclusive loan with an amount was drawn in the year.
    case nothingDrawn
    /// No borrower is new.
    case nobodyNew
    /// None of the new loans has the value of a column.
    case valueMissing(String)
    /// None of the new loans has a contract rate and a prime rate.
    case primeMissing
  }

  /// Which one.
  public var name: Name
  /// The value; nil where it could not be formed.
  public var value: Double?
  /// The same on the earlier tape, of measures of what is outstanding.
  public var oldValue: Double?
  /// What is divided, or what something is taken from.
  public var numerator: Quantity?
  /// What it is divided by, or what is taken.
  public var denominator: Quantity?
  /// How they make the value.
  public var operation: Operation
  /// What it is held against; nil: nothing.
  public var rule: Rule?
  /// Why there is no value.
  public var reason: Reason?

  /// Where it stands.
  public var light: Light {
    guard let value, let rule else { return .none }
    return rule.light(value)
  }
}
