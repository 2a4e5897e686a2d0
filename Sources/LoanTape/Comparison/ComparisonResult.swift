internal import Lending
public import Rescoring

/// What became of the loans of an earlier output.
public struct ComparisonResult: Codable, Sendable {
  /// Loans with the largest differences that a summary names.
  public static let namedLoans = 20

  /// A loan whose credit loss differs much.
  public struct Loan: Codable, Sendable {
    /// What one side says of it.
    public struct Values: Codable, Sendable {
      /// Code of the class.
      public var riskClass: String
      /// Stage.
      public var stage: Int
      /// Name of the grade.
      public var grade: String
      /// Twelve-month PD, a fraction.
      public var probability: Double
      /// Loss given default, a fraction.
      public var severity: Double
      /// Exposure at default, fen.
      public var exposure: Int64
      /// Credit loss, fen.
      public var loss: Int64
      /// Risk-weighted assets, fen.
      public var riskWeighted: Int64
      /// Required rate, percent; nil where there is none.
      public var requiredRate: Double?
    }
    /// Its `loan_id`.
    public var identifier: String
    /// What the earlier output says; nil of a new loan.
    public var old: Values?
    /// What the run says; nil of a vanished loan.
    public var new: Values?
    /// Difference of the credit loss, fen.
    public var loss: Int64
    /// Difference of the risk-weighted assets, fen.
    public var riskWeighted: Int64
    /// By ``LossCause``, fen, in its order.
    public var lossCauses: [Int64]
    /// By ``WeightedCause``, fen, in its order.
    public var weightedCauses: [Int64]
  }

  /// The earlier output as it was named.
  public var file: String
  /// SHA-256 of its bytes, hexadecimal.
  public var sha256: String
  /// Sums and counts.
  public var totals: ComparisonTotals
  /// The loans with the largest differences of the credit loss, the largest first.
  public var largest: [Loan]
}

extension ComparisonResult.Loan {
  init(_ entry: RankedDifference, grades: [String]) {
    let loan = entry.loan
    identifier = String(decoding: DifferenceOrder.name(entry.key), as: UTF8.self)
    old = loan.presence == .new ? nil : Values(loan.old, grades)
    new = loan.presence == .vanished ? nil : Values(loan.new, grades)
    loss = loan.loss
    riskWeighted = loan.riskWeighted
    lossCauses = LossCause.allCases.map { loan.lossCauses[$0.place] }
    weightedCauses = WeightedCause.allCases.map { loan.weightedCauses[$0.place] }
  }
}

extension ComparisonResult.Loan.Values {
  fileprivate init(_ loan: ComparedLoan, _ grades: [String]) {
    riskClass = (RiskClass(rawValue: loan.riskClass) ?? .loss).code
    stage = Int(loan.stage)
    grade = grades[Int(loan.grade)]
    probability = loan.probability
    severity = loan.severity
    exposure = loan.exposure
    loss = loan.loss
    riskWeighted = loan.riskWeighted
    requiredRate = loan.requiredRate.isNaN ? nil : loan.requiredRate
  }
}
