import Foundation
import PolicyDocument
import Testing

@Suite struct DocumentTextTests {
  @Test func emptyFile() {
    for text in ["", "\n", "# nothing\n", "---\n"] {
      let faults = PolicyText.faults(text)
      #expect(faults.count == 1, "\(text)")
    }
    #expect(PolicyText.faults("").map(\.problem) == [.empty])
    #expect(PolicyText.faults("").map(\.line) == [1])
  }

  @Test func listDocument() {
    let faults = PolicyText.faults("- 1\n- 2\n")
    #expect(faults.map(\.problem) == [.wrongType(expected: .mapping)])
    #expect(faults.map(\.line) == [1])
  }

  @Test func binaryFile() {
    let faults = PolicyText.faults(bytes: Array(0...255))
    #expect(faults.map(\.problem) == [.notText(byte: 0)])
  }

  @Test func invalidEncodingHasItsPlace() {
    let faults = PolicyText.faults(bytes: Array("name: x\nversion: ".utf8) + [0xFF, 0x0A])
    #expect(faults.map(\.problem) == [.notText(byte: 0xFF)])
    #expect(faults.map(\.line) == [2])
    #expect(faults.map(\.column) == [10])
  }

  @Test func tabHasItsPlace() {
    let faults = PolicyText.faults("name: x\nlpr:\n\treference: same_day\n")
    #expect(faults.count == 1)
    #expect(faults.first?.line == 3)
    guard case .syntax = faults.first?.problem else {
      Issue.record("a fault of syntax, got \(faults)")
      return
    }
  }

  @Test func cutFile() {
    let text = PolicyText.builtIn
    let faults = PolicyText.faults(String(text.prefix(text.count / 2)) + "\n  {[")
    #expect(faults.count == 1)
    #expect(faults.first.map { $0.line > 100 } ?? false)
  }

  @Test func anchorsAndSecondDocumentsAreRefused() {
    let anchor = PolicyText.faults("a: &x [1]\nb: [*x, *x]\n")
    #expect(anchor.map(\.problem) == [.anchor])
    #expect(anchor.map(\.column) == [4])
    let second = PolicyText.faults(PolicyText.builtIn + "---\nname: y\n")
    #expect(second.count == 1)
    #expect(second.first?.line == PolicyText.line(of: "---", in: PolicyText.builtIn + "---\n"))
  }

  @Test func aSentenceIsOneLine() {
    let text = PolicyText.replacing("  income_tax: 0.25", "  income_tax: \"a\\nb\"")
    #expect(PolicyText.faults(text).allSatisfy { !$0.description.contains("\n") })
    #expect(PolicyText.settingFault("tax.income_tax=\"a\nb\"")?.description.contains("\n") == false)
  }

  @Test func deepNestingIsRefused() {
    #expect(PolicyText.faults(String(repeating: "[", count: 100_000)).count == 1)
    #expect(PolicyText.faults(String(repeating: "- ", count: 100_000)).count == 1)
  }

  @Test func windowsLinesAndByteOrderMarkAreAccepted() throws {
    let text = "\u{FEFF}" + PolicyText.builtIn.replacingOccurrences(of: "\n", with: "\r\n")
    #expect(PolicyText.faults(text).isEmpty)
    let damaged = text.replacingOccurrences(of: "  income_tax: 0.25", with: "  income_tax: x")
    #expect(PolicyText.faults(damaged).map(\.line) == [PolicyText.line(of: "  income_tax:")])
  }
}
