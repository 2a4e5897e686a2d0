public import CreditRisk
internal import Lending

/// What a rescore finds out about a batch, as columns beside its own; NaN stands for an empty field.
public struct RescoredBatch: Sendable {
  /// Rows in use.
  public var count = 0
  /// Score of the champion, or the given one, points.
  public var score: [Double] = []
  /// Twelve-month PD after floor and cap; 1 for non-performing loans.
  public var probability: [Double] = []
  /// Position of the grade in the master scale's names.
  public var grade: [UInt16] = []
  /// Loss given default.
  public var lossGivenDefault: [Double] = []
  /// Exposure at default, fen.
  public var exposure: [Int64] = []
  /// Class and rules.
  public var verdict: [ClassVerdict] = []
  /// Stage 1, 2 or 3.
  public var stage: [UInt8] = []
  /// Twelve-month credit loss, fen.
  public var twelveMonthLoss: [Int64] = []
  /// Lifetime credit loss, fen.
  public var lifetimeLoss: [Int64] = []
  /// The credit loss of the stage, fen.
  public var loss: [Int64] = []
  /// Risk weight, percent.
  public var riskWeight: [Double] = []
  /// Risk-weighted assets, fen.
  public var riskWeighted: [Int64] = []
  /// Capital, fen.
  public var capital: [Int64] = []
  /// Figures of both approaches, where they were asked for; else empty.
  public var byApproach: [LoanCapital] = []
  /// What the loan would be quoted, percent a year.
  public var requiredRate: [Double] = []
  /// Contract less required rate, basis points.
  public var rateGap: [Double] = []
  /// Return on capital at the contract rate, percent.
  public var raroc: [Double] = []
  /// Scores of all models, model by model, `models × count`.
  public var modelScores: [Double] = []
  /// Default probabilities of all models, likewise.
  public var modelProbabilities: [Double] = []

  /// An empty result.
  public init() {}

  /// Makes room for rows; what they hold is overwritten.
  mutating func prepare(count: Int) {
    self.count = count
    byApproach.removeAll(keepingCapacity: true)
    guard score.count < count else { return }
    score = Array(repeating: .nan, count: count)
    probability = score
    grade = Array(repeating: 0, count: count)
    lossGivenDefault = score
    exposure = Array(repeating: 0, count: count)
    verdict = Array(repeating: ClassVerdict(), count: count)
    stage = Array(repeating: 1, count: count)
    twelveMonthLoss = exposure
    lifetimeLoss = exposure
    loss = exposure
    riskWeight = score
    riskWeighted = exposure
    capital = exposure
    requiredRate = score
    rateGap = score
    raroc = score
  }

  /// Loans that are rescored before their results go to the columns.
  static let loansAtOnce = 64

  /// Adds the capital of the first loans of a list.
  mutating func takeCapital(_ loans: [RescoredLoan], _ count: Int) {
    byApproach.append(contentsOf: loans.prefix(count).lazy.map(\.byApproach))
  }

  /// Puts the first loans of a list into rows.
  mutating func take(_ loans: [RescoredLoan], _ rows: Range<Int>) {
    let source = loans.span.extracting(first: rows.count)
    @inline(__always) func fill<Value>(_ column: inout [Value], _ value: (borrowing RescoredLoan) -> Value) {
      var target = column.mutableSpan
      // Checked once, so that no element is.
      precondition(rows.lowerBound >= 0 && rows.upperBound <= target.count)
      for index in 0..<source.count { target[rows.lowerBound &+ index] = value(source[index]) }
    }
    fill(&score) { $0.score }
    fill(&probability) { $0.probability }
    fill(&grade) { $0.grade }
    fill(&lossGivenDefault) { $0.lossGivenDefault }
    fill(&exposure) { $0.exposure }
    fill(&verdict) { $0.verdict }
    fill(&stage) { $0.stage }
    fill(&twelveMonthLoss) { $0.twelveMonthLoss }
    fill(&lifetimeLoss) { $0.lifetimeLoss }
    fill(&loss) { $0.loss }
    fill(&riskWeight) { $0.riskWeight }
    fill(&riskWeighted) { $0.riskWeighted }
    fill(&capital) { $0.capital }
    fill(&requiredRate) { $0.requiredRate }
    fill(&rateGap) { $0.rateGap }
    fill(&raroc) { $0.raroc }
  }
}
