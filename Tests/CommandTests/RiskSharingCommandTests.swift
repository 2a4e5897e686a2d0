import TestSupport
import Testing

/// A shared risk: what the bank takes off the rate, what the guarantor takes, what is left.
@Suite struct RiskSharingCommandTests {
  let program: Program

  init() throws {
    program = try Program()
  }

  private static let base = [String].words(
    "quote --amount 2000000 --term 24 --repayment annuity --pd 0.02 --size small --as-of 2026-09-01")
  private static func guaranteed(_ guarantor: String, _ share: String) -> [String] {
    base + ["--guarantee", "guarantee", "--guarantor", guarantor, "--guarantor-share", share]
  }

  /// Both sides are quotes of their own: the unsecured loan, and the guaranteed one with its fee.
  @Test(arguments: ["government-fund", "company", "insurer"])
  func bothSidesAreQuotes(_ guarantor: String) throws {
    let fee = ["--fee", "guarantee=0.8%@annual:\(guarantor == "insurer" ? "insurer" : "guarantor")"]
    let quote = try program.json(
      Self.guaranteed(guarantor, "0.8") + fee + ["--fee", "service=500@upfront:bank"])
    let alone = try program.json(Self.base + ["--guarantee", "credit", "--fee", "service=500@upfront:bank"])
    let sharing = quote["risk_sharing"]
    for key in [
      "lgd", "expected_loss_percent", "target_rate_percent", "quoted_rate_percent", "all_in_cost_percent",
    ] {
      #expect(sharing["with"][key] == quote[key], "\(key)")
      #expect(sharing["without"][key] == alone[key], "\(key)")
    }
    #expect(try sharing["fee"].double() == 32_000)
    #expect(sharing["fee_assumed"] == .bool(false))
    let net = try 100 * (quote["all_in_cost_percent"].double() - alone["all_in_cost_percent"].double())
    #expect(try sharing["net_effect_bp"].double().isClose(to: net, within: 1e-9))
    let cut = try 100 * (alone["quoted_rate_percent"].double() - quote["quoted_rate_percent"].double())
    #expect(try sharing["rate_cut_bp"].double().isClose(to: cut, within: 1e-9))
    #expect(cut > 20)
    // The fee costs what the same rate without it would save.
    let rate = try quote["quoted_rate_percent"].double()
    let free = try program.json(
      Self.guaranteed(guarantor, "0.8") + ["--fee", "service=500@upfront:bank", "--rate", "\(rate)"])
    let cost = try 100 * (quote["all_in_cost_percent"].double() - free["all_in_cost_percent"].double())
    #expect(try sharing["fee_cost_bp"].double().isClose(to: cost, within: 1e-9))
  }

  /// Field reference, 10: PD 2 %, LGD 50 %, share 80 %; loadings of 35 %, without and with 10 % for safety.
  @Test(arguments: [("0", 1.230769), ("0.1", 1.353846)])
  func premiumByFormula(_ item: (safety: String, gross: Double)) throws {
    let sharing = try program.json(
      Self.guaranteed("insurer", "0.8") + [
        "--set", "lgd.credit=0.5", "--set", "risk_sharing.insurance.safety_margin=\(item.safety)",
      ])["risk_sharing"]
    #expect(try sharing["pure_premium_percent"].double().isClose(to: 0.8, within: 1e-12))
    #expect(try sharing["gross_premium_percent"].double().isClose(to: item.gross, within: 6e-7))
    #expect(sharing["fee_assumed"] == .bool(true))
    // Two years on the amount at drawdown.
    let fee = try sharing["gross_premium_percent"].double() / 100 * 2_000_000 * 2
    #expect(try sharing["fee"].double().isClose(to: fee, within: 0.011))
  }

  /// An assumed fee is in the comparison alone; it is the policy's on the guaranteed amount.
  @Test func assumedFeeStaysOutOfTheQuote() throws {
    let words = Self.guaranteed("government-fund", "0.8")
    let quote = try program.json(words)
    #expect(try quote["upfront_fees"].double() == 0)
    let sharing = quote["risk_sharing"]
    #expect(try sharing["fee"].double().isClose(to: 2_000_000 * 0.8 * 0.008 * 2, within: 0.011))
    let outstanding = try program.json(words + ["--set", "risk_sharing.fee_base=outstanding"])["risk_sharing"]
    #expect(try outstanding["fee"].double() < sharing["fee"].double())
    #expect(try program.json(Self.base + ["--guarantee", "credit"])["risk_sharing"].isNull)
    let table = try program.run(words + ["--lang", "zh"]).output
    #expect(table.contains("风险分担") && table.contains("政府性融资担保机构"))
  }

  @Test func limitsOfAGovernmentFund() throws {
    func codes(_ words: [String]) throws -> [String] {
      try program.json(words)["warnings"].list().map { String(try $0.text().prefix { $0 != ":" }) }
    }
    let fair = Self.guaranteed("government-fund", "0.8") + ["--fee", "guarantee=0.8%@annual"]
    #expect(try codes(fair).allSatisfy { $0 != "bank_share" && $0 != "guarantee_fee" })
    #expect(try codes(Self.guaranteed("government-fund", "0.9")).contains("bank_share"))
    #expect(try !codes(Self.guaranteed("company", "0.9")).contains("bank_share"))
    // 0.81 % of the loan is over 1 % of the guaranteed four fifths.
    let dear = Self.guaranteed("government-fund", "0.8") + ["--fee", "guarantee=0.81%@annual"]
    #expect(try codes(dear).contains("guarantee_fee"))
    #expect(try !codes(dear + ["--amount", "5000001"]).contains("guarantee_fee"))
  }

  /// A premium over the loan, or a loan without a price of its own, leaves the quote as it is.
  @Test func comparisonNeverRefusesTheQuote() throws {
    let words = Self.guaranteed("insurer", "1") + ["--pd", "1", "--set", "lgd.credit=1"]
    let quote = try program.json(words)
    #expect(try quote["risk_sharing"]["gross_premium_percent"].double() > 100)
    #expect(quote["risk_sharing"]["fee_assumed"] == .bool(false))
    #expect(quote["risk_sharing"]["with"]["all_in_cost_percent"] == quote["all_in_cost_percent"])
  }
}
