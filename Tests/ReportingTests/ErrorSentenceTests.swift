import Lending
import LoanFiles
import LoanPricing
import LoanUnits
import Testing

@testable import Reporting

@Suite struct ErrorSentenceTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let error: any Error & Sendable
    let status: Reporting.ExitStatus
    let needles: [String]
    var testDescription: String { "\(error)" }
  }

  static let cases: [Case] = [
    Case(
      error: InputFault.option("pd", value: "1.5", allowed: "a fraction"), status: .usage,
      needles: ["pd", "1.5"]),
    Case(error: InputFault.missing(option: "pd", hint: "give it"), status: .usage, needles: ["--pd"]),
    Case(error: InputFault.empty(file: "a.csv"), status: .badData, needles: ["a.csv"]),
    Case(
      error: InputFault.columnMissing(file: "a.csv", column: "amount"), status: .badData, needles: ["amount"]),
    Case(
      error: InputFault.rows(
        file: "a.csv", [RowFault(line: 4, column: "amount", value: "lots", reason: "CNY")], total: 1),
      status: .badData, needles: ["a.csv", "line 4", "amount", "lots", "CNY"]),
    Case(error: FileFault.cannotRead(path: "x", errno: 2), status: .noInput, needles: ["x", "no such file"]),
    Case(error: FileFault.cannotWrite(path: "-", errno: 28), status: .cannotWrite, needles: ["no space"]),
    Case(error: FileFault.cannotCreate(path: "d/x", errno: 20), status: .cannotCreate, needles: ["d/x"]),
    Case(error: FileFault.exists(path: "x"), status: .cannotCreate, needles: ["x", "--force"]),
    Case(error: FileFault.brokenPipe, status: .done, needles: []),
    Case(error: FileFault.interrupted, status: .interrupted, needles: []),
    Case(
      error: QuoteFault.hurdleTooLow(percent: 1, neededPercent: 1.3875), status: .usage,
      needles: ["--hurdle", "1.3875"]),
    Case(
      error: QuoteFault.noSolution(field: .term, reason: "no term earns it"), status: .badData,
      needles: ["--solve term has no solution: no term earns it"]),
    Case(
      error: LoanPrimeRateFault.unreadable(line: 3, column: "lpr_1y_percent", value: "x"), status: .badData,
      needles: ["line 3", "lpr_1y_percent"]),
    Case(error: CancellationError(), status: .internalError, needles: ["internal error"]),
  ]

  @Test(arguments: cases)
  func namesWhatIsWrong(_ item: Case) {
    let sentence = ErrorSentence(item.error)
    #expect(sentence.status == item.status)
    for needle in item.needles { #expect(sentence.text.contains(needle)) }
  }

  @Test func aListHasTwentyLinesAtMost() {
    let rows = (1...30).map { RowFault(line: $0, column: "a", value: "x", reason: "y") }
    let lines = ErrorSentence(InputFault.rows(file: "f", rows, total: 30)).text.split(separator: "\n")
    #expect(lines.count == 20)
    #expect(lines.last == "f: 30 bad rows in all")
  }

  @Test func longAndStrangeValuesAreShownOnOneLine() {
    let shown = ErrorSentence.shown("1\0\n" + String(repeating: "x", count: 1000))
    #expect(shown.count < 100)
    #expect(!shown.contains("\n"))
  }
}
