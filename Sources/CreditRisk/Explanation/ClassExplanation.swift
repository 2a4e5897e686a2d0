public import Lending
public import LoanUnits

/// A value that a rule looked at.
public enum ClassFactValue: Hashable, Sendable {
  /// Not known.
  case missing
  /// Days, months or a count.
  case whole(Int)
  /// A fraction.
  case fraction(Double)
  /// Fen.
  case money(Int64)
  /// A day.
  case day(CalendarDay)
  /// A flag.
  case flag(Bool)
  /// A code.
  case code(String)
}

/// A fact or a limit by name: a column of the tape, a leaf of the policy, or a figure found from them.
public struct ClassFact: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// What it is.
  public var value: ClassFactValue

  /// Creates a fact.
  public init(_ name: String, _ value: ClassFactValue) {
    self.name = name
    self.value = value
  }
}

/// What would have to be otherwise for a better class.
public struct ClassChange: Hashable, Sendable {
  /// Whose fact it is.
  public enum Subject: String, Sendable {
    /// The loan's row.
    case loan
    /// Every loan of the debtor.
    case borrower
    /// The debtor's other loans, added up.
    case otherLoans = "other_loans"
    /// The loan's override.
    case override
    /// The day of the rescore.
    case day
  }

  /// How the fact must stand to the value.
  public enum Relation: String, Sendable {
    /// The same.
    case equal
    /// Gone; there is no value.
    case absent
    /// Not more, not worse, not later.
    case atMost = "at_most"
    /// Not less, not earlier.
    case atLeast = "at_least"
  }

  /// Whose fact.
  public var subject: Subject
  /// Its name.
  public var name: String
  /// How it must stand to the value.
  public var relation: Relation
  /// The value.
  public var value: ClassFactValue
  /// What it is now.
  public var current: ClassFactValue
}

/// Why a loan has its class, and what a better one asks for.
public struct ClassExplanation: Sendable {
  /// A rule that fired.
  public struct Rule: Sendable {
    /// Which.
    public var reason: ClassReason
    /// The class it asks for at least; nil: none.
    public var atLeast: RiskClass?
    /// Whether it decided.
    public var isDeciding: Bool
    /// What fired it.
    public var facts: [ClassFact]
    /// The limits that the facts were held against.
    public var limits: [ClassFact]
  }

  /// The class and its reasons.
  public var verdict: ClassVerdict
  /// Rules that fired, in the order of the codes.
  public var rules: [Rule]
  /// The next better class; nil for a normal loan.
  public var better: RiskClass?
  /// All that must change for it together; nil where no change of these facts gives it.
  public var changes: [ClassChange]?
}

/// A loan as the rules see it after all is known: its facts, its debtor's other loans, its loss.
public struct ClassCase: Sendable {
  /// The loan's facts.
  public var facts: Classification.Facts
  /// Balance, fen.
  public var balance: Int64
  /// Share of the debtor's debts at all banks that is overdue over 90 days; NaN where unknown.
  public var overdueShareElsewhere: Double
  /// The debtor's totals, this loan included.
  public var totals: BorrowerTotals
  /// Booked provision where there is one, else the credit loss, fen.
  public var loss: Int64
  /// Whether the loss is the booked provision.
  public var isLossBooked: Bool
  /// Last day of the override.
  public var overrideExpires: CalendarDay?

  /// Creates a case.
  public init(
    facts: Classification.Facts, balance: Int64, overdueShareElsewhere: Double, totals: BorrowerTotals,
    loss: Int64, isLossBooked: Bool, overrideExpires: CalendarDay? = nil
  ) {
    self.facts = facts
    self.balance = balance
    self.overdueShareElsewhere = overdueShareElsewhere
    self.totals = totals
    self.loss = loss
    self.isLossBooked = isLossBooked
    self.overrideExpires = overrideExpires
  }
}
