public import Lending
public import LoanPricing
public import LoanUnits
public import PolicyDocument
public import Scoring

/// Everything a rescore of a tape depends on.
public struct TapeRunPlan: Sendable {
  /// Path of the tape, `-` for standard input.
  public var tape: String
  /// The policy.
  public var policy: BankPolicy
  /// The models, champion first; empty: none.
  public var models: [Scorecard]
  /// Whether the models were asked for, so that a missing column is an error.
  public var areModelsGiven: Bool
  /// Prime rates.
  public var primeRates: LoanPrimeRateHistory
  /// The day of the rescore.
  public var asOf: CalendarDay
  /// How a foreign tape is read.
  public var mapping: TapeMapping?
  /// Refuse columns that nothing reads.
  public var isStrict = false
  /// Set bad rows aside instead of stopping.
  public var keepsRejects = false
  /// Measure capital by both approaches and write both to the per-loan output.
  public var comparesApproaches = false
  /// Threads.
  public var threads = 2
  /// Where temporary files lie; nil: the system's folder.
  public var temporaryFolder: String?
  /// Path of an earlier rescore's per-loan output; nil: none.
  public var previous: String?
  /// Path of an earlier rescore's per-loan output that the run is compared with; nil: none.
  public var compared: String?
  /// Overrides; nil: none.
  public var overrides: ClassOverrides?
  /// The ledger's totals.
  public var control = ControlTotals()

  /// Look for contradictions in the tape (``TapeRun/check(rejects:)``).
  public var profilesQuality = false
  /// Loans to take out for checking by hand.
  public var sample: RescoreSample.Plan?
  /// Form the hash of the tape (``TapeRunResult/tapeSHA256``): 7 % of a rescore's processor time.
  public var hashesTape = true
  /// Form the hash of the per-loan output (``TapeRunResult/outputSHA256``).
  public var hashesOutput = false

  /// Creates a plan.
  public init(
    tape: String, policy: BankPolicy, models: [Scorecard], areModelsGiven: Bool,
    primeRates: LoanPrimeRateHistory,
    asOf: CalendarDay
  ) {
    self.tape = tape
    self.policy = policy
    self.models = models
    self.areModelsGiven = areModelsGiven
    self.primeRates = primeRates
    self.asOf = asOf
  }

  /// Whether something is known of the loans beside the tape.
  var hasHistory: Bool { previous != nil || overrides != nil }
}

/// Totals that the ledger gives; what is nil is not compared.
public struct ControlTotals: Hashable, Sendable {
  /// Balance of all rows.
  public var balance: Money?
  /// Number of all rows.
  public var count: Int64?

  /// Nothing to compare.
  public init() {}

  /// Compares the totals of a tape with the ledger's.
  ///
  /// - Throws: ``TapeFault/control(name:expected:found:)``
  public func compare(rows: Int64, balance found: Int128) throws {
    if let count, count != rows {
      throw TapeFault.control(name: "count", expected: "\(count)", found: "\(rows)")
    }
    if let balance, Int128(balance.fen) != found {
      throw TapeFault.control(name: "balance", expected: "\(balance)", found: TapeRun.yuan(found))
    }
  }
}

/// How far a run is.
public struct TapeProgress: Sendable {
  /// What a run does.
  public enum Phase: Sendable {
    /// Reading and checking.
    case intake
    /// Finding duplicates and borrowers.
    case grouping
    /// Pricing and writing.
    case pricing
  }
  /// What it does.
  public var phase: Phase
  /// Rows done in the phase.
  public var rows: Int64
  /// Share done, 0…1; nil where it is not known.
  public var share: Double?
}
