import TestSupport
import Testing

/// `calc capital` beyond the plain functions: foundation, advanced, defaulted, by weights.
@Suite struct CalcCapitalCommandTests {
  private let program: Program

  init() throws {
    program = try Program()
  }

  private func json(_ words: String) throws -> JSONValue {
    try program.json(.words("calc capital " + words))
  }

  /// PD 1 %, LGD 40 %, 2.5 years weigh 82.0594 (computed apart from this engine); the weight is linear in LGD.
  @Test(arguments: [
    ("--variant foundation", 0.40),
    ("--variant foundation --guarantee mortgage --collateral-type housing --collateral-value 1000000", 0.28),
    ("--variant foundation --guarantee pledge --collateral-type deposit --collateral-value 1000000", 0),
    ("--variant foundation --guarantee pledge --collateral-type equipment --collateral-value 9000000", 0.25),
    ("--variant advanced --lgd 0.10 --maturity 2.5", 0.25),
    ("--variant advanced --lgd 0.55 --maturity 2.5", 0.55),
    (
      "--variant advanced --lgd 0.10 --maturity 2.5 --guarantee mortgage --collateral-type land --collateral-value 9000000",
      0.10
    ),
    ("--lgd 0.10 --maturity 2.5", 0.10),
  ])
  func severity(_ words: String, _ severity: Double) throws {
    let result = try json("--class corporate --ead 1000000 --pd 0.01 " + words)
    #expect(try result["lgd"].double().isClose(to: severity, within: 1e-15))
    #expect(
      try result["risk_weight_percent"].double().isClose(to: 82.0594 * severity / 0.40, within: 2e-4))
    #expect(try result["expected_loss"].double().isClose(to: 10_000 * severity, within: 1e-9))
  }

  /// Maturity factors of PD 1 % at one, two and a half and five years.
  @Test(arguments: [("0.25", 1.0), ("2.5", 1.2598095), ("5", 1.6928253), ("9", 1.6928253)])
  func maturityIsHeldBetweenItsBounds(_ years: String, _ factor: Double) throws {
    let result = try json(
      "--class corporate --ead 1 --pd 0.01 --lgd 0.4 --variant advanced --maturity \(years)")
    #expect(try result["maturity_adjustment"].double().isClose(to: factor, within: 6e-8))
  }

  @Test func defaultedHoldsLossOverItsBestEstimate() throws {
    let result = try json("--class sme --ead 1000000 --defaulted --lgd 0.45 --best-estimate 0.40")
    #expect(try result["k"].double().isClose(to: 0.05, within: 1e-15))
    #expect(try result["rwa"].double().isClose(to: 625_000, within: 1e-6))
    #expect(try result["expected_loss"].double() == 400_000)
    #expect(result["correlation"].isNull)
    let estimated = try json("--class retail --ead 1000000 --defaulted --lgd 0.45")
    #expect(try estimated["rwa"].double() == 0)
  }

  @Test(arguments: [
    ("--balance 9500000 --undrawn 2000000 --cancellable --size small", "small_micro", 75.0, 7_275_000.0),
    ("--balance 9500000 --undrawn 2000000 --size small", "other_company", 100, 10_300_000),
    ("--balance 9500000 --undrawn 2000000 --size small --turnover-million 300", "sme", 85, 8_755_000),
    ("--balance 1000000 --size small --borrower-exposure 10000000.01", "other_company", 100, 1_000_000),
    ("--balance 1000000 --provision 199999 --size small --defaulted", "defaulted", 150, 1_200_001.5),
    ("--balance 1000000 --provision 200000 --size small --defaulted", "defaulted", 100, 800_000),
    (
      "--balance 1200 --provision 50 --size large --guarantee pledge --collateral-type bond --collateral-value 1200",
      "other_company", 20, 230
    ),
    ("--balance 1000 --size large --investment-grade", "investment_grade", 75, 750),
    ("--balance 1000 --size large --non-local --set capital.bank_tier=3", "other_company", 150, 1500),
    (
      "--balance 1000 --size large --property-dependent --guarantee mortgage --collateral-type commercial --collateral-value 9000",
      "commercial_property", 150, 1500
    ),
    (
      "--balance 1000 --size owner --guarantor government-fund --guarantor-share 0.8 --set capital.guarantors.government-fund=20",
      "retail", 31, 310
    ),
  ])
  func weighting(_ words: String, _ name: String, _ percent: Double, _ rwa: Double) throws {
    let result = try json("--approach weighting " + words)
    #expect(try result["exposure_class"].text() == name)
    #expect(try result["risk_weight_percent"].double().isClose(to: percent, within: 1e-9))
    #expect(try result["rwa"].double().isClose(to: rwa, within: 1e-6))
  }

  @Test(arguments: [
    ("--class corporate --ead 1 --pd 0.1 --maturity 2", "--lgd"),
    ("--class corporate --ead 1 --pd 0.1 --lgd 0.4", "--maturity"),
    ("--class corporate --ead 1 --lgd 0.4 --maturity 2", "--pd"),
    ("--class corporate --pd 0.1 --lgd 0.4 --maturity 2", "--ead"),
    ("--ead 1 --pd 0.1 --lgd 0.4 --maturity 2", "--class"),
    ("--class retail --ead 1 --pd 0.1 --variant foundation", "--lgd"),
    ("--class corporate --ead 1 --pd 0.1 --lgd 0.4 --variant foundation", "--variant foundation"),
    ("--class corporate --ead 1 --pd 0.1 --maturity 2 --variant foundation", "--variant foundation"),
    ("--class corporate --ead 1 --pd 0.1 --defaulted --lgd 0.4", "--defaulted"),
    ("--class corporate --ead 1 --pd 0.1 --lgd 0.4 --maturity 2 --best-estimate 0.4", "--defaulted"),
    ("--class corporate --ead 1 --pd 0.1 --lgd 0.4 --maturity 2 --collateral-type land", "--variant"),
    ("--class corporate --ead 1 --pd 0.1 --lgd 0.4 --maturity 2 --balance 1", "--balance"),
    ("--approach weighting", "--balance"), ("--approach weighting --balance 1 --lgd 0.4", "--lgd"),
  ])
  func whatDoesNotFitIsRefused(_ words: String, _ named: String) throws {
    let ended = try program.run(.words("calc capital " + words))
    #expect(ended.code == 64 && ended.output.isEmpty)
    #expect(ended.errors.contains(named), "\(ended.errors)")
  }
}
