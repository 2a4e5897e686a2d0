import TestSupport
import Testing

/// The desk's questions from the command line.
@Suite struct DeskCommandTests {
  private let program: Program

  init() throws {
    program = try Program()
  }

  private static let base = [
    "quote", "--amount", "500000", "--term", "36", "--repayment", "annuity", "--pd", "0.018", "--guarantee",
    "credit", "--size", "small", "--as-of", "2026-09-01",
  ]

  @Test func solvedFieldStandsInTheQuote() throws {
    let quote = try program.json(Self.base + ["--solve", "fee", "--rate", "4.4"])
    #expect(try quote["solved"]["field"].text() == "fee" && quote["solved"]["unit"].text() == "CNY")
    #expect(try quote["solved"]["value"].double() > 0)
    #expect(try (quote["raroc_percent"].double() - 12).magnitude < 1e-3)
    let rate = try program.json(Self.base + ["--solve", "rate", "--economic-profit", "5000"])
    #expect(try (rate["economic_profit"].double() - 5000).magnitude <= 0.01)
    #expect(try rate["adjustments"].list().map { try $0["name"].text() } == ["given_rate"])
  }

  @Test(arguments: [
    (["--solve", "amount", "--rate", "2"], Int32(65), "no solution"),
    (["--solve", "amount"], 64, "--rate is missing"), (["--solve", "size"], 64, "collateral-value"),
    (["--solve", "rate", "--rate", "4"], 64, "exclude each other"),
    (["--solve", "fee", "--rate", "4.4", "--method", "ratio"], 65, "cash-flow"),
    (["--economic-profit", "5"], 64, "--solve"), (["--grid", "colour"], 64, "rating, guarantee, term"),
    (["--grid", "term=0"], 64, "1 to 1200"), (["--grid", "rating=XX"], 64, "the policy's ratings"),
    (["--grid", "term", "--solve", "rate"], 64, "exclude each other"),
    (["--compare", "colour=red"], 64, "changed fields"), (["--compare", ""], 64, "changed fields"),
    (["--economic-profit", "1e300", "--solve", "rate"], 64, "plain digits"),
    (["--compare", "term=x"], 64, "term"),
    (["--acceptance", "/nowhere/churn.csv"], 66, "churn.csv"),
  ])
  func wrongQuestionsAreRefused(_ words: [String], _ code: Int32, _ sentence: String) throws {
    let ended = try program.run(Self.base + words)
    #expect(ended.code == code, "\(ended.errors)")
    #expect(ended.output.isEmpty && ended.errors.contains(sentence), "\(ended.errors)")
  }

  @Test func sensitivityIsBesideTheQuote() throws {
    let quote = try program.json(Self.base + ["--sensitivity"])
    let points = try quote["sensitivity"].list()
    let target = try quote["target_rate_percent"].double()
    #expect(points.count == 30)
    for point in points {
      let change = try point["target_rate_percent"].double() - target
      #expect(try (point["change_bp"].double() - 100 * change).magnitude < 1e-9)
    }
    for language in ["en", "zh"] {
      let table = try program.run(Self.base + ["--sensitivity", "--lang", language])
      #expect(table.code == 0 && table.output.contains("█") && table.output.contains("│"))
      #expect(table.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
  }

  @Test func offersStandSideBySide() throws {
    let offers = try program.json(
      Self.base + ["--compare", "term=24;repayment=linear", "--compare", "guarantee=pledge"])["offers"].list()
    #expect(offers.count == 3)
    let own = try program.json(Self.base)
    #expect(try offers[0]["quoted_rate_percent"].double() == own["quoted_rate_percent"].double())
    #expect(try offers[1]["changes"].text() == "term=24;repayment=linear")
    #expect(try offers[2]["lgd"].double() == 0.15)
    let table = try program.run(Self.base + ["--compare", "term=24"])
    #expect(table.code == 0 && table.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func rateCardIsCSVAndTable() throws {
    let words = Self.base + ["--grid", "rating=R3;R9,guarantee,term=12;36"]
    let csv = try program.run(words + ["--format", "csv"])
    let rows = csv.output.split(separator: "\n")
    #expect(rows.count == 17)
    #expect(rows[0].hasPrefix("rating,guarantee,term,target_rate_percent,quoted_rate_percent"))
    #expect(rows[1].hasPrefix("R3,credit,12,"))
    let table = try program.run(words)
    #expect(table.code == 0 && table.output.contains("12 m") && table.output.contains("R9"))
  }
}
