import Cashflow
import Lending
import LoanPricing
import LoanUnits
import PolicyDocument
import TestSupport
import Testing

/// The equation of domain 3.2 against figures solved elsewhere: mpmath on closed-form balances, SciPy on recursive ones.
@Suite struct CashFlowOracleTests {
  private static let cases = Result { try Oracle.cases("cashflow_pricing", kind: "cashflow_rate_solve") }

  @Test func thereAreCases() throws {
    #expect(try Self.cases.get().count >= 7)
  }

  @Test(arguments: (try? cases.get()) ?? [])
  func targetFloorAndComponents(_ oracle: OracleCase) throws {
    let inputs = Inputs(oracle.inputs)
    let engine = QuoteEngine(
      policy: try PolicyFile.builtIn(settings: try inputs.settings()).policy,
      primeRates: try LoanPrimeRateHistory.builtIn())
    let quote = try engine.quote(try inputs.application())
    let target = try oracle.expected["target_rate"].double()
    #expect((quote.targetRatePercent / 100).isClose(to: target, within: oracle.tolerance))
    #expect(
      (quote.floorRatePercent / 100).isClose(
        to: try oracle.expected["floor_rate"].double(), within: oracle.tolerance))
    let found = Dictionary(uniqueKeysWithValues: quote.components.map { ($0.name, $0.basisPoints) })
    for name in [
      "funding", "liquidity", "ftp_concession", "operating", "expected_loss", "other_income",
      "capital_charge", "capital_credit", "vat",
    ] {
      let expected = try oracle.expected["components_bp"][name].double()
      let basisPoints = try #require(found[name])
      #expect(
        (basisPoints / 10_000).isClose(to: expected / 10_000, within: oracle.tolerance), "\(name)")
    }
    #expect(
      (quote.components.reduce(0) { $0 + $1.basisPoints } - quote.targetRatePercent * 100).magnitude <= 1e-9)
  }

  /// The inputs of a case as the application and the policy that have them.
  private struct Inputs {
    let values: JSONValue

    init(_ values: JSONValue) {
      self.values = values
    }

    /// Numbers are texts in the table; an absent one is zero.
    func number(_ name: String) throws -> Double {
      guard let text = try? values[name].text() else { return (try? values[name].double()) ?? 0 }
      return try #require(Double(text))
    }

    func settings() throws -> [String] {
      let funding = try number("ftp") * 100
      let liquidity = try number("liquidity") * 100
      let prepaid = 1 - pow12(1 - (try number("monthly_prepayment")))
      var settings = [
        "ftp.reserve_ratio=0", "ftp.relending_share=0",
        "cost.variable_percent=\(try number("operating") * 100)",
        "cost.origination_cny=\(try number("origination"))",
        "cost.servicing_cny_per_year=\(try number("servicing"))",
        "cost.other_income_percent=\(try number("other_income") * 100)",
        "cost.prepayment_percent_per_year=\(prepaid * 100)",
        "tax.income_tax=\(try number("income_tax"))", "pricing.method=cash-flow",
      ]
      for node in 0..<8 { settings.append("ftp.curve.\(node).percent=\(funding)") }
      for node in 0..<4 { settings.append("ftp.liquidity_premium.\(node).percent=\(liquidity)") }
      if try number("ccf") > 0 { settings.append("capital.ccf.commitment=\(try number("ccf"))") }
      let months = Int(try number("exempt_months"))
      if months < Int(try number("term")), months > 0 {
        // The last exempt day is that before the due day of the last exempt month.
        let last = CashFlowOracleTests.start.adding(months: months).adding(days: -1)
        settings.append("tax.vat_exempt_until=\(last)")
      }
      return settings
    }

    func application() throws -> LoanApplication {
      let term = Int(try number("term"))
      let repayment = try #require(RepaymentMethod(code: try values["repayment"].text()))
      var application = LoanApplication(
        amount: Money(rounding: try number("amount")), termMonths: term, repayment: repayment,
        asOf: CashFlowOracleTests.start, probability: try number("pd"), guarantee: .credit)
      application.startDate = CashFlowOracleTests.start
      application.size = .small
      application.creditLimit = Money(fen: 100_000_000)
      application.graceMonths = Int(try number("grace"))
      application.undrawn = Money(rounding: try number("undrawn"))
      application.whatIf.lossGivenDefault = try number("lgd")
      application.whatIf.riskWeightPercent = try number("risk_weight") * 100
      application.whatIf.capitalRatioPercent = try number("capital_ratio") * 100
      application.whatIf.hurdlePercent = try number("hurdle") * 100
      application.whatIf.fundingConcessionBasisPoints = try number("ftp_concession") * 10_000
      let months = Int(try number("exempt_months"))
      application.whatIf.tax = months == 0 ? .taxable : (months >= term ? .exempt : nil)
      let fee = try number("upfront_fee_net")
      if fee > 0 {
        // The table has the fee after 6 % of VAT.
        application.fees = [
          Fee(name: "arrangement", size: .amount(Money(rounding: fee * 1.06)), timing: .upfront, payee: .bank)
        ]
      }
      return application
    }

    private func pow12(_ base: Double) -> Double { (0..<12).reduce(1) { product, _ in product * base } }
  }

  static let start = CalendarDay(daysSinceEpoch: 20_711)
}
