internal import CreditRisk

/// What a rescore finds out about one loan, before it goes to the columns of ``RescoredBatch``.
struct RescoredLoan {
  /// What the champion says of the loan, where models are used.
  var modelScore = Double.nan
  var modelProbability = Double.nan
  var score = Double.nan
  var probability = Double.nan
  var grade: UInt16 = 0
  var lossGivenDefault = Double.nan
  var exposure: Int64 = 0
  var verdict = ClassVerdict()
  var stage: UInt8 = 1
  var twelveMonthLoss: Int64 = 0
  var lifetimeLoss: Int64 = 0
  var loss: Int64 = 0
  var riskWeight = Double.nan
  var riskWeighted: Int64 = 0
  var capital: Int64 = 0
  var byApproach = LoanCapital()
  var requiredRate = Double.nan
  var rateGap = Double.nan
  var raroc = Double.nan
}
