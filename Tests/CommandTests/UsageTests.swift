import TestSupport
import Testing

/// Exit codes, and sentences that name what is wrong.
@Suite struct UsageTests {
  let program: Program

  init() throws {
    program = try Program()
  }

  @Test(arguments: [
    ("frobnicate", "frobnicate"), ("calc frobnicate", "frobnicate"),
    ("calc lpr --frobnicate=1", "frobnicate"),
    ("calc lpr --date 2025-02-30", "2025-02-30"), ("calc lpr --date 2019-08-19", "2019-08-19"),
    ("calc vasicek --pd 1.5 --rho 0.1 --quantile 99", "1.5"),
    ("calc vasicek --pd NaN --rho 0.1 --quantile 99", "NaN"),
    ("calc pd --score 600 --base-score 600 --base-odds 0 --pdo 20", "base-odds"),
    ("calc schedule --amount 0 --rate 4 --term 12 --repayment annuity", "amount"),
    ("calc schedule --amount 1,000 --rate 4 --term 12 --repayment annuity", "1,000"),
    ("calc schedule --amount 1000 --rate 4 --term 12 --repayment annuity --grace 12", "grace"),
    ("calc ecl --balance 1 --rate 4 --term 12 --repayment annuity --lgd 0.4 --scenario 0.02:0.4", "scenario"),
    ("calc ecl --balance 1 --rate 4 --term 12 --repayment annuity --lgd 0.4", "pd"),
    ("policy check", "file"), ("schema nothing", "nothing"), ("quote --amount 1 --lang xx", "xx"),
    ("quote --amount 1 --format xml", "xml"), ("quote --amount 1 --output x.csv", "input"),
  ])
  func wrongUsage(_ line: String, _ needle: String) throws {
    let ended = try program.run(.words(line))
    #expect(ended.code == 64)
    #expect(ended.output.isEmpty)
    #expect(ended.errors.hasPrefix("lprisk: ") && ended.errors.contains(needle), "\(ended.errors)")
    #expect(ended.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    ("amount", "1e400"), ("amount", "-1"), ("amount", "1000.005"), ("term", "0"), ("pd", "-0.1"),
    ("hurdle", "0.1"),
    ("as-of", "2019-08-19"), ("fee", "a=1@sometimes"), ("fee", "a=NaN@upfront"), ("subsidy", "nonsense"),
    ("grace", "24"), ("guarantor-share", "1.5"), ("vat", "none"), ("industry", "manufacturing"),
    ("rate", "-200"),
    ("rating", "no-such-grade"), ("score", "600"),
  ])
  func badValuesOfAQuote(_ option: String, _ value: String) throws {
    var words = [String].plain
    if let place = words.firstIndex(of: "--\(option)") { words.removeSubrange(place...place + 1) }
    let ended = try program.run(words + ["--\(option)=\(value)"])
    #expect(ended.code == 64)
    #expect(ended.output.isEmpty)
    #expect(ended.errors.contains(option), "\(ended.errors)")
  }

  @Test(arguments: ["amount", "term", "repayment", "pd", "guarantee"])
  func leftOutOptionsAreNamed(_ option: String) throws {
    var words = [String].plain
    let place = try #require(words.firstIndex(of: "--\(option)"))
    words.removeSubrange(place...place + 1)
    let ended = try program.run(words)
    #expect(ended.code == 64 && ended.errors.contains("--\(option) is missing"))
  }

  @Test(arguments: ["--help", "quote --help", "help calc", "--version"])
  func helpIsNoError(_ line: String) throws {
    let ended = try program.run(.words(line))
    #expect(ended.code == 0 && !ended.output.isEmpty && ended.errors.isEmpty)
  }

  @Test func negativeRatesAreValues() throws {
    #expect(try program.run(.plain + ["--rate", "-1"]).code == 0)
  }
}
