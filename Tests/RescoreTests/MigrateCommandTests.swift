import Foundation
import TestSupport
import Testing

/// `migrate` from outside: against two rescores joined here, against the supervisor's example, and on bad input.
@Suite struct MigrateCommandTests {
  private static let days = ["--as-of-old", "2026-09-30", "--as-of", "2027-09-30"]

  private func migrate(
    _ place: Workplace, _ arguments: [String], days: [String] = MigrateCommandTests.days
  ) throws -> JSONValue {
    let ended = try place.run(["migrate"] + arguments + days + ["--format", "json", "--quiet"])
    guard ended.code == 0 else { throw Workplace.Failure.failed(code: ended.code, errors: ended.errors) }
    return try JSONDecoder().decode(JSONValue.self, from: ended.output)
  }

  private static func fen(_ value: JSONValue) throws -> Int {
    Int((try value.double() * 100).rounded())
  }

  /// Loans and opening balance of each way, by names of states.
  private static func cells(_ json: JSONValue, by: String) throws -> [String: [Int]] {
    let matrix = try #require(try json["matrices"].list().first { try $0["by"].text() == by })
    var cells: [String: [Int]] = [:]
    for row in try matrix["rows"].list() {
      for cell in try row["cells"].list() where try cell["count"].int() > 0 {
        cells["\(try row["from"].text())>\(try cell["to"].text())"] =
          [try cell["count"].int(), try fen(cell["balance"])]
      }
    }
    for cell in try matrix["new"].list() where try cell["count"].int() > 0 {
      cells["new>\(try cell["to"].text())"] = [try cell["count"].int(), try fen(cell["balance"])]
    }
    return cells
  }

  private static func bucket(_ days: Int) -> String {
    switch days {
    case ...0: "0"
    case ...30: "1-30"
    case ...60: "31-60"
    case ...90: "61-90"
    case ...180: "91-180"
    case ...270: "181-270"
    case ...360: "271-360"
    default: "361+"
    }
  }

  /// Six thousand random loans with borrower rules, of which two thirds come back with other facts: each matrix
  /// cell by cell as two rescores give it, joined by a dictionary.
  @Test(arguments: [
    [], ["classification.ecl_share_scope=stage3", "classification.contagion_for_retail=on"],
    ["classification.matrix=on", "ecl.stage3_days=30", "classification.ecl_share_scope=stage3"],
  ])
  func agreesWithTwoRescores(settings: [String]) throws {
    var generator = SeededGenerator(seed: 20_260_930)
    let place = try Workplace()
    let probabilities = ["0.0005", "0.004", "0.012", "0.03", "0.09", "0.3"]
    func rows(_ range: Range<Int>) -> [Tape.Row] {
      range.map { index in
        var row = NaiveReplayTests.row(index, &generator)
        row["pd"] = generator.pick(probabilities)
        if index % 50 == 0 { row["borrower_id"] = "" }
        return row
      }
    }
    let old = Tape(rows(0..<6_000))
    let new = Tape(rows(2_000..<7_500).shuffled(using: &generator))
    try place.write("old.csv", old.csv)
    try place.write("new.csv", new.csv)
    let set = settings.flatMap { ["--set", $0] }
    func rescored(_ name: String, _ day: String) throws -> [String: Tape.Row] {
      let ended = try place.run(["rescore", name, "--as-of", day, "--quiet"] + set)
      guard ended.code == 0 else { throw Workplace.Failure.failed(code: ended.code, errors: ended.errors) }
      let rows = Tape(csv: ended.text).rows
      return Dictionary(uniqueKeysWithValues: rows.map { ($0["loan_id"] ?? "", $0) })
    }
    let before = try rescored("old.csv", "2026-09-30")
    let after = try rescored("new.csv", "2027-09-30")
    let facts = [old, new].map { tape in
      Dictionary(uniqueKeysWithValues: tape.rows.map { ($0["loan_id"] ?? "", $0) })
    }
    var expected: [String: [String: [Int]]] = [:]
    func state(_ by: String, _ id: String, _ side: Int) -> String {
      switch by {
      case "grade": (side == 0 ? before : after)[id]?["grade"] ?? ""
      case "class": (side == 0 ? before : after)[id]?["risk_class"] ?? ""
      default: Self.bucket(Int(facts[side][id]?["days_past_due"] ?? "") ?? 0)
      }
    }
    for by in ["grade", "class", "days_past_due"] {
      for id in Set(facts[0].keys).union(facts[1].keys) {
        let from = facts[0][id] == nil ? "new" : state(by, id, 0)
        let to = facts[1][id] == nil ? "vanished" : state(by, id, 1)
        let balance = NaiveReplayTests.fen((facts[0][id] ?? facts[1][id])?["balance"]) ?? 0
        let cell = expected[by]?["\(from)>\(to)"] ?? [0, 0]
        expected[by, default: [:]]["\(from)>\(to)"] = [cell[0] + 1, cell[1] + balance]
      }
    }
    let json = try migrate(place, ["old.csv", "new.csv"] + set)
    for (by, cells) in expected {
      try #require(cells.count > 20)
      let came = try Self.cells(json, by: by)
      #expect(came == cells, "\(by): \(Set(came.keys).symmetricDifference(cells.keys))")
    }
  }

  /// The example that goes with the form G12, 亿元.
  ///
  /// Each cell is a loan of its own with the overdue days of its class at the end. Two rows of the original are 0.01 off
  /// their opening balance; a tape's opening balance is the sum of its loans, so those two ratios are by their own sums.
  @Test func supervisorsExample() throws {
    let days = [0, 1, 91, 271, 361]
    let table: [(reductions: Int, cells: [Int])] = [
      (4_722, [48_145, 6_245, 567, 55, 11]), (11, [255, 1_899, 234, 70, 3]), (22, [27, 107, 1_283, 104, 2]),
      (8, [4, 31, 43, 1_064, 189]),
    ]
    var old: [Tape.Row] = []
    var new: [Tape.Row] = []
    for (from, row) in table.enumerated() {
      func loan(_ id: String, _ balance: Int, _ class: Int) -> Tape.Row {
        Tape.loan(id, ["balance": "\(balance)0000.00", "days_past_due": "\(days[`class`])"])
      }
      // Half of the reductions is a loan that is gone, the rest was paid on one that stays.
      let gone = row.reductions / 2
      let paid = row.reductions - gone
      old.append(loan("gone-\(from)", gone, from))
      for (to, amount) in row.cells.enumerated() {
        let extra = to == 0 ? paid : 0
        old.append(loan("l-\(from)-\(to)", amount + extra, from))
        // A further drawdown, on one loan of each row, is no opening balance.
        new.append(loan("l-\(from)-\(to)", amount + (to == 4 ? 77 : 0), to))
      }
    }
    new.append(Tape.loan("drawn", ["balance": "123450000.00"]))
    let place = try Workplace()
    try place.write("old.csv", Tape(old).csv)
    try place.write("new.csv", Tape(new).csv)
    let ratios = try migrate(place, ["old.csv", "new.csv"])["migration_ratios"].list()
    let expected = [12.5002, 307 / 2_461.0 * 100, 106 / 1_523.0 * 100, 14.1998]
    try #require(ratios.count == 4)
    for (index, ratio) in ratios.enumerated() {
      let row = table[index]
      #expect(try Self.fen(ratio["reductions"]) == row.reductions * 1_000_000)
      #expect(try Self.fen(ratio["opening"]) == (row.reductions + row.cells.reduce(0, +)) * 1_000_000)
      #expect(try ratio["ratio_percent"].double().isClose(to: expected[index], within: 5.1e-5))
    }
  }

  /// A small book, each figure by hand.
  @Test func figuresOfASmallBook() throws {
    let place = try Workplace()
    func loan(_ id: String, _ balance: String, _ days: Int) -> Tape.Row {
      Tape.loan(id, ["balance": balance, "days_past_due": "\(days)"])
    }
    try place.write(
      "old.csv",
      Tape([
        loan("a", "100.00", 0), loan("b", "200.00", 0), loan("c", "300.00", 0), loan("d", "400.00", 0),
        loan("e", "50.00", 45), loan("f", "70.00", 100),
      ]).csv)
    try place.write(
      "new.csv",
      Tape([
        loan("c", "250.00", 100), loan("a", "90.00", 0), loan("b", "200.00", 20), loan("e", "50.00", 0),
        loan("f", "60.00", 190), loan("g", "1000.00", 0),
      ]).csv)
    let json = try migrate(place, ["old.csv", "new.csv", "--periods", "1"])
    #expect(try json["period_days"].int() == 365)
    #expect(try json["period_years"].double() == 1)
    #expect(try json["old"]["rows"].int() == 6)
    #expect(try Self.fen(json["new"]["balance"]) == 165_000)
    let classes = try json["matrices"][1]["rows"].list()
    let row = classes[0]
    #expect(try row["count"].int() == 4)
    #expect(try Self.fen(row["balance"]) == 100_000)
    // (100 + 200 + 300 + 400)² ÷ (100² + … + 400²).
    #expect(try row["effective_count"].double().isClose(to: 1_000_000 / 300_000.0, within: 1e-12))
    let cells = try row["cells"].list()
    #expect(try cells.map { try $0["share_of_count"].double() } == [0.25, 0.25, 0.25, 0, 0, 0.25])
    #expect(try cells.map { try $0["share_of_balance"].double() } == [0.1, 0.2, 0.3, 0, 0, 0.4])
    // Wilson at 1 of 4 with z = 1.959964: (0.25 + z²/8 ± z√(0.1875/4 + z²/64)) ÷ (1 + z²/4).
    #expect(try cells[0]["count_lower"].double().isClose(to: 0.045587, within: 1e-6))
    #expect(try cells[0]["count_upper"].double().isClose(to: 0.699358, within: 1e-6))
    #expect(try row["default"]["share_of_balance"].double() == 0.3)
    #expect(try Self.cells(json, by: "class")["new>normal"] == [1, 100_000])
    let rolls = try json["roll_rates"].list()
    #expect(try rolls[0]["forward"]["share_of_balance"].double() == 0.5)
    #expect(try rolls[0]["vanished"]["share_of_balance"].double() == 0.4)
    #expect(try rolls[2]["cured"]["share_of_count"].double() == 1)
    #expect(rolls[1]["stayed"]["share_of_count"].isNull)
    // Normal: 600.00 opening less the 400 gone, 10 and 50 paid: 540 left, 450 of them worse.
    let ratios = try json["migration_ratios"].list()
    #expect(try ratios[0]["ratio_percent"].double().isClose(to: 450 / 540.0 * 100, within: 1e-12))
    #expect(try ratios[1]["ratio_percent"].double() == 0)
    #expect(ratios[3]["ratio_percent"].isNull)
    let formation = json["npl_formation"]
    // 310 − 70 + 10 paid on the opening one, over 1,050.
    #expect(try Self.fen(formation["formation"]) == 25_000)
    #expect(try formation["formation_percent"].double().isClose(to: 25_000 / 1_050.0, within: 1e-12))
    let step = try json["projection"].list()[1]
    // All performing loans have one grade: of 5 at the start 3 stay, 1 defaults, 1 is gone; of 5 now as many, and 1
    // more each period. The one in default stays.
    #expect(try step["count"].double().isClose(to: 4 * 0.8 + 2 + 1, within: 1e-12))
    #expect(
      try step["by_grade"].list().last?["count"].double().isClose(to: 4 * 0.2 + 2, within: 1e-12) == true)
  }

  /// The period's own matrix, its generator and the powers hang together over a quarter.
  @Test func aQuarterIsMadeAYear() throws {
    let place = try Workplace()
    for (months, name) in [("0", "old.csv"), ("3", "new.csv")] {
      let ended = try place.run([
        "generate", "--rows", "20000", "--seed", "7", "--months-later", months, "--output", name,
      ])
      try #require(ended.code == 0)
    }
    let json = try migrate(
      place, ["old.csv", "new.csv", "--years", "3"],
      days: ["--as-of-old", "2026-09-30", "--as-of", "2026-12-30"])
    #expect(try json["period_years"].double() == 0.25)
    #expect(try json["cumulative_pd"]["cohort"]["years"].doubles() == [1, 2, 3])
    let cohort = try json["cumulative_pd"]["cohort"]["by_grade"].list()
    let generated = try json["cumulative_pd"]["generator"]["by_grade"].list()
    for (one, other) in zip(cohort, generated) {
      let (powers, rates) = (try one["pd"].doubles(), try other["pd"].doubles())
      #expect(powers == powers.sorted())
      // A regularised generator is near its matrix where grades are well filled.
      guard try ["R3", "R4", "R5", "R6", "R7"].contains(one["grade"].text()) else { continue }
      for (power, rate) in zip(powers, rates) { #expect(rate.isClose(to: power, within: 0.01)) }
    }
    for (index, row) in try json["generator"]["rates_a_year"].list().enumerated() {
      let rates = try row.doubles()
      #expect(rates.reduce(0, +).isClose(to: 0, within: 1e-12))
      for (column, rate) in rates.enumerated() where column != index { #expect(rate >= 0) }
    }
  }

  /// Threads, the order of rows, a pipe and gzip change no byte but names and digests of the files.
  @Test func sameFiguresWhateverTheWay() throws {
    let place = try Workplace()
    for (months, name) in [("0", "old.csv"), ("12", "new.csv")] {
      let ended = try place.run([
        "generate", "--rows", "9000", "--seed", "3", "--months-later", months, "--output", name,
      ])
      try #require(ended.code == 0)
    }
    func text(_ arguments: [String]) throws -> String {
      let ended = try place.run(["migrate"] + arguments + Self.days + ["--format", "csv", "--quiet"])
      #expect(ended.code == 0, "\(ended.errors)")
      return ended.text
    }
    let plain = try text(["old.csv", "new.csv", "--threads", "1"])
    #expect(plain.split(separator: "\n").count == 1 + 13 * 14 + 13 + 5 * 6 + 5 + 8 * 9 + 8)
    for threads in ["2", "7"] { #expect(try text(["old.csv", "new.csv", "--threads", threads]) == plain) }
    for name in ["old.csv", "new.csv"] {
      var lines = String(decoding: try place.read(name), as: UTF8.self).split(separator: "\n")
      let header = lines.removeFirst()
      var generator = SeededGenerator(seed: 11)
      lines.shuffle(using: &generator)
      try place.write("shuffled-" + name, ([header] + lines).joined(separator: "\n") + "\n")
    }
    #expect(try text(["shuffled-old.csv", "shuffled-new.csv"]) == plain)
    try place.write("old.csv.gz", StoredGzip.data(try place.read("old.csv")))
    #expect(try text(["old.csv.gz", "new.csv"]) == plain)
    let days = Self.days.joined(separator: " ")
    let piped = try place.shell(
      "cat \"$1\" | \"$0\" migrate \"$2\" - \(days) --format csv --quiet", ["new.csv", "old.csv"])
    #expect(piped.text == plain)
    let json = try (0..<2).map { index in
      try place.run(
        ["migrate", "old.csv", "new.csv", "--format", "json", "--threads", "\(1 + 4 * index)"] + Self.days
      ).output
    }
    #expect(json[0] == json[1])
  }

  @Test func nothingInCommonIsToldAndIsNoFault() throws {
    let place = try Workplace()
    try place.write("old.csv", Tape([Tape.loan("a")]).csv)
    try place.write("new.csv", Tape([Tape.loan("b")]).csv)
    let json = try migrate(place, ["old.csv", "new.csv"])
    let warnings = try json["warnings"].list().map { try $0.text() }
    #expect(warnings.contains { $0.hasPrefix("no_common_loan") })
    #expect(try json["migration_ratios"].list().allSatisfy { $0["ratio_percent"].isNull })
    try place.write("empty.csv", "loan_id,balance,days_past_due,pd\n")
    let empty = try migrate(place, ["empty.csv", "empty.csv"])
    #expect(try empty["old"]["rows"].int() == 0)
    #expect(empty["npl_formation"]["formation_percent"].isNull)
  }

  @Test func duplicatesNameTheTapeAndItsLines() throws {
    let place = try Workplace()
    try place.write("good.csv", Tape([Tape.loan("a"), Tape.loan("b")]).csv)
    try place.write(
      "bad.csv", Tape(["x", "b", "y", "b", "c", "b", "c"].map { Tape.loan($0) }).csv)
    for order in [["good.csv", "bad.csv"], ["bad.csv", "good.csv"]] {
      let ended = try place.run(["migrate"] + order + Self.days + ["--output", "out.json"])
      #expect(ended.code == 65)
      #expect(ended.output.isEmpty)
      #expect(!place.exists("out.json"))
      for part in [
        "bad.csv, line 5, column loan_id: b duplicate; the same loan_id stands on line 3",
        "bad.csv, line 7, column loan_id: b duplicate; the same loan_id stands on line 3",
        "bad.csv, line 8, column loan_id: c duplicate; the same loan_id stands on line 6",
        "3 bad rows in all",
      ] {
        #expect(ended.errors.contains(part), "\(ended.errors)")
      }
    }
  }

  /// Bad rows and later duplicates go aside, each tape's to a file of its own, and what is left counts.
  @Test func rejectsAreSetAside() throws {
    let place = try Workplace()
    let bad = Tape.loan("bad", ["balance": "1,5"])
    // The duplicate is non-performing; it must not reach its borrower's other loan.
    let again = Tape.loan("b", ["days_past_due": "200", "balance": "900000000", "borrower_id": "B-c"])
    try place.write("old.csv", Tape([Tape.loan("a"), bad, Tape.loan("b"), again]).csv)
    try place.write(
      "new.csv", Tape([Tape.loan("b"), again, Tape.loan("c", ["size": "large"]), Tape.loan("c")]).csv)
    let json = try migrate(
      place, ["old.csv", "new.csv", "--rejects-old", "old-bad.csv", "--rejects", "new-bad.csv"])
    #expect(try json["old"]["rows"].int() == 2)
    #expect(try json["old"]["rejected_rows"].int() == 2)
    #expect(try json["new"]["rows"].int() == 2)
    #expect(
      try Self.cells(json, by: "class") == [
        "normal>normal": [1, 100_000_000], "normal>vanished": [1, 100_000_000],
        "new>normal": [1, 100_000_000],
      ])
    let aside = try ["old-bad.csv", "new-bad.csv"].map { name in
      String(decoding: try place.read(name), as: UTF8.self).split(separator: "\n").dropFirst()
        .compactMap { $0.split(separator: ",").first }.map(String.init)
    }
    #expect(aside == [["3", "5"], ["3", "5"]])
    let warnings = try json["warnings"].list().map { try $0.text() }
    #expect(warnings.filter { $0.hasPrefix("rows_rejected") }.count == 2)
  }

  @Test func badTapesAndOptionsAreRefused() throws {
    let place = try Workplace()
    try place.makeFolder("temporary")
    try place.write("good.csv", Tape([Tape.loan("a")]).csv)
    try place.write("bad.csv", Tape([Tape.loan("a"), Tape.loan("b", ["balance": "1,5"])]).csv)
    try place.write("days.csv", "loan_id,balance,pd\na,1,0.1\n")
    let cases: [(arguments: [String], code: Int32, naming: [String])] = [
      (["good.csv", "good.csv", "--as-of", "2026-09-30"], 64, ["--as-of-old", "missing"]),
      (["good.csv", "good.csv", "--as-of-old", "2026-09-30", "--as-of", "2026-09-30"], 64, ["a day before"]),
      (["-", "-"] + Self.days, 64, ["standard input"]),
      (["good.csv", "days.csv"] + Self.days, 65, ["days.csv", "days_past_due"]),
      (["bad.csv", "good.csv"] + Self.days, 65, ["bad.csv, line 3"]),
      (["good.csv", "none.csv"] + Self.days, 66, ["none.csv"]),
      (["good.csv", "good.csv", "--years", "0"] + Self.days, 64, ["years"]),
      (["good.csv", "good.csv", "--set", "migration.bucket_days=[30, 0]"] + Self.days, 64, ["bucket_days"]),
      (["good.csv", "good.csv", "--output", "good.csv"] + Self.days, 73, ["--force"]),
    ]
    for (arguments, code, naming) in cases {
      let ended = try place.run(["migrate"] + arguments + ["--temp-dir", "temporary"])
      #expect(ended.code == code, "\(arguments): \(ended.errors)")
      #expect(ended.output.isEmpty)
      for part in naming { #expect(ended.errors.contains(part), "\(part) in \(ended.errors)") }
      #expect(try place.names(in: "temporary").isEmpty)
    }
  }

  /// Tables in both languages: within the page, codes untranslated, and the same figures.
  @Test func tablesOfBothLanguages() throws {
    let place = try Workplace()
    for (months, name) in [("0", "old.csv"), ("6", "new.csv")] {
      try #require(
        try place.run([
          "generate", "--rows", "3000", "--seed", "5", "--months-later", months, "--output", name,
        ]).code == 0)
    }
    let days = ["--as-of-old", "2026-09-30", "--as-of", "2027-03-30"]
    let tables = try ["en", "zh"].map { language in
      try place.run(["migrate", "old.csv", "new.csv", "--lang", language, "--periods", "2"] + days).text
    }
    for (table, word) in zip(tables, ["Migration ratios of the supervisor", "贷款迁徙率"]) {
      #expect(table.contains(word))
      for line in table.split(separator: "\n") {
        // A Chinese character takes two columns.
        let columns = line.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E7F ? 2 : 1) }
        #expect(columns <= 80, "\(line)")
      }
    }
    func figures(_ text: String) -> [String] {
      text.split { !"0123456789.-".contains($0) }.map(String.init).filter { $0.contains(".") && $0.count > 3 }
    }
    #expect(figures(tables[0]) == figures(tables[1]))
  }
}
