import Foundation
import TestSupport
import Testing

@Suite struct StatementCommandTests {
  let program: Program

  init() throws {
    program = try Program()
  }

  private static let loan = [String].words(
    """
    quote --method ratio --amount 1000000 --term 18 --pd 0.018 --guarantee guarantee --as-of 2026-09-01 --rate 4.35
    """)
  private static let fees = [String].words(
    """
    --fee guarantee=0.8%@annual --fee service=3000@upfront:platform --fee account=25.5@monthly:bank \
    --fee closing=400@end --fee premium=1%@financed:insurer
    """)

  private static let shapes: [[String]] = [
    ["--repayment", "annuity", "--size", "small"],
    ["--repayment", "linear", "--size", "micro", "--frequency", "quarterly"],
    ["--repayment", "interest-only", "--size", "owner", "--subsidy", "1.5@borrower:12"],
    ["--repayment", "bullet", "--size", "sole-trader", "--start-date", "2026-09-10"],
    ["--repayment", "annuity", "--size", "medium", "--compensating-balance", "8%@0.05", "--grace", "3"],
  ]

  /// Simple and effective cost from the listed flows alone: the period's rate by bisection on their present value.
  @Test(arguments: shapes, [[], fees])
  func costFollowsFromTheFlows(_ shape: [String], _ fees: [String]) throws {
    let quote = try program.json(Self.loan + shape + fees + ["--statement"])
    let statement = quote["statement"]
    let periodsPerYear = shape.contains("quarterly") ? 4.0 : 12.0
    var flows: [Int: Double] = [:]
    var untilSubsidy: [Int: Double] = [:]
    for flow in try statement["flows"].list() {
      let (period, amount) = (Int(try flow["period"].double()), try flow["amount"].double())
      flows[period, default: 0] += amount
      if try flow["item"].text() != "interest_subsidy" { untilSubsidy[period, default: 0] += amount }
    }
    for (name, part) in [("after_subsidy", flows), ("before_subsidy", untilSubsidy)] {
      let rate = Self.internalRate(part)
      let figures = statement[name]
      let nominal = 100 * rate * periodsPerYear
      let effective = 100 * (pow(1 + rate, periodsPerYear) - 1)
      #expect(try figures["all_in_cost_nominal_percent"].double().isClose(to: nominal, within: 1e-9))
      #expect(try figures["all_in_cost_percent"].double().isClose(to: effective, within: 1e-9))
    }
    let after = statement["after_subsidy"]
    for name in ["all_in_cost_percent", "all_in_cost_nominal_percent", "all_in_cost_sheet_percent"] {
      #expect(after[name] == quote[name])
    }
    let items = try statement["items"].list()
    let sum = try items.reduce(0) { $0 + (try $1["annual_percent"].double()) }
    #expect(try quote["all_in_cost_sheet_percent"].double().isClose(to: sum, within: 1e-12))
    #expect(try statement["annualised_cost_percent"].double() == quote["all_in_cost_percent"].double())
    try expectTotals(statement, items)
  }

  private static func internalRate(_ flows: [Int: Double]) -> Double {
    var (low, high) = (-0.02, 0.1)
    func worth(_ rate: Double) -> Double {
      flows.reduce(0) { $0 + $1.value * pow(1 + rate, -Double($1.key)) }
    }
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if worth(middle) < 0 { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// Interest and non-interest cost apart, each the sum of its flows.
  private func expectTotals(_ statement: JSONValue, _ items: [JSONValue]) throws {
    var byItem: [String: Double] = [:]
    for flow in try statement["flows"].list() {
      byItem[try flow["item"].text(), default: 0] -= try flow["amount"].double()
      #expect(try (flow["payee"].text() == "borrower") == (flow["amount"].double() > 0))
    }
    #expect(try #require(byItem["principal"]).magnitude < 0.001)
    var nonInterest = 0.0
    for item in items where try item["kind"].text() != "deposit" {
      let total = try item["total"].double()
      #expect(total.isClose(to: try #require(byItem[item["name"].text()]), within: 0.001))
      if try item["kind"].text() == "non_interest" { nonInterest += total }
    }
    #expect(try statement["non_interest_total"].double().isClose(to: nonInterest, within: 0.001))
    let interest = try #require(byItem["interest"])
    #expect(try statement["interest_total"].double().isClose(to: interest, within: 0.001))
  }

  @Test(arguments: [
    ("small", "enterprise"), ("large", "enterprise"), ("sole-trader", "person"), ("owner", "person"),
  ])
  func formFollowsTheSize(_ item: (size: String, form: String)) throws {
    let words = Self.loan + ["--repayment", "annuity", "--size", item.size, "--statement"]
    let statement = try program.json(words)["statement"]
    #expect(try statement["form"].text() == item.form)
    #expect(statement["in_force"] == .bool(true))
    if item.form == "person" {
      let before = try program.json(words + ["--as-of", "2026-07-31"])["statement"]
      #expect(before["in_force"] == .bool(false))
      let nominal = try program.json(words + ["--set", "disclosure.person_headline=nominal"])
      #expect(nominal["statement"]["annualised_cost_percent"] == nominal["all_in_cost_nominal_percent"])
    }
  }

  /// Field reference, 11.3: 4.35 % overdue and diverted; on 500,000 in 30 days 2,718.75 and 3,625.00.
  @Test func contingentItemsStandApart() throws {
    let words = Self.loan + ["--repayment", "annuity", "--size", "small", "--statement"]
    let items = try program.json(words)["statement"]["contingent"].list()
    let expected = [
      ("overdue_interest", 6.525, 2_718.75), ("diverted_interest", 8.7, 3_625.0),
      ("compound_interest", 8.7, 3_625.0),
    ]
    #expect(items.count == expected.count)
    for (item, (name, rate, interest)) in zip(items, expected) {
      #expect(try item["name"].text() == name)
      #expect(try item["rate_percent"].double().isClose(to: rate, within: 1e-12))
      #expect(try (item["daily_per_10000"].double() * 50 * 30).isClose(to: interest, within: 1e-9))
    }
    let mild = try program.json(words + ["--set", "penalty.overdue_uplift=0.3"])["statement"]["contingent"]
    #expect(try mild[0]["rate_percent"].double().isClose(to: 5.655, within: 1e-12))
  }

  /// The page is the borrower's: nothing of the bank's own figures, 80 columns, in both languages.
  @Test(arguments: shapes, ["en", "zh"])
  func tableIsForTheBorrower(_ shape: [String], _ language: String) throws {
    let ended = try program.run(Self.loan + shape + Self.fees + ["--statement", "--lang", language])
    #expect(ended.code == 0)
    for word in ["RAROC", "Economic profit", "经济利润", "Funding", "account_manager"] {
      #expect(!ended.output.contains(word))
    }
    for word in language == "en" ? ["no interest and no fee", "Interest cost"] : ["不再向借款人收取", "利息成本"] {
      #expect(ended.output.contains(word))
    }
    let isWide = ended.output.split(separator: "\n").contains { line in
      line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) } > 80
    }
    #expect(!isWide)
    let quote = try program.run(
      Self.loan + shape + Self.fees + ["--statement", "--explain", "--lang", language])
    #expect(quote.output.hasSuffix(ended.output))
    #expect(quote.output.contains("RAROC") || quote.output.contains("经济利润"))
  }

  @Test func flowsAsCSVAndInABatch() throws {
    let words = Self.loan + ["--repayment", "linear", "--size", "small"] + Self.fees + ["--statement"]
    let flows = try program.json(words)["statement"]["flows"].list()
    let lines = try program.run(words + ["--format", "csv"]).output.split(separator: "\n")
    #expect(lines.first == "period,date,payee,item,amount")
    #expect(lines.count == flows.count + 1)
    let file = try program.write(
      "applications.csv",
      """
      amount,term,repayment,pd,guarantee,size,as_of,compensating_balance,fee
      1000000,12,linear,0.02,credit,small,2026-09-01,10%@0.05,service=100@upfront

      """)
    let batch = ["quote", "--input", file, "--statement"]
    let row = try program.run(batch + ["--format", "json"]).json()
    #expect(try row["statement"]["items"].list().count == 3)
    let refused = try program.run(batch)
    #expect(refused.code == 64 && refused.output.isEmpty && refused.errors.contains("--format"))
  }

  /// The same words in another language change texts, never figures.
  @Test func languageChangesTextsAlone() throws {
    let words = Self.loan + ["--repayment", "linear", "--size", "owner"] + Self.fees + ["--statement"]
    let (english, chinese) = (try program.json(words), try program.json(words + ["--lang", "zh"]))
    for key in ["items", "flows", "after_subsidy", "form", "contingent_limit_percent"] {
      if key != "items" { #expect(english["statement"][key] == chinese["statement"][key]) }
    }
    #expect(english["statement"]["declaration"] != chinese["statement"]["declaration"])
    #expect(try chinese["statement"]["title"].text() == "个人贷款综合融资成本明示表")
    #expect(try english["statement"]["items"][1]["label"].text() == "Guarantee fee")
    #expect(try chinese["statement"]["items"][1]["label"].text() == "担保费")
  }
}
