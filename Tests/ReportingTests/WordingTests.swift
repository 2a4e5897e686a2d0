import Testing

@testable import Reporting

@Suite struct WordingTests {
  @Test(arguments: Wording.allCases)
  func everyWordHasBothLanguages(_ word: Wording) {
    #expect(!word.text(.english).isEmpty)
    #expect(!word.text(.chinese).isEmpty)
    #expect(word.text(.english).unicodeScalars.allSatisfy { $0.isASCII })
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
