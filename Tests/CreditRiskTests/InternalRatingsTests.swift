import CreditRisk
import LoanPricing
import PolicyDocument
import TestSupport
import Testing

/// The published risk weights of Basel II Annex 5 and the components of the formula (CRE31).
struct InternalRatingsTests {
  private static func functions(turnoverLow: Double, turnoverHigh: Double) throws -> InternalRatings {
    var policy = try PolicyFile.builtIn().policy.capital.internalRatings
    policy.pdFloor = 0
    policy.smeTurnoverLow = turnoverLow
    policy.smeTurnoverHigh = turnoverHigh
    return InternalRatings(policy)
  }

  @Test(arguments: try Oracle.cases("basel_irb", kind: "basel_irb_risk_weight_pct"))
  func weightsMatchAnnex5(_ row: OracleCase) throws {
    let functions = try InternalRatingsTests.functions(turnoverLow: 5, turnoverHigh: 50)
    let pd = try #require(Double(row.inputs["pd"].text()))
    for (name, expected) in try row.expected.object() {
      let parts = name.split(separator: "_")
      let lgd = try #require(parts.first { $0.hasPrefix("lgd") }.flatMap { Double($0.dropFirst(3)) })
      let isSmall = name.hasSuffix("S5")
      let exposureClass: InternalRatings.ExposureClass =
        name.hasPrefix("mortgage")
        ? .mortgage
        : (name.hasPrefix("other_retail")
          ? .retail : (name.hasPrefix("qrre") ? .revolving : (isSmall ? .sme : .corporate)))
      let result = functions.capital(
        probability: pd, lossGivenDefault: lgd, maturityYears: 2.5, exposureClass: exposureClass,
        turnover: isSmall ? 5 : nil)
      #expect(
        result.riskWeightPercent.isClose(to: try expected.double(), within: row.tolerance),
        "\(name) at PD \(pd)")
    }
  }

  @Test(arguments: [0.0005, 0.01, 0.2])
  func aYearOfMaturityIsNeutral(_ pd: Double) throws {
    let result = try InternalRatingsTests.functions(turnoverLow: 5, turnoverHigh: 50).capital(
      probability: pd, lossGivenDefault: 0.45, maturityYears: 1, exposureClass: .corporate, turnover: nil)
    #expect(result.maturityAdjustment == 1)
  }

  @Test(arguments: [0.0, 1.0])
  func nothingIsHeldAtTheEnds(_ pd: Double) throws {
    let result = try InternalRatingsTests.functions(turnoverLow: 5, turnoverHigh: 50).capital(
      probability: pd, lossGivenDefault: 0.45, maturityYears: 2.5, exposureClass: .corporate, turnover: nil)
    #expect(result.k == 0)
  }
}
