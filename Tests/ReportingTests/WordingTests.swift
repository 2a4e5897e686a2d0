import Testing

@testable import Reporting

@Suite struct WordingTests {
  @Test(arguments: Wording.allCases)
  func everyWordHasBothLanguages(_ word: Wording) {
    #expect(!word.text(.english).isEmpty)
    #expect(!word.text(.chinese).isEmpty)
    #expect(word.text(.english).unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test(arguments: StatementWording.allCases)
  func everyWordOfAStatementHasBothLanguages(_ word: StatementWording) {
    #expect(!word.text(.english).isEmpty)
    #expect(word.text(.english) != word.text(.chinese))
    #expect(word.text(.english).unicodeScalars.allSatisfy { $0.isASCII })
  }

  /// A fee that is called like a word of the page keeps its name.
  @Test func onlyItemsOfCostAreTranslated() {
    #expect(StatementWording.item("guarantee", .chinese) == "担保费")
    #expect(StatementWording.item("term", .chinese) == "term")
  }

  @Test func chineseWordsAreChineseButForSigns() {
    let same = Wording.allCases.filter { $0.text(.english) == $0.text(.chinese) }
    #expect(same.isEmpty)
  }

  @Test func labelsFallBackToTheKey() {
    #expect(Wording.label("quoted_rate_percent", .chinese) == "报价利率")
    #expect(Wording.label("no_such_key", .english) == "no_such_key")
  }
}
