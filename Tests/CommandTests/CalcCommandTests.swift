import TestSupport
import Testing

/// Values of the field reference; each calculator once, its edges in ``UsageTests``.
@Suite struct CalcCommandTests {
  let program: Program

  init() throws {
    program = try Program()
  }

  @Test func scheduleOfThePlanOf11_2() throws {
    let result = try program.json(
      .words("calc schedule --amount 100000 --rate 3.6 --term 24 --repayment annuity"))
    #expect(try result["schedule"][0]["payment"].double() == 4324.71)
    #expect(try result["schedule"][23]["payment"].double() == 4324.76)
    #expect(try result["schedule"][23]["balance"].double() == 0)
    let total = try result["schedule"].list().reduce(0) { $0 + (try $1["payment"].double()) }
    #expect(try total.isClose(to: result["total_payment"].double(), within: Tolerance(abs: 1e-6)))
  }

  @Test func scheduleAsCSVHasARowForEachPeriod() throws {
    let ended = try program.run(
      .words(
        "calc schedule --amount 1000 --rate 4 --term 3 --repayment linear --start-date 2026-01-31 --format csv"
      ))
    let lines = ended.output.split(separator: "\n")
    #expect(lines[0] == "period,date,payment,interest,principal,fees,balance")
    #expect(lines[1].hasPrefix("1,2026-02-28,336.66,3.33,333.33,0.00,666.67"))
    #expect(lines.count == 4)
  }

  @Test func paymentBelowTheInterestIsBadData() throws {
    let ended = try program.run(
      .words("calc schedule --amount 100000 --rate 12 --term 24 --repayment annuity --payment 900"))
    #expect(ended.code == 65)
    #expect(ended.errors.contains("payment") && ended.errors.contains("900"))
  }

  @Test func internalRateByPeriod() throws {
    let flows = try program.write("flows.csv", "period,amount\n0,988000\n12,-1040000\n")
    let result = try program.json(["calc", "irr", "--flows", flows])
    // Field reference, 4.5, bullet with a fee.
    #expect(try result["nominal_percent"].double().isClose(to: 5.140308, within: Tolerance(abs: 6e-7)))
    #expect(try result["irr_percent"].double().isClose(to: 5.263158, within: Tolerance(abs: 6e-7)))
    #expect(try result["roots_percent"].doubles() == [result["irr_percent"].double()])
    #expect(try result["warnings"].list().isEmpty)
  }

  @Test func severalRatesWarnAndNoneIsBadData() throws {
    let several = try program.write("several.csv", "period,amount\n0,-100\n1,230\n2,-132\n")
    let result = try program.json(["calc", "irr", "--flows", several, "--periods-per-year", "1"])
    let roots = try result["roots_percent"].doubles()
    #expect(roots.count == 2)
    #expect(try result["warnings"][0].text().hasPrefix("irr_not_unique: "))
    let none = try program.write("none.csv", "date,amount\n2026-01-01,100\n2026-02-01,100\n")
    let ended = try program.run(["calc", "irr", "--flows", none])
    #expect(ended.code == 65 && ended.errors.contains("none.csv"))
  }

  @Test func flowsNameTheirBadRows() throws {
    let path = try program.write("bad.csv", "period,amount\n0,100\nx,5\n2,1e3\n")
    let ended = try program.run(["calc", "irr", "--flows", path])
    #expect(ended.code == 65)
    #expect(ended.errors.contains("line 3, column period: x"))
    #expect(ended.errors.contains("line 4, column amount: 1e3"))
  }

  @Test func capitalOf7_4() throws {
    let result = try program.json(
      .words(
        "calc capital --pd 0.01 --lgd 0.40 --ead 1000000 --maturity 2.5 --class sme --turnover-million 30"))
    #expect(try result["risk_weight_percent"].double().isClose(to: 64.3509, within: Tolerance(abs: 6e-5)))
    let basel = try program.json(
      .words(
        "calc capital --rules basel --pd 0.01 --lgd 0.45 --ead 1000 --maturity 2.5 --class sme --turnover-million 5"
      ))
    // Oracles/basel_irb.json, irb-annex5-pd0.0100: LGD 45 %, turnover EUR 5 million.
    #expect(
      try basel["risk_weight_percent"].double().isClose(to: 72.39472732759597, within: Tolerance(abs: 1e-9)))
  }

  @Test func vasicekOf8_6() throws {
    let result = try program.json(.words("calc vasicek --pd 0.01 --rho 0.12 --quantile 99.9"))
    #expect(try result["var"].double().isClose(to: 0.09032583, within: Tolerance(abs: 6e-9)))
    #expect(try result["expected_shortfall"].double().isClose(to: 0.10921036, within: Tolerance(abs: 6e-9)))
  }

  @Test func probabilityOf8_1() throws {
    let result = try program.json(.words("calc pd --score 640 --base-score 600 --base-odds 50 --pdo 20"))
    #expect(try result["pd"].double().isClose(to: 0.0049751244, within: Tolerance(abs: 6e-11)))
  }

  @Test func creditLossOf6_3() throws {
    let words = [String].words(
      "calc ecl --balance 100000 --rate 3.6 --term 24 --repayment annuity --lgd 0.45")
    let one = try program.json(words + ["--pd", "0.02"])
    #expect(try one["ecl_12m"].double().isClose(to: 687.385650, within: Tolerance(abs: 6e-7)))
    let three = try program.json(
      words + .words("--scenario 0.02:0.5 --scenario 0.015:0.2 --scenario 0.035:0.3"))
    #expect(try three["ecl_lifetime"].double().isClose(to: 1080.667218, within: Tolerance(abs: 6e-7)))
    #expect(try three["policy_sha256"].text().count == 64)
  }

  @Test(arguments: [("2024-10-20", 3.35), ("2024-10-21", 3.10), ("2026-08-25", 3.0)])
  func primeRateOfADay(_ day: String, _ rate: Double) throws {
    #expect(try program.json(["calc", "lpr", "--date", day])["lpr_1y_percent"].double() == rate)
  }

  @Test func days() throws {
    let result = try program.json(.words("calc days --from 2024-07-22 --to 2024-10-21 --day-count act/360"))
    #expect(try result["days"].double() == 91)
    #expect(try result["year_fraction"].double() == 91.0 / 360)
  }

  @Test func sizeAndInclusion() throws {
    let words = [String].words("calc size --industry F52 --employees 60 --revenue 4000000")
    let result = try program.json(words + ["--credit-limit", "10000000"])
    #expect(try result["size"].text() == "small")
    #expect(try result["inclusive"].bool())
    #expect(try !program.json(words + ["--credit-limit", "10000000.01"])["inclusive"].bool())
    #expect(
      try program.run(words + ["--format", "csv"]).output == "size,industry,inclusive\nsmall,retail,\n")
    for (line, needle) in [
      ("F --employees 1", "F51, F52"), ("J66", "finance"), ("C --revenue 1", "employees"),
    ] {
      let ended = try program.run(.words("calc size --industry " + line))
      #expect(ended.code == 64 && ended.errors.contains(needle), "\(ended.errors)")
    }
  }

  @Test func aQuoteChecksTheDeclaredSize() throws {
    let words = [String].words("--industry C --employees 300 --annual-revenue 20000000")
    let differs = try program.json(.plain + words)
    #expect(try differs["size_computed"].text() == "medium")
    #expect(try differs["warnings"].list().contains { try $0.text().hasPrefix("size_differs: ") })
    let unknown = try program.json(.plain + .words("--industry F --employees 300"))
    #expect(try unknown["warnings"].list().contains { try $0.text().contains("F51, F52") })
  }
}
