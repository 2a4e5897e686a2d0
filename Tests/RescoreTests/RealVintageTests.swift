import Foundation
import TestSupport
import Testing

/// Real vintages: cards of loans approved up to FY2004 against what became of those approved after it.
@Suite(.serialized, .enabled(if: RealData.folder != nil, Comment(rawValue: RealData.reason)))
struct RealVintageTests {
  /// A program's tape, how it is rescored, and the horizon that its README states.
  struct Book: Sendable, CustomTestStringConvertible {
    let tape: String
    let arguments: [String]
    let months: String
    let years: [String]
    /// Whether only loans with half of them guaranteed are compared, which are short.
    var isShort = false
    /// One in so many loans is taken, so that a debug build is done in seconds.
    var stride = 1

    var testDescription: String { tape + (isShort ? ", half guaranteed" : "") }

    static func section7a(
      _ tape: String, years: [String], isShort: Bool = false, stride: Int = 1
    ) -> Book {
      let example = RealData.example("SBA7a")
      return Book(
        tape: "sba7a/\(tape).csv.gz",
        arguments: [
          "--mapping", example.appending(path: "vintages/mapping.yaml").path, "--model",
          example.appending(path: "vintages/model.json").path, "--policy",
          example.appending(path: "policy.yaml").path, "--set", "lgd.credit=0.56",
        ], months: "84", years: years, isShort: isShort, stride: stride)
    }

    static func section504(years: [String], stride: Int = 1) -> Book {
      let example = RealData.example("SBA504")
      return Book(
        tape: "sba504/loans.csv.gz",
        arguments: [
          "--mapping", example.appending(path: "mapping.yaml").path, "--model",
          example.appending(path: "model.json").path, "--policy", example.appending(path: "policy.yaml").path,
        ], months: "240", years: years, stride: stride)
    }
  }

  /// What was known only afterwards, and when a loan was approved: no column of a tape that a card may read.
  private static let leaky: Set<String> = [
    "status", "chargeoff_date", "chargeoff_amount", "balance", "approval_date", "approval_fy",
    "disbursement_date", "sample_weight",
  ]

  /// Writes the loans of the years, without what is leaky, and their outcomes; the number of loans by cohort.
  private func cut(_ book: Book, _ lines: [Substring], to place: Workplace) throws -> [String: Int] {
    let header = RealData.fields(String(lines[0]))
    func column(_ name: String) -> Int? { header.firstIndex(of: name) }
    let (id, year, status, amount) = (
      try #require(column("loan_id")), try #require(column("approval_fy")), try #require(column("status")),
      try #require(column("chargeoff_amount"))
    )
    let weight = column("sample_weight")
    var text = "loan_id,cohort,defaulted,loss" + (weight == nil ? "" : ",weight") + "\n"
    let kept = header.indices.filter { !Self.leaky.contains(header[$0]) }
    var tape = kept.map { header[$0] }.joined(separator: ",") + "\n"
    var counts: [String: Int] = [:]
    var found = 0
    for line in lines.dropFirst() {
      let row = RealData.fields(String(line))
      guard book.years.contains(row[year]), ["PIF", "CHGOFF"].contains(row[status]) else { continue }
      if book.isShort {
        let approved = Double(row[try #require(column("approved"))]) ?? 0
        let guaranteed = Double(row[try #require(column("sba_guaranteed"))]) ?? 0
        guard approved > 0, (guaranteed / approved - 0.5).magnitude < 0.005 else { continue }
      }
      found += 1
      guard found % book.stride == 0 else { continue }
      let isBad = row[status] == "CHGOFF"
      tape += kept.map { row[$0].contains(",") ? "\"\(row[$0])\"" : row[$0] }.joined(separator: ",") + "\n"
      counts["FY\(row[year])", default: 0] += 1
      text += "\(row[id]),FY\(row[year]),\(isBad),\(isBad && !row[amount].isEmpty ? row[amount] : "0")"
      text += (weight.map { "," + row[$0] } ?? "") + "\n"
    }
    try place.write("tape.csv", tape)
    try place.write("outcomes.csv", text)
    return counts
  }

  private func compared(_ book: Book) throws -> (JSONValue, loans: [String: Int]) {
    let folder = try #require(RealData.folder)
    let place = try Workplace()
    let unpacked = try place.shell("gzip -dc \"$1\" > all.csv", [folder.appending(path: book.tape).path])
    try #require(unpacked.code == 0, "\(unpacked.errors)")
    let text = String(decoding: try place.read("all.csv"), as: UTF8.self)
    let loans = try cut(book, text.split(separator: "\n"), to: place)
    let rescored = try place.run(
      ["rescore", "tape.csv", "--as-of", Workplace.asOf, "--output", "out.csv", "--quiet"] + book.arguments)
    try #require(rescored.code == 0, "\(rescored.errors)")
    let ended = try place.run([
      "backtest", "out.csv", "--outcomes", "outcomes.csv", "--months", book.months, "--format", "json",
    ])
    try #require(ended.code == 0, "\(ended.errors)")
    return (try JSONDecoder().decode(JSONValue.self, from: ended.output), loans)
  }

  /// The years 2005 and 2006 are named a shortfall, of defaults and of losses, in every book; in the sample also
  /// among the short loans of which nearly all had ended when the data were drawn.
  @Test(arguments: [
    Book.section7a("sample", years: ["2005", "2006"]), .section7a("block", years: ["2005", "2006"]),
    .section7a("sample", years: ["2005", "2006"], isShort: true), .section504(years: ["2005", "2006"]),
  ])
  func theShortfallIsNamed(book: Book) throws {
    let (result, loans) = try compared(book)
    let cohorts = try result["cohorts"].list()
    #expect(try cohorts.map { try $0["cohort"].text() } == book.years.map { "FY\($0)" })
    for cohort in cohorts {
      let name = try cohort["cohort"].text()
      #expect(try cohort["loans"].int() == loans[name])
      print(
        "\(book.tape) \(name): expected \(try cohort["expected_default_rate"].double()), "
          + "realised \(try cohort["default_rate"].double())")
      #expect(try cohort["default_verdict"].text() == "shortfall")
      #expect(try cohort["loss_verdict"].text() == "shortfall")
      #expect(try cohort["default_ratio"].double() > 1.5)
    }
  }

  /// The card is right on the years it was fitted on, all of them together: what is short is the years after.
  ///
  /// One loan in five: some three hundred to thirteen hundred charge-offs, hence a standard error of the ratio of
  /// three to five percent.
  @Test(arguments: [
    Book.section7a("sample", years: (1989...2004).map(String.init), stride: 5),
    .section504(years: (1990...2004).map(String.init), stride: 5),
  ])
  func theFittedYearsAddUp(book: Book) throws {
    let (result, _) = try compared(book)
    #expect((try result["total"]["default_ratio"].double() - 1).magnitude < 0.12)
  }
}
