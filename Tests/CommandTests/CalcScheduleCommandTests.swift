import TestSupport
import Testing

/// `calc schedule` with the days, plans and rates of contracts; the plans themselves are tests of `Cashflow`.
@Suite struct CalcScheduleCommandTests {
  let program: Program

  init() throws {
    program = try Program()
  }

  private static let floating =
    "calc schedule --amount 1000000 --term 14 --repayment interest-only --start-date 2024-11-07 --rate-type floating --spread-bp 80 --repricing january --lpr-tenor 1Y --day-count act/360"

  /// Oracles/lpr_loans.json, lpr-float-annual-jan1: exact rationals, here to the fen.
  @Test func aFloatingLoanTakesTheRateOfEachJanuary() throws {
    let result = try program.json(.words(Self.floating))
    let rows = try result["schedule"].list()
    #expect(rows.count == 14)
    #expect(try rows[12]["rate_percent"].double().isClose(to: 3.9, within: 1e-12))
    #expect(try rows[13]["rate_percent"].double().isClose(to: 3.8, within: 1e-12))
    #expect(try rows[13]["interest"].double() == 3341.67)
    let parts = try rows[13]["segments"].list()
    #expect(try parts.map { try $0["days"].int() } == [25, 6])
    #expect(try result["warnings"].list().isEmpty)
  }

  @Test func aPathIsAScenario() throws {
    let path = try program.write(
      "path.csv", "effective_date,lpr_1y_percent,lpr_5y_percent\n2025-12-20,5,6\n")
    let rows = try program.json(.words(Self.floating) + ["--lpr-path", path])["schedule"].list()
    #expect(try rows[12]["rate_percent"].double().isClose(to: 3.9, within: 1e-12))
    #expect(try rows[13]["rate_percent"].double().isClose(to: 5.8, within: 1e-12))
  }

  @Test func repricingsBeyondTheTableWarn() throws {
    let words = [String].words(
      "calc schedule --amount 1000 --term 36 --repayment annuity --start-date 2026-09-21 --rate-type floating --spread-bp -20"
    )
    #expect(try program.json(words)["warnings"][0].text().hasPrefix("lpr_assumed: "))
  }

  @Test func settlementOnThe20th() throws {
    let rows = try program.json(
      .words(
        "calc schedule --amount 1000000 --rate 3.6 --term 6 --repayment interest-only --start-date 2026-03-10 --settlement-day 20 --day-count act/360"
      ))["schedule"].list()
    #expect(try rows.map { try $0["date"].text() }.first == "2026-03-21")
    #expect(try rows.map { try $0["interest"].double() } == [1100, 3100, 3000, 3100, 3000, 3100, 2000])
  }

  @Test func listsOfPrincipal() throws {
    let words = [String].words("calc schedule --amount 1200 --rate 10 --start-date 2026-01-01")
    let dated = try program.write("dated.csv", "date,principal\n2026-02-15,200\n2026-12-31,1000.00\n")
    let rows = try program.json(
      words + .words("--repayment custom --day-count act/360") + ["--flows", dated])["schedule"].list()
    // 45 days on 1,200 and 319 on 1,000.
    #expect(try rows.map { try $0["interest"].double() } == [15, 88.61])
    let byPeriod = try program.write("periods.csv", "period,principal\n2,200\n4,1000\n")
    let periods = try program.json(words + .words("--repayment custom") + ["--flows", byPeriod])
    #expect(try periods["schedule"].list().map { try $0["principal"].double() } == [0, 200, 0, 1000])
    let stepped = try program.json(words + .words("--term 4 --repayment stepped --step 2:0.25 --step 2:0.75"))
    #expect(try stepped["schedule"].list().map { try $0["principal"].double() } == [150, 150, 450, 450])
    let balloon = try program.json(words + .words("--term 3 --repayment balloon --balloon 1000"))
    #expect(try balloon["schedule"][1]["balance"].double() > 1000)
  }

  @Test(arguments: [
    ("--rate 4 --term 12 --repayment custom", 64, "flows"),
    ("--rate 4 --term 12 --repayment stepped", 64, "step"),
    ("--rate 4 --term 12 --repayment stepped --step 12:1.5", 64, "12:1.5"),
    ("--rate 4 --term 12 --repayment stepped --step 11:1", 64, "term of 12"),
    ("--rate 4 --term 12 --repayment balloon", 64, "balloon"),
    ("--rate 4 --repayment annuity", 64, "term"), ("--term 12 --repayment annuity", 64, "rate"),
    ("--term 12 --repayment annuity --rate-type floating --start-date 2026-01-01", 64, "spread-bp"),
    ("--term 12 --repayment annuity --rate-type floating --spread-bp 10", 64, "start-date"),
    ("--rate 4 --term 12 --repayment annuity --settlement-day 20", 64, "start-date"),
    ("--rate 4 --term 12 --repayment annuity --shift-interest --start-date 2026-01-01", 64, "business-day"),
    ("--rate 4 --repayment custom --flows periods.csv", 65, "sums to the amount"),
  ])
  func whatDoesNotFit(_ line: String, _ code: Int32, _ needle: String) throws {
    let path = try program.write("periods.csv", "period,principal\n2,200\n")
    let words = [String].words("calc schedule --amount 1000 " + line).map { $0 == "periods.csv" ? path : $0 }
    let ended = try program.run(words)
    #expect(ended.code == code && ended.output.isEmpty && ended.errors.contains(needle), "\(ended.errors)")
  }

  /// Field reference, 11.3.
  @Test(arguments: [
    ("--breach overdue", 2718.75), ("--breach overdue --uplift 0.3", 2356.25), ("--breach diverted", 3625),
    ("--breach overdue --breach diverted", 3625),
  ])
  func penalties(_ line: String, _ interest: Double) throws {
    let words = [String].words(
      "calc penalty --principal 500000 --rate 4.35 --days 30 --unpaid-interest 1812.50")
    let result = try program.json(words + .words(line))
    #expect(try result["penalty_interest"].double() == interest)
    if line == "--breach overdue" { #expect(try result["compound_interest"].double() == 9.86) }
  }

  @Test func conversionsAreInverse() throws {
    let floating = try program.json(
      .words("calc convert --to floating --rate 4.35 --date 2024-10-21 --term 36"))
    #expect(try floating["spread_bp"].double().isClose(to: 125, within: 1e-9))
    let fixed = try program.json(
      .words("calc convert --to fixed --spread-bp 125 --date 2024-10-21 --lpr-tenor 1Y"))
    #expect(try fixed["rate_percent"].double().isClose(to: 4.35, within: 1e-12))
    #expect(try program.run(.words("calc convert --to fixed --date 2024-10-21 --term 36")).code == 64)
  }

  /// The quote's plan on settlement days is that of the calculator at the quoted rate; its fees keep their sum.
  @Test func aQuoteShowsThePlanOnContractDays() throws {
    let words = [String].words(
      "quote --amount 1000000 --term 12 --pd 0.02 --guarantee credit --size small --start-date 2026-03-10 --rate 3.6 --repayment linear --fee guarantee=1000@monthly --as-of 2026-03-10 --schedule"
    )
    let days = [String].words("--settlement-day 20 --day-count act/360")
    let quote = try program.json(words + days)
    let plain = try program.json(words)
    let plan = try program.json(
      .words("calc schedule --amount 1000000 --term 12 --rate 3.6 --repayment linear --start-date 2026-03-10")
        + days)
    let rows = try quote["schedule"].list()
    #expect(rows.count == 13)
    for (row, other) in zip(rows, try plan["schedule"].list()) {
      #expect(try row["date"].text() == other["date"].text())
      #expect(try row["payment"].double() == other["payment"].double())
    }
    #expect(try rows.reduce(0) { $0 + (try $1["fees"].double()) } == 12_000)
    #expect(try quote["all_in_cost_percent"].double() == plain["all_in_cost_percent"].double())
    let ended = try program.run(words.dropLast() + days)
    #expect(ended.code == 64 && ended.errors.contains("--schedule"))
  }
}
