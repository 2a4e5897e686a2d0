import TestSupport
import Testing

@Suite struct QuoteCommandTests {
  let program: Program

  init() throws {
    program = try Program()
  }

  /// Field reference, 3.9: treatment, floor, target; the last digit printed there is the sixth decimal.
  static let worked: [(vat: String, floor: Double, target: Double)] = [
    ("exempt", 3.46, 4.574312), ("taxable", 3.694198, 4.883936), ("method1", 3.46, 4.883936),
    ("method2", 3.46, 4.579343),
  ]

  @Test(arguments: worked)
  func workedExampleToItsLastDigit(_ item: (vat: String, floor: Double, target: Double)) throws {
    let quote = try program.json(.workedExample + ["--vat", item.vat])
    let printed = Tolerance(abs: 6e-7)
    #expect(try quote["floor_rate_percent"].double().isClose(to: item.floor, within: printed))
    #expect(try quote["target_rate_percent"].double().isClose(to: item.target, within: printed))
    let expected = ["funding": 185, "operating": 80, "expected_loss": 81, "capital_charge": 126]
    for (name, bp) in expected {
      #expect(try bp_(quote, name).isClose(to: Double(bp), within: Tolerance(abs: 1e-9)))
    }
    try expectSums(quote)
    let back = try program.json(
      .workedExample + ["--vat", item.vat, "--rate", "\(try quote["target_rate_percent"].double())"])
    #expect(try back["raroc_percent"].double().isClose(to: 12, within: Tolerance(abs: 1e-8)))
    #expect(try back["adjustments"].list().map { try $0["name"].text() } == ["given_rate"])
  }

  private func bp_(_ quote: JSONValue, _ name: String) throws -> Double {
    let parts = try quote["components"].list()
    let part = try #require(try parts.first { try $0["name"].text() == name })
    return try part["bp"].double()
  }

  private func expectSums(_ quote: JSONValue) throws {
    let target = try quote["target_rate_percent"].double() * 100
    let quoted = try quote["quoted_rate_percent"].double() * 100
    let parts = try quote["components"].list().reduce(0) { $0 + (try $1["bp"].double()) }
    let steps = try quote["adjustments"].list().reduce(0) { $0 + (try $1["bp"].double()) }
    #expect(parts.isClose(to: target, within: Tolerance(abs: 1e-9)))
    #expect(steps.isClose(to: quoted - target, within: Tolerance(abs: 1e-9)))
  }

  @Test(arguments: [
    [], ["--repayment", "linear"], ["--vat", "taxable"], ["--set", "pricing.rounding_step_bp=5"],
  ])
  func componentsAndAdjustmentsAddUp(_ more: [String]) throws {
    var words = [String].plain
    if let place = more.firstIndex(of: "--repayment"), let old = words.firstIndex(of: "--repayment") {
      words[old + 1] = more[place + 1]
      return try expectSums(program.json(words))
    }
    try expectSums(program.json(words + more))
  }

  /// A component whose driver is zero is zero, exactly.
  @Test func noResidual() throws {
    let quote = try program.json(
      .words(
        """
        quote --amount 1000000 --term 12 --repayment interest-only --pd 0 --guarantee credit --size small \
        --as-of 2026-09-01 --ftp 0 --ftp-concession 0 --operating-cost 0 --risk-weight 0 --vat exempt
        """))
    for part in try quote["components"].list() { #expect(try part["bp"].double() == 0) }
    #expect(try quote["target_rate_percent"].double() == 0)
    #expect(quote["raroc_percent"].isNull)
  }

  @Test func capIsTheQuoteAndNobodySigns() throws {
    let dear =
      .plain + [
        "--operating-cost", "40", "--set", "pricing.floor=floor_rate", "--set", "pricing.rounding_step_bp=1",
      ]
    let quote = try program.json(dear)
    #expect(try quote["all_in_cost_percent"].double() <= 24 + 1e-9)
    #expect(try quote["authority"].text() == "not_permitted")
    #expect(try quote["adjustments"].list().contains { try $0["name"].text() == "cap" })
    let above = try quote["quoted_rate_percent"].double() + 0.01
    #expect(try program.json(dear + ["--rate", "\(above)"])["all_in_cost_percent"].double() > 24)
  }

  @Test func eachLevelSignsItsLowestRate() throws {
    let quote = try program.json(.plain)
    let ladder = try quote["authority_ladder"].list()
    #expect(ladder.count > 1)
    for rung in ladder where !rung["lowest_rate_percent"].isNull {
      let rate = try rung["lowest_rate_percent"].double()
      let level = try rung["level"].text()
      #expect(try program.json(.plain + ["--rate", "\(rate)"])["authority"].text() == level)
      let below = (rate * 100 - 1).rounded() / 100
      #expect(try program.json(.plain + ["--rate", "\(below)"])["authority"].text() != level)
    }
  }

  @Test func whatIfsAreNamedInTheWarnings() throws {
    let warnings = try program.json(.workedExample + ["--vat", "exempt", "--set", "tax.income_tax=0.2"])[
      "warnings"]
    let texts = try warnings.list().map { try $0.text() }
    for option in [
      "lgd", "ftp", "ftp-concession", "operating-cost", "risk-weight", "capital-ratio", "hurdle", "vat",
    ] {
      #expect(texts.contains { $0.hasPrefix("what_if: --\(option) ") })
    }
    #expect(texts.first?.hasPrefix("builtin_policy: ") == true)
    #expect(texts.contains("policy_set: tax.income_tax=0.2"))
  }

  @Test func columnsOfTheModelAreScored() throws {
    var words = [String].plain
    let place = try #require(words.firstIndex(of: "--pd"))
    words.removeSubrange(place...place + 1)
    let better = try program.json(
      words + ["--feature", "annual_revenue=40000000", "--feature", "employees=120"])
    let worse = try program.json(words + ["--feature", "annual_revenue=100000", "--feature", "employees=1"])
    #expect(try better["pd"].double() < worse["pd"].double())
    #expect(try better["warnings"].list().contains { try $0.text().hasPrefix("builtin_model: ") })
    let unknown = try program.run(words + ["--feature", "colour=red"])
    #expect(unknown.code == 64 && unknown.errors.contains("colour"))
  }

  /// Plans that list their principal: what is listed is what the schedule repays.
  @Test(arguments: [
    (["stepped", "--step", "6:0.25", "--step", "6:0.75"], 6, 75_000_000),
    (["custom", "--principal-due", "3:200000", "--principal-due", "12:800000"], 3, 80_000_000),
    (["balloon", "--balloon", "400000"], 11, nil),
  ])
  func listedPrincipal(_ plan: [String], _ period: Int, _ fen: Int?) throws {
    let words = ["quote", "--amount", "1000000", "--term", "12", "--pd", "0.02", "--guarantee", "credit"]
    let quote = try program.json(
      words + ["--size", "small", "--as-of", "2026-09-01", "--schedule", "--repayment"] + plan)
    let rows = try quote["schedule"].list()
    #expect(rows.count == 12)
    let last = try rows[11]["principal"].double()
    if let fen {
      let balance = try rows[period - 1]["balance"].double()
      #expect((balance * 100).rounded() == Double(fen))
    } else {
      #expect(last > 400_000 && last < 500_000)
    }
    #expect(try rows[11]["balance"].double() == 0)
  }

  @Test(arguments: [
    (["linear", "--step", "12:1"], "beside the repayment stepped"), (["stepped"], "--step is missing"),
    (["stepped", "--step", "6:1"], "12 months"), (["stepped", "--step", "12:2"], "MONTHS:SHARE"),
    (["custom", "--principal-due", "3:5"], "sums to the amount"), (["balloon"], "--balloon is missing"),
    (["custom", "--principal-due", "x"], "MONTH:CNY"),
    (["custom", "--flows", "/nowhere/principal.csv"], "principal.csv"),
  ])
  func wrongPlansAreRefused(_ plan: [String], _ sentence: String) throws {
    let words = ["quote", "--amount", "1000000", "--term", "12", "--pd", "0.02", "--guarantee", "credit"]
    let ended = try program.run(words + ["--size", "small", "--as-of", "2026-09-01", "--repayment"] + plan)
    #expect(ended.code == 64 || ended.code == 66)
    #expect(ended.output.isEmpty && ended.errors.contains(sentence), "\(ended.errors)")
  }
}
