import TestSupport
import Testing

/// Fees and deposits as a user writes them.
@Suite struct FeeCommandTests {
  let program: Program

  init() throws {
    program = try Program()
  }

  private static let loan = [String].words(
    """
    quote --amount 100000 --term 12 --repayment annuity --pd 0.02 --guarantee credit --size small --rate 4 \
    --as-of 2026-09-01
    """)

  private static let refused: [[String]] = [
    ["--fee", "x=100000@upfront"], ["--fee", "x=120%@upfront"], ["--fee", "x=100%@upfront"],
    ["--compensating-balance", "100%@1"], ["--compensating-balance", "10%"],
    ["--compensating-balance", "-5@1"], ["--compensating-balance", "10@x"], ["--fee", "x=1@sometimes"],
    ["--repayment", "revolving", "--fee", "x=1@financed"],
  ]

  @Test(arguments: refused)
  func isRefusedWithASentence(_ words: [String]) throws {
    let ended = try program.run(Self.loan + words)
    #expect([64, 65].contains(ended.code) && ended.output.isEmpty)
    #expect(ended.errors.contains("--fee") || ended.errors.contains("--compensating-balance"))
  }

  @Test(arguments: ["commitment", "funds_management", "advisory", "appraisal", "registration"])
  func forbiddenFeesNameTheRule(_ name: String) throws {
    func warnings(_ size: String) throws -> [String] {
      try program.json(Self.loan + ["--size", size, "--fee", "\(name)=100@upfront"])["warnings"].list().map {
        try $0.text()
      }.filter { $0.hasPrefix("forbidden_fee: ") }
    }
    let small = try warnings("small")
    #expect(small.count == 1)
    #expect(small.first?.contains(name) == true && small.first?.contains("银监发〔2011〕94号") == true)
    #expect(try warnings("large").isEmpty)
  }

  /// 10 % of the balance kept at 0.05 %: field reference, 4.5; a compulsory deposit is forbidden as fees are.
  @Test func compensatingBalance() throws {
    let words = Self.loan + ["--repayment", "interest-only"]
    let quote = try program.json(words + ["--compensating-balance", "10%@0.05"])
    #expect(try quote["all_in_cost_nominal_percent"].double().isClose(to: 4.439001, within: 6e-5))
    #expect(try quote["compensating_balance"].double() == 10_000)
    #expect(quote == (try program.json(words + ["--compensating-balance", "10000@0.05"])))
    #expect(
      try quote["warnings"].list().contains {
        try $0.text().hasPrefix("forbidden_fee: ") && $0.text().contains("compensating_balance")
      })
  }

  @Test func financedFeeRaisesThePrincipal() throws {
    let quote = try program.json(Self.loan + ["--fee", "premium=2%@financed:insurer", "--schedule"])
    let principal = try quote["schedule"].list().reduce(0) { $0 + (try $1["principal"].double()) }
    #expect(principal.isClose(to: 102_000, within: 1e-6))
    #expect(try quote["upfront_fees"].double() == 2_000)
    #expect(try quote["ead"].double() == 102_000)
  }

  @Test func severalRatesWarn() throws {
    let quote = try program.json(Self.loan + ["--compensating-balance", "40%@0.05"])
    #expect(try quote["warnings"].list().contains { try $0.text().hasPrefix("irr_not_unique: ") })
    #expect(try quote["all_in_cost_percent"].double() > 4)
  }

  /// Each figure of cost by its formula, evaluated anew.
  @Test func costsAreExplained() throws {
    let quote = try program.json(
      Self.loan + [
        "--fee", "guarantee=1%@annual", "--fee", "1st=10@monthly", "--subsidy", "1@borrower", "--explain",
      ])
    let parts = try quote["cost_explanations"].list()
    #expect(
      try parts.map { try $0["name"].text() } == [
        "all_in_cost_percent", "all_in_cost_nominal_percent", "all_in_cost_sheet_percent", "guarantee",
        "item_1st",
        "interest_subsidy",
      ])
    for part in parts.dropFirst() {
      let inputs = try part["inputs"].object().mapValues { try $0.double() }
      let value = try Expression(part["expression"].text(), inputs).value()
      #expect(value.isClose(to: try part["percent"].double(), within: Tolerance(abs: 1e-12, rel: 1e-12)))
    }
  }
}
