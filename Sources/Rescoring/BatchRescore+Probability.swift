internal import LoanPricing
internal import CreditRisk
internal import Lending
internal import LoanMath

/// Points to probability under the policy's scale.
struct ScoreToProbability: Sendable {
  private let scale: ScoreScale?

  init(_ policy: DefaultPolicy) {
    scale = try? ScoreScale(
      baseScore: policy.baseScore, baseOdds: policy.baseOdds, pointsToDoubleOdds: policy.pointsToDoubleOdds)
  }

  func probability(score: Double) -> Double {
    scale?.probability(score: score) ?? .nan
  }
}

extension BatchRescore {
  /// The PD of a row, before floor and cap: given, by the champion, by the given score, by the rating.
  func probability(_ batch: LoanBatch, _ row: Int, _ result: inout RescoredLoan) -> Double {
    let given = batch[.defaultProbability, row]
    let points = batch[.score, row]
    if !given.isNaN {
      result.score = points
      return given
    }
    if models != nil, batch.flags[row] & LoanFlags.hasFeatures.rawValue != 0 {
      result.score = result.modelScore
      return result.modelProbability
    }
    result.score = points
    if !points.isNaN { return scoreScale.probability(score: points) }
    return batch[.ratingProbability, row]
  }

  func bounded(_ probability: Double, _ notes: inout BatchNotes, isCounted: Bool) -> Double {
    if probability < policy.pd.floor {
      if isCounted { notes.probabilityFloored += 1 }
      return policy.pd.floor
    }
    if probability > policy.pd.cap {
      if isCounted { notes.probabilityCapped += 1 }
      return policy.pd.cap
    }
    return probability
  }

  func note(_ facts: Classification.Facts, _ notes: inout BatchNotes) {
    if facts.size == missingCode { notes.sizeMissing += 1 }
    if facts.flags.contains(.refinanced), facts.originalMaturity == missingDay {
      notes.originalMaturityMissing += 1
    }
  }
}
