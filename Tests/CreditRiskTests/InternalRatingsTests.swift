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
    policy.revolvingPDFloor = 0
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

  struct Printed: Sendable {
    let kind: InternalRatings.ExposureClass
    let pd, lgd, years: Double
    let revenue: Double?
    let correlation, k, percent: Double
  }

  /// Corporate, SME and retail with revenue in CNY, computed at double precision apart from this engine.
  private static let china: [Printed] = [
    ("corporate", 0.0005, 0.40, 2.5, nil, 0.23703719, 0.01397416, 17.4677),
    ("corporate", 0.01, 0.40, 2.5, nil, 0.19278368, 0.06564750, 82.0594),
    ("corporate", 0.02, 0.45, 1.0, nil, 0.16414553, 0.07661656, 95.7707),
    ("sme", 0.01, 0.40, 2.5, 30e6, 0.15278368, 0.05148069, 64.3509),
    ("sme", 0.01, 0.40, 2.5, 100e6, 0.16315405, 0.05507297, 68.8412),
    ("sme", 0.03, 0.40, 1.0, 200e6, 0.13196080, 0.07114983, 88.9373),
    ("sme", 0.03, 0.40, 1.0, 300e6, 0.14677562, 0.07811598, 97.6450),
    ("sme", 0.05, 0.25, 5.0, 8e6, 0.08985020, 0.05985910, 74.8239),
    ("retail", 0.0005, 0.45, 2.5, nil, 0.15774479, 0.00530330, 6.6291),
    ("retail", 0.02, 0.30, 2.5, nil, 0.09455609, 0.03092610, 38.6576),
    ("retail", 0.05, 0.45, 2.5, nil, 0.05259061, 0.05313213, 66.4152),
    ("retail", 0.10, 0.60, 2.5, nil, 0.03392566, 0.08057899, 100.7237),
  ].compactMap { row in
    InternalRatings.ExposureClass(rawValue: row.0).map {
      Printed(
        kind: $0, pd: row.1, lgd: row.2, years: row.3, revenue: row.4, correlation: row.5, k: row.6,
        percent: row.7)
    }
  }

  @Test func chinaHasTwelveRows() { #expect(Self.china.count == 12) }

  @Test(arguments: china) func weightsInYuan(_ row: Printed) throws {
    let result = InternalRatings(try PolicyFile.builtIn().policy.capital.internalRatings).capital(
      probability: row.pd, lossGivenDefault: row.lgd, maturityYears: row.years, exposureClass: row.kind,
      turnover: row.revenue)
    #expect(result.correlation.isClose(to: row.correlation, within: 6e-9))
    #expect(result.k.isClose(to: row.k, within: 6e-9))
    #expect(result.riskWeightPercent.isClose(to: row.percent, within: 6e-5))
  }

  /// PD in percent, then corporate, SME with EUR 5 million, other retail, the same at LGD 85 %, mortgage, revolving, as
  /// the Basel Committee printed them (2006, annex 5).
  private static let annex5: [[Double]] = [
    [0.03, 14.44, 11.30, 4.45, 8.41, 4.15, 0.98], [0.05, 19.65, 15.39, 6.63, 12.52, 6.23, 1.51],
    [0.10, 29.65, 23.30, 11.16, 21.08, 10.69, 2.71], [0.25, 49.47, 39.01, 21.15, 39.96, 21.30, 5.76],
    [0.50, 69.61, 54.91, 32.36, 61.13, 35.08, 10.04], [1.00, 92.32, 72.40, 45.77, 86.46, 56.40, 17.22],
    [2.00, 114.86, 88.55, 57.99, 109.53, 87.94, 28.92], [3.00, 128.44, 97.58, 62.79, 118.61, 111.99, 38.66],
    [5.00, 149.86, 112.27, 66.42, 125.45, 148.22, 54.75],
    [10.00, 193.09, 146.51, 75.54, 142.69, 204.41, 83.89],
    [20.00, 238.23, 188.42, 100.28, 189.41, 253.12, 117.99],
  ]

  @Test(arguments: annex5) func weightsAsPrinted(_ row: [Double]) throws {
    let functions = try InternalRatingsTests.functions(turnoverLow: 5, turnoverHigh: 50)
    let columns: [(InternalRatings.ExposureClass, Double, Double?)] = [
      (.corporate, 0.45, nil), (.sme, 0.45, 5), (.retail, 0.45, nil), (.retail, 0.85, nil),
      (.mortgage, 0.45, nil), (.revolving, 0.45, nil),
    ]
    for (place, column) in columns.enumerated() {
      let result = functions.capital(
        probability: row[0] / 100, lossGivenDefault: column.1, maturityYears: 2.5, exposureClass: column.0,
        turnover: column.2)
      #expect(result.riskWeightPercent.isClose(to: row[place + 1], within: 0.01), "\(column.0)")
    }
  }

  @Test(arguments: [(0.01, 2.5, 1.2598095), (0.01, 5, 1.6928253)])
  func maturityFactor(_ pd: Double, _ years: Double, _ factor: Double) throws {
    let result = try InternalRatingsTests.functions(turnoverLow: 5, turnoverHigh: 50).capital(
      probability: pd, lossGivenDefault: 0.45, maturityYears: years, exposureClass: .corporate, turnover: nil)
    #expect(result.maturityAdjustment.isClose(to: factor, within: 6e-8))
  }

  @Test(arguments: [(0.45, 0.40, 62.5), (0.40, 0.40, 0), (0.30, 0.40, 0)])
  func defaultedHoldsWhatIsNotExpected(_ severity: Double, _ estimate: Double, _ percent: Double) throws {
    let result = try InternalRatingsTests.functions(turnoverLow: 5, turnoverHigh: 50).defaulted(
      lossGivenDefault: severity, bestEstimateLoss: estimate)
    #expect(result.riskWeightPercent.isClose(to: percent, within: 1e-12))
  }

  @Test func revolvingHasAFloorOfItsOwn() throws {
    var policy = try PolicyFile.builtIn().policy.capital.internalRatings
    policy.revolvingPDFloor = 0.001
    let functions = InternalRatings(policy)
    #expect(functions.floored(0.0004, exposureClass: .revolving) == 0.001)
    #expect(functions.floored(0.0004, exposureClass: .retail) == 0.0005)
    #expect(functions.floored(1, exposureClass: .revolving) == 1)
  }
}
