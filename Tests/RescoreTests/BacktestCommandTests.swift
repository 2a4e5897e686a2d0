import Foundation
import TestSupport
import Testing

/// `backtest` from outside: cohorts worked out by hand, a naive replay of random ones, and bad input.
@Suite struct BacktestCommandTests {
  static let predictionHeader = "loan_id,grade,pd,lgd,ead\n"

  private func json(_ place: Workplace, _ more: [String] = []) throws -> JSONValue {
    let ended = try place.run(
      ["backtest", "out.csv", "--outcomes", "outcomes.csv", "--format", "json", "--quiet"] + more)
    guard ended.code == 0 else { throw Workplace.Failure.failed(code: ended.code, errors: ended.errors) }
    return try JSONDecoder().decode(JSONValue.self, from: ended.output)
  }

  private func close(_ value: JSONValue, _ expected: Double, _ tolerance: Double = 1e-12) throws -> Bool {
    (try value.double() - expected).magnitude <= tolerance
  }

  /// Three cohorts of equal loans of 1,000.00.
  private func handmade(_ place: Workplace) throws {
    var output = Self.predictionHeader
    var outcomes = "loan_id,cohort,defaulted,loss\n"
    for (cohort, loans, pd, lgd, defaulted, loss) in [
      ("2005", 100, "0.1", "0.5", 20, "600"), ("2006", 200, "0.05", "0.5", 10, "500.00"),
      ("2007", 50, "0.3", "0.5", 2, "500"),
    ] {
      for index in 0..<loans {
        output += "\(cohort)-\(index),R5,\(pd),\(lgd),1000.00\n"
        outcomes += "\(cohort)-\(index),\(cohort),\(index < defaulted ? "1,\(loss)" : "false,0")\n"
      }
    }
    try place.write("out.csv", output)
    try place.write("outcomes.csv", outcomes)
  }

  /// The bounds of Wilson for 20 of 100, 10 of 200 and 2 of 50 as published calculators give them to four places.
  @Test func cohortsByHand() throws {
    let place = try Workplace()
    try handmade(place)
    let result = try json(place)
    let cohorts = try result["cohorts"].list()
    try #require(try cohorts.map { try $0["cohort"].text() } == ["2005", "2006", "2007"])
    #expect(try cohorts.map { try $0["loans"].int() } == [100, 200, 50])
    #expect(try cohorts.map { try $0["effective_loans"].double() } == [100, 200, 50])
    let expected = [
      (0.1, 0.2, 0.1334, 0.2888, "shortfall"), (0.05, 0.05, 0.0274, 0.0896, "within"),
      (0.3, 0.04, 0.0110, 0.1346, "excess"),
    ]
    for (cohort, figures) in zip(cohorts, expected) {
      #expect(try close(cohort["expected_default_rate"], figures.0))
      #expect(try close(cohort["default_rate"], figures.1))
      #expect(try close(cohort["default_rate_lower"], figures.2, 5e-5))
      #expect(try close(cohort["default_rate_upper"], figures.3, 5e-5))
      #expect(try close(cohort["default_ratio"], figures.1 / figures.0))
      #expect(try cohort["default_verdict"].text() == figures.4)
    }
    // 2005: 100 × 0.1 × 0.5 × 1000 against 20 × 600; Σ(L − 0.12 E)² = 20 × 480² + 80 × 120² = 2400².
    let first = cohorts[0]
    #expect(try close(first["exposure"], 100_000))
    #expect(try close(first["expected_loss"], 5_000))
    #expect(try close(first["loss"], 12_000))
    #expect(try close(first["expected_loss_rate"], 0.05))
    #expect(try close(first["loss_rate"], 0.12))
    #expect(try close(first["loss_rate_lower"], 0.12 - 1.959963984540054 * 0.024))
    #expect(try close(first["loss_rate_upper"], 0.12 + 1.959963984540054 * 0.024))
    #expect(try first["loss_verdict"].text() == "shortfall")
    #expect(try close(first["expected_lgd"], 0.5))
    #expect(try close(first["lgd"], 0.6))
    // 2007: two defaults tell too little for a normal interval.
    #expect(cohorts[2]["loss_rate_lower"].isNull && cohorts[2]["loss_verdict"].isNull)
    #expect(try close(cohorts[2]["loss_ratio"], 1000.0 / (50 * 0.3 * 500)))
    #expect(try result["total"]["defaulted"].int() == 32)
    #expect(try close(result["total"]["loss"], 18_000))
  }

  /// A pd of 0.1 a year is 0.19 over two years and 1 − 0.9^½ over half a year.
  @Test(arguments: [("24", 0.19), ("6", 0.051316701949486), ("12", 0.1)])
  func horizon(months: String, probability: Double) throws {
    let place = try Workplace()
    try handmade(place)
    let result = try json(place, ["--months", months])
    #expect(try result["horizon_months"].int() == Int(months))
    #expect(try close(result["cohorts"][0]["expected_default_rate"], probability))
    // Rounded to the fen loan by loan.
    let fen = (probability * 50_000).rounded() * 100
    #expect(try close(result["cohorts"][0]["expected_loss"], fen / 100, 1e-9))
  }

  @Test func widerAtAHigherLevel() throws {
    let place = try Workplace()
    try handmade(place)
    // z = 2.5758: Wilson for 20 of 100 is 0.1167 to 0.3215.
    let cohort = try json(place, ["--confidence", "99"])["cohorts"][0]
    let z = 2.5758293035489
    let middle = (0.2 + z * z / 200) / (1 + z * z / 100)
    let half = z * (0.16 / 100 + z * z / 40_000).squareRoot() / (1 + z * z / 100)
    #expect(try close(cohort["default_rate_lower"], middle - half, 1e-10))
    #expect(try close(cohort["default_rate_upper"], middle + half, 1e-10))
  }

  /// Loans that are not compared are counted, each for its reason.
  @Test func whatIsLeftOut() throws {
    let place = try Workplace()
    try place.write(
      "out.csv", Self.predictionHeader + "a,R1,0.01,0.5,10\nb,D,1,0.5,10\nc,R1,0.01,0.5,10\nd,R2,0.02,0.4,7\n"
    )
    try place.write(
      "outcomes.csv",
      "cohort,loan_id,loss,defaulted,note\nx,a,0,0,\ny,b,5,1,\"a, b\"\nx,\"d\",0,false,\nx,e,0,0,\n")
    let result = try json(place)
    #expect(try result["without_outcome"].int() == 1)
    #expect(try result["without_prediction"].int() == 1)
    #expect(try result["already_defaulted"].int() == 1)
    let cohorts = try result["cohorts"].list()
    #expect(try cohorts.map { try $0["cohort"].text() } == ["x"])
    #expect(try cohorts[0]["loans"].int() == 2)
    let codes = try result["warnings"].list().map { try $0.text().prefix { $0 != ":" } }
    #expect(codes == ["correlated_defaults", "without_outcome", "without_prediction", "already_defaulted"])
  }

  /// A loan of a sample: what stands in both files.
  private struct Loan {
    var id: String
    var cohort: String
    var pd: Double
    var lgd: Double
    var exposure: Int
    var weight: Double
    var isDefaulted: Bool
    var loss: Int

    var prediction: String { "\(id),R3,\(pd),\(lgd),\(Self.money(exposure))\n" }
    var outcome: String { "\(id),\(cohort),\(isDefaulted),\(Self.money(loss)),\(weight)\n" }

    static func money(_ fen: Int) -> String { "\(fen / 100).\(fen % 100 / 10)\(fen % 10)" }
  }

  private func loans(_ count: Int) -> [Loan] {
    var generator = SeededGenerator(seed: 2_005)
    return (0..<count).map { index in
      let isDefaulted = Int.random(in: 0..<4, using: &generator) == 0
      let exposure = Int.random(in: 1...90_000_000, using: &generator)
      return Loan(
        id: "L\(index)", cohort: "FY\(2005 + index % 3)",
        pd: Double(Int.random(in: 1...900, using: &generator)) / 1000,
        lgd: Double(Int.random(in: 0...100, using: &generator)) / 100, exposure: exposure,
        weight: isDefaulted ? 5.069434 : 22.711776, isDefaulted: isDefaulted,
        loss: isDefaulted ? exposure / Int.random(in: 1...5, using: &generator) : 0)
    }
  }

  /// Three thousand weighted loans against the plain formulas, loan by loan.
  @Test func agreesWithANaiveReplay() throws {
    let place = try Workplace()
    let loans = loans(3_000)
    try place.write("out.csv", Self.predictionHeader + loans.map(\.prediction).joined())
    try place.write(
      "outcomes.csv", "loan_id,cohort,defaulted,loss,weight\n" + loans.map(\.outcome).joined())
    let result = try json(place, ["--months", "30"])
    #expect(try result["weighted"].bool())
    for cohort in try result["cohorts"].list() {
      let name = try cohort["cohort"].text()
      let own = loans.filter { $0.cohort == name }
      let total = own.reduce(0) { $0 + $1.weight }
      let share = own.reduce(0) { $0 + ($1.isDefaulted ? $1.weight : 0) } / total
      let lifetime = own.map { 1 - pow(1 - $0.pd, 2.5) }
      let expected = zip(own, lifetime).reduce(0) { $0 + $1.0.weight * $1.1 } / total
      let variance =
        own.reduce(0) { $0 + pow($1.weight * (($1.isDefaulted ? 1 : 0) - share), 2) } / (total * total)
      #expect(try close(cohort["weight"], total, 1e-6))
      #expect(try close(cohort["default_rate"], share, 1e-10))
      #expect(try close(cohort["expected_default_rate"], expected, 1e-10))
      let trials = share * (1 - share) / variance
      #expect(try close(cohort["effective_loans"], trials, 1e-6))
      let z = 1.959963984540054
      let half = z * (share * (1 - share) / trials + z * z / (4 * trials * trials)).squareRoot()
      let lower = (share + z * z / (2 * trials) - half) / (1 + z * z / trials)
      #expect(try close(cohort["default_rate_lower"], lower, 1e-9))
      let exposure = own.reduce(0) { $0 + $1.weight * Double($1.exposure) }
      let loss = own.reduce(0) { $0 + $1.weight * Double($1.loss) }
      let rate = loss / exposure
      let spread = own.reduce(0) { $0 + pow($1.weight * (Double($1.loss) - rate * Double($1.exposure)), 2) }
      #expect(try close(cohort["loss_rate"], rate, 1e-10))
      #expect(try close(cohort["loss_rate_upper"], rate + z * spread.squareRoot() / exposure, 1e-9))
      let lost = zip(own, lifetime).reduce(0) { sum, pair in
        sum + pair.0.weight * (pair.1 * pair.0.lgd * Double(pair.0.exposure)).rounded()
      }
      #expect(try close(cohort["expected_loss"], lost / 100, 1))
    }
  }

  /// The same cohorts whatever the order of rows and the number of threads, and with gzip.
  @Test func sameBytes() throws {
    let place = try Workplace()
    var loans = loans(30_000)
    var generator = SeededGenerator(seed: 1)
    var texts: Set<Data> = []
    for threads in ["1", "2", "5"] {
      try place.write("out.csv", Self.predictionHeader + loans.map(\.prediction).joined())
      loans.shuffle(using: &generator)
      try place.write(
        "outcomes.csv", "loan_id,cohort,defaulted,loss,weight\n" + loans.map(\.outcome).joined())
      loans.shuffle(using: &generator)
      let ended = try place.shell(
        "gzip -c out.csv | \"$0\" backtest - --outcomes outcomes.csv --format csv --threads \"$1\"", [threads]
      )
      #expect(ended.code == 0, "\(ended.errors)")
      texts.insert(ended.output)
    }
    #expect(texts.count == 1)
    #expect(texts.first?.isEmpty == false)
  }

  @Test(arguments: ["en", "zh"])
  func tableFitsThePage(language: String) throws {
    let place = try Workplace()
    try handmade(place)
    let ended = try place.run(["backtest", "out.csv", "--outcomes", "outcomes.csv", "--lang", language])
    #expect(ended.code == 0, "\(ended.errors)")
    #expect(ended.text.contains(language == "zh" ? "不足" : "shortfall"))
    #expect(ended.text.contains("█") && ended.text.contains("░"))
    let widths = ended.text.split(separator: "\n").map { line in
      line.unicodeScalars.reduce(0) { $0 + ((0x3000...0xFFEF).contains($1.value) ? 2 : 1) }
    }
    #expect(widths.allSatisfy { $0 <= 80 })
  }

  /// The result's file appears whole, and an existing one stays.
  @Test func outputFile() throws {
    let place = try Workplace()
    try handmade(place)
    let arguments = ["backtest", "out.csv", "--outcomes", "outcomes.csv", "--output", "result.txt"]
    let ended = try place.run(arguments)
    #expect(ended.code == 0 && ended.output.isEmpty)
    #expect(String(decoding: try place.read("result.txt"), as: UTF8.self).contains("shortfall"))
    #expect(try place.run(arguments).code == 73)
    #expect(try place.run(arguments + ["--force"]).code == 0)
  }

  @Test func keysAreThoseOfTheSchema() throws {
    let place = try Workplace()
    try handmade(place)
    let ended = try place.run(["schema", "backtest", "--format", "json"])
    let columns = try JSONDecoder().decode(JSONValue.self, from: ended.output)["columns"].list()
    let outputs = try columns.filter { try $0["use"].text() == "output" }.map { try $0["column"].text() }
    #expect(Set(try json(place)["cohorts"][0].object().keys) == Set(outputs))
  }

  @Test(arguments: [
    ("loan_id,cohort,defaulted\na,x,0\n", "outcomes.csv, line 1: the column loss is missing"),
    (
      "loan_id,cohort,defaulted,loss\na,x,0,0\nb,x,0,0\na,y,1,3\n",
      "line 4: duplicate; the same loan_id stands on line 2"
    ),
    ("loan_id,cohort,defaulted,loss\na,,0,0\n", "line 2, column cohort: \"\" empty"),
    ("loan_id,cohort,defaulted,loss\na,x,maybe,0\n", "line 2, column defaulted: maybe unknown code"),
    ("loan_id,cohort,defaulted,loss\na,x,,0\n", "line 2, column defaulted: \"\" empty"),
    ("loan_id,cohort,defaulted,loss\na,x,1,-3\n", "line 2, column loss: -3 negative"),
    ("loan_id,cohort,defaulted,loss\na,x,1,1.234\n", "line 2, column loss: 1.234 more than two decimals"),
    (
      "loan_id,cohort,defaulted,loss\na,x,1,\"1,000\"\n",
      "line 2, column loss: \"1,000\" a spreadsheet's notation"
    ),
    ("loan_id,cohort,defaulted,loss\na,x,1\n", "line 2: 3 fields; the header has 4"),
    ("loan_id,cohort,defaulted,loss,weight\na,x,1,3,0\n", "line 2, column weight: 0 out of range"),
    ("loan_id,cohort,defaulted,loss,loss\na,x,1,3,0\n", "the column loss stands twice"),
    ("", "outcomes.csv is empty"),
  ])
  func badOutcomes(text: String, sentence: String) throws {
    let place = try Workplace()
    try place.write("out.csv", Self.predictionHeader + "a,R1,0.01,0.5,10\nb,R1,0.01,0.5,10\n")
    try place.write("outcomes.csv", text)
    let ended = try place.run(["backtest", "out.csv", "--outcomes", "outcomes.csv"])
    #expect(ended.code == 65)
    #expect(ended.output.isEmpty)
    #expect(ended.errors.contains(sentence), "\(ended.errors)")
    #expect(!ended.errors.contains("--rejects"))
  }

  @Test func badOutputs() throws {
    let place = try Workplace()
    try place.write("outcomes.csv", "loan_id,cohort,defaulted,loss\na,x,0,0\n")
    for (text, sentence) in [
      ("loan_id,pd,lgd\na,0.1,0.5\n", "out.csv, line 1: the column ead is missing"),
      ("loan_id,pd,lgd,ead\na,1.1,0.5,3\n", "out.csv, line 2, column pd: 1.1 out of range; allowed: 0 to 1"),
      ("loan_id,pd,lgd,ead\na,0.1,0.5,3\na,0.1,0.5,3\n", "out.csv, line 3: duplicate"),
    ] {
      try place.write("out.csv", text)
      let ended = try place.run(["backtest", "out.csv", "--outcomes", "outcomes.csv"])
      #expect(ended.code == 65)
      #expect(ended.errors.contains(sentence), "\(ended.errors)")
    }
    let rows = (0..<1_001).map { "\($0),cohort \($0),0,0\n" }.joined()
    try place.write("out.csv", "loan_id,pd,lgd,ead\na,0.1,0.5,3\n")
    try place.write("many.csv", "loan_id,cohort,defaulted,loss\n" + rows)
    let ended = try place.run(["backtest", "out.csv", "--outcomes", "many.csv"])
    #expect(ended.code == 65 && ended.errors.contains("more than 1000 cohorts"))
  }

  @Test(arguments: [
    ("- --outcomes -", 64), ("out.csv", 64), ("out.csv --outcomes outcomes.csv --confidence 100", 64),
    ("out.csv --outcomes outcomes.csv --months 0", 64), ("absent.csv --outcomes outcomes.csv", 66),
    ("out.csv --outcomes absent.csv", 66),
  ])
  func wrongUse(arguments: String, code: Int) throws {
    let place = try Workplace()
    try handmade(place)
    let ended = try place.run(["backtest"] + arguments.split(separator: " ").map(String.init))
    #expect(ended.code == Int32(code), "\(ended.errors)")
    #expect(ended.output.isEmpty && !ended.errors.isEmpty)
  }

  /// Headers only: no cohort, and no failure.
  @Test(arguments: ["table", "json", "csv"])
  func nothingToCompare(format: String) throws {
    let place = try Workplace()
    try place.write("out.csv", Self.predictionHeader)
    try place.write("outcomes.csv", "loan_id,cohort,defaulted,loss\n")
    let ended = try place.run(["backtest", "out.csv", "--outcomes", "outcomes.csv", "--format", format])
    #expect(ended.code == 0, "\(ended.errors)")
    #expect(!ended.text.isEmpty)
  }
}
