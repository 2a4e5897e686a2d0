import LoanUnits
import Testing

@testable import Reporting

@Suite struct FormatTests {
  private let object = JSONValue.object([
    .init("z", .number(4.58)), .init("a", .money(Money(fen: 123_450))), .init("none", .null),
    .init("text", .text("a \"b\"\n\u{1}中")), .init("list", .list([.text("x"), .text("y")])),
    .init("rows", .list([.object([.init("k", .integer(1))])])), .init("nan", .number(.nan)),
    .init("flag", .bool(true)),
  ])

  @Test func jsonKeepsOrderAndNeverWritesNaN() {
    #expect(
      JSONOutput.line(object)
        == #"{"z":4.58,"a":1234.50,"none":null,"text":"a \"b\"\n\u0001中","list":["x","y"],"rows":[{"k":1}],"nan":null,"flag":true}"#
        + "\n")
  }

  @Test func jsonDocumentIsIndented() {
    #expect(
      JSONOutput.document(.object([.init("k", .list([.integer(1)]))])) == "{\n  \"k\": [\n    1\n  ]\n}\n")
    #expect(JSONOutput.document(.list([])) == "[]\n")
  }

  @Test func csvHasScalarsAndJoinedTexts() {
    #expect(
      CSVOutput.table([object])
        == "z,a,none,text,list,nan,flag\n4.58,1234.50,,\"a \"\"b\"\"\n\u{1}中\",x;y,,true\n")
  }

  @Test(arguments: [("abc", 3), ("贷款", 4), ("a，b", 4), ("e\u{301}", 1), ("", 0)])
  func widthCountsWideCharactersTwice(_ text: String, _ width: Int) {
    #expect(TextWidth.columns(text) == width)
  }

  @Test func wrapNeverExceedsTheLimit() {
    for text in ["a long sentence of short words", "利率由资金成本运营成本与风险成本构成", String(repeating: "x", count: 50)] {
      for limit in 5...20 {
        let lines = TextWidth.wrap(text, columns: limit)
        #expect(lines.allSatisfy { TextWidth.columns($0) <= limit })
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
      }
    }
  }

  @Test func tableIsAlignedAndFitsThePage() {
    var table = TextTable(header: ["项目", "bp"], [.left, .right])
    table.add(["资金成本", "185.00"])
    table.add([String(repeating: "long words ", count: 20), "1.00"], ruleAbove: true, isStrong: true)
    let lines = table.lines()
    #expect(lines.allSatisfy { TextWidth.columns($0) <= TextTable.pageColumns })
    #expect(lines[2].hasSuffix("185.00"))
    #expect(TextWidth.columns(lines[2]) == TextWidth.columns(lines[4]))
    #expect(!lines.joined().contains("\u{1B}"))
    #expect(table.lines(TextStyle(isColoured: true)).joined().contains("\u{1B}[1m"))
  }
}
