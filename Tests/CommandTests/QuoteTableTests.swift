import Foundation
import TestSupport
import Testing

@Suite struct QuoteTableTests {
  let program: Program

  init() throws {
    program = try Program()
  }

  /// The golden tables; `LPRISK_WRITE_GOLDEN=1` writes them anew, and the diff is to be read.
  @Test(arguments: ["en", "zh"])
  func tableIsTheGoldenOne(_ language: String) throws {
    let ended = try program.run(.plain + ["--rate", "4.5", "--schedule", "--lang", language])
    #expect(ended.code == 0)
    let table = QuoteTableTests.withoutDigest(ended.output)
    let golden = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/quote-\(language).txt")
    if ProcessInfo.processInfo.environment["LPRISK_WRITE_GOLDEN"] != nil {
      try Data(table.utf8).write(to: golden)
    }
    #expect(table == String(decoding: try Data(contentsOf: golden), as: UTF8.self))
  }

  /// The digest of the policy stands in brackets; it is tested elsewhere.
  private static func withoutDigest(_ text: String) -> String {
    text.replacing(#/\([0-9a-f]{12}\)/#, with: "(digest)")
  }

  /// The figures as printed add up: parts to the target, steps to the quote.
  @Test(arguments: [
    [String].plain, .plain + ["--rate", "6.25"], .workedExample,
    .plain + ["--set", "pricing.rounding_step_bp=5"],
  ])
  func printedBasisPointsAddUp(_ words: [String]) throws {
    let lines = try program.run(words).output.split(separator: "\n").map(String.init)
    let start = try #require(lines.firstIndex { $0.hasPrefix("Rate build-up") })
    let end = try #require(lines.firstIndex { $0.hasPrefix("Quoted rate") })
    #expect(lines[start + 2].hasPrefix("Funding"))
    var sum = 0
    for line in lines[(start + 1)...end] where !line.hasPrefix("-----") {
      let cells = line.split(separator: " ")
      let units = try #require(QuoteTableTests.hundredths(cells[cells.count - 2]))
      if line.hasPrefix("Target rate") || line.hasPrefix("Quoted rate") {
        #expect(sum == units, "\(line)")
      } else {
        sum += units
      }
    }
  }

  private static func hundredths(_ text: Substring) -> Int? {
    Int(text.filter { $0 != "." })
  }

  @Test func explainAndColour() throws {
    let text = try program.run(.plain + ["--explain"]).output
    #expect(text.contains("Formula: 100 * ftp_percent"))
    #expect(!text.contains("\u{1B}"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }
}
