import TestSupport
import Testing

/// `calc apr`: what the files and options say; the rates themselves are tests of `Cashflow`.
@Suite struct CalcAPRCommandTests {
  let program: Program

  init() throws {
    program = try Program()
  }

  private func rate(_ text: String, _ method: String, _ more: String = "") throws -> JSONValue {
    let flows = try program.write("flows.csv", text)
    return try program.json(["calc", "apr", "--method", method, "--flows", flows] + .words(more))
  }

  /// Appendix J (c)(5)(i) and (iii), by unit-periods and by dates.
  @Test func unitedStates() throws {
    let days = try rate(
      "amount,unit_periods,fraction\n1000,0,0\n-1080,1,0\n", "us", "--unit-periods-per-year 365/255")
    #expect(try days["apr_percent"].double().isClose(to: 8 * 365.0 / 255, within: 1e-10))
    let year = try rate(
      "fraction,amount,unit_periods\n0,1000,0\n6/12,-1135.19,1\n", "us", "--unit-periods-per-year 1")
    #expect(try year["apr_percent"].double().isClose(to: 8.757047, within: 5.1e-7))
    let dated = try rate("date,amount\n1978-01-17,1000\n1979-07-17,-1135.19\n", "us")
    #expect(try dated["apr_percent"].double() == year["apr_percent"].double())
    #expect(try dated["unit_period"].text() == "1 year")
    let term = try rate("date,amount\n1978-01-03,1000\n1978-09-15,-1080\n", "us")
    #expect(try term["apr_percent"].double() == days["apr_percent"].double())
    #expect(try term["unit_period"].text() == "255 days")
  }

  @Test func europeanUnion() throws {
    let years = try rate("years,amount\n0,1000\n546/365,-1200\n", "eu")
    #expect(try years["apr_percent"].double().isClose(to: 12.9620, within: 5e-5))
    let dated = try rate("date,amount\n1994-01-01,1000\n1995-07-01,-1200\n", "eu")
    #expect(try dated["apr_percent"].double() == years["apr_percent"].double())
  }

  /// Field reference, 4.5: a flat 0.6 % a month on the original principal.
  @Test func china() throws {
    let rows = (1...12).map { "\($0),-10720" }.joined(separator: "\n")
    let result = try rate("period,amount\n0,120000\n\(rows)\n", "cn", "--periods-per-year 12")
    #expect(try result["simple_percent"].double().isClose(to: 13.034224, within: 5.1e-7))
    #expect(try result["compound_percent"].double().isClose(to: 13.841785, within: 5.1e-7))
    #expect(try result["apr_percent"].double() == result["compound_percent"].double())
    let dated = try rate("date,amount\n2026-01-01,1000\n2027-01-01,-1040\n", "cn")
    #expect(try dated["apr_percent"].double().isClose(to: 4, within: 1e-10))
  }

  @Test func severalRatesWarn() throws {
    let result = try rate("years,amount\n0,-100\n1,230\n2,-132\n", "eu")
    #expect(try result["roots_percent"].list().count == 2)
    #expect(try result["warnings"][0].text().hasPrefix("irr_not_unique: "))
  }

  @Test(arguments: [
    ("us", "amount,unit_periods,fraction\n1000,0,0\n50,1,0.5\n", "no internal rate of return"),
    ("eu", "years,amount\n0,100\n1,100\n", "no internal rate of return"),
    ("cn", "period,amount\n", "no internal rate of return"),
    ("us", "amount,unit_periods,fraction\n1000,0,0\n50,1,30/30\n", "line 3, column fraction: 30/30"),
    ("us", "amount,unit_periods,fraction\n1000,0.5,0\n", "line 2, column unit_periods: 0.5"),
    ("eu", "years,amount\n0,100\n1/0,-101\n", "line 3, column years: 1/0"),
    ("eu", "period,amount\n0,100\n", "the column years is missing"),
    ("us", "amount,unit_periods\n0,100\n", "the column fraction is missing"),
  ])
  func badFlowsAreBadData(_ method: String, _ text: String, _ sentence: String) throws {
    let flows = try program.write("flows.csv", text)
    let more = method == "us" ? ["--unit-periods-per-year", "12"] : []
    let ended = try program.run(["calc", "apr", "--method", method, "--flows", flows] + more)
    #expect(ended.code == 65 && ended.output.isEmpty)
    #expect(ended.errors.contains(sentence), "\(ended.errors)")
  }

  @Test(arguments: [
    ("us", "", "unit-periods-per-year"), ("us", "--unit-periods-per-year 365/0", "365/0"),
    ("eu", "--periods-per-year 12", "method cn"), ("xx", "", "eu, us, cn"),
  ])
  func optionsThatDoNotFit(_ method: String, _ more: String, _ needle: String) throws {
    let flows = try program.write("flows.csv", "amount,unit_periods,fraction\n1000,0,0\n-1080,1,0\n")
    let ended = try program.run(["calc", "apr", "--method", method, "--flows", flows] + .words(more))
    #expect(ended.code == 64 && ended.errors.contains(needle), "\(ended.errors)")
  }
}
