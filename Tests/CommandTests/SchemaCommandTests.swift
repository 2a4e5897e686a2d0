import TestSupport
import Testing

@Suite struct SchemaCommandTests {
  let program: Program

  init() throws {
    program = try Program()
  }

  @Test(arguments: [
    ("tape", "loan_id"), ("rescore", "risk_class"), ("quote", "quoted_rate_percent"),
    ("policy", "tax.income_tax"),
    ("model", "characteristics"), ("backtest", "default_verdict"),
  ])
  func namesItsColumns(_ subject: String, _ column: String) throws {
    let columns = try program.json(["schema", subject])["columns"].list()
    #expect(try columns.contains { try $0["column"].text() == column })
    let table = try program.run(["schema", subject]).output
    #expect(table.contains(column))
    #expect(table.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let csv = try program.run(["schema", subject, "--format", "csv"]).output
    #expect(csv.split(separator: "\n").first == "column,type,codes,use,meaning")
  }

  /// The schema of a quote and a quote agree.
  @Test func quoteKeysAreAllDescribed() throws {
    let columns = try program.json(["schema", "quote"])["columns"].list()
    let outputs = try columns.filter { try $0["use"].text() == "output" }.map { try $0["column"].text() }
    let shared = ["--guarantor", "company", "--guarantor-share", "0.5"]
    let all = ["--schedule", "--explain", "--statement"]
    let keys = Set(try program.json(.plain + shared + all).object().keys)
    #expect(keys == Set(outputs))
  }

  @Test func versionNamesTheEngine() throws {
    let version = try program.json(["version"])
    #expect(try !version["engine_version"].text().isEmpty)
    #expect(try !version["core_type"].text().isEmpty)
    #expect(try version["threads"].double() >= 1)
  }
}
