import Lending
import LoanPricing
import LoanUnits
import PolicyDocument
import Testing

/// The official table as the built-in policy has it (工信部联企业〔2011〕300号).
@Suite struct EnterpriseSizeTests {
  let table: EnterpriseSizeTable

  init() throws {
    table = try PolicyFile.builtIn().policy.enterpriseSize
  }

  private func size(_ industry: String, _ employees: Int?, _ revenue: Int64?, _ assets: Int64?) throws
    -> EnterpriseSize
  {
    try table.size(
      EnterpriseSizeTable.Enterprise(
        industry: industry, employees: employees, revenue: revenue.map { Money(fen: $0 * 1_000_000) },
        assets: assets.map { Money(fen: $0 * 1_000_000) }))
  }

  typealias Firm = (String, Int?, Int64?, Int64?, EnterpriseSize)

  /// Article 4 of the 2011 text, read line by line; revenue and assets in 10,000 CNY.
  static let firms: [Firm] = [
    ("A01", nil, 20_000, nil, .large), ("A", nil, 19_999, nil, .medium), ("A", nil, 500, nil, .medium),
    ("A", nil, 499, nil, .small), ("A", nil, 50, nil, .small), ("A", nil, 49, nil, .micro),
    ("C", 1000, 40_000, nil, .large), ("B06", 1000, 39_999, nil, .medium), ("D", 300, 2000, nil, .medium),
    ("C3921", 299, 40_000, nil, .small), ("C", 20, 300, nil, .small), ("C", 19, 300, nil, .micro),
    ("C", 20, 299, nil, .micro), ("E", nil, 80_000, 80_000, .large), ("E", nil, 6000, 5000, .medium),
    ("E", nil, 6000, 4999, .small), ("E", nil, 300, 299, .micro), ("F51", 20, 5000, nil, .medium),
    ("F51", 5, 1000, nil, .small),
    // Domain 2.2: 60 staff and 4.0 million of revenue.
    ("F52", 60, 400, nil, .small), ("F52", 300, 20_000, nil, .large), ("F5211", 9, 500, nil, .micro),
    ("G54", 1000, 30_000, nil, .large), ("G591", 299, 3000, nil, .small), ("G59", 200, 30_000, nil, .large),
    ("G592", 100, 1000, nil, .medium), ("G60", 20, 100, nil, .small), ("H61", 100, 2000, nil, .medium),
    ("H62", 10, 100, nil, .small), ("I63", 2000, 100_000, nil, .large), ("I64", 100, 1000, nil, .medium),
    ("I65", 10, 50, nil, .small), ("K701", nil, 200_000, 10_000, .large), ("K7010", nil, 1000, 5000, .medium),
    ("K701", nil, 1000, 4999, .small), ("K701", nil, 100, 2000, .small), ("K702", 300, 1000, nil, .medium),
    ("K702", 100, 500, nil, .small), ("L", 300, nil, 120_000, .large), ("L72", 10, nil, 100, .small),
    ("L72", 10, nil, 99, .micro), ("M", 100, nil, nil, .medium), ("K703", 10, nil, nil, .small),
    ("Q85", 9, nil, nil, .micro), ("R", 300, nil, nil, .large),
  ]

  @Test(arguments: firms.indices)
  func theTextLineByLine(_ index: Int) throws {
    let firm = Self.firms[index]
    #expect(try size(firm.0, firm.1, firm.2, firm.3) == firm.4, "\(firm)")
  }

  @Test func aFenBelowABoundIsBelowIt() throws {
    let firm = EnterpriseSizeTable.Enterprise(
      industry: "C", employees: 20, revenue: Money(fen: 300 * 1_000_000 - 1), assets: nil)
    #expect(try table.size(firm) == .micro)
  }

  @Test func ambiguousLettersNameTheirDivisions() {
    #expect(throws: EnterpriseSizeTable.Fault.ambiguous(industry: "F", choices: ["F51", "F52"])) {
      try size("F", 1, 1, 1)
    }
    #expect(
      throws: EnterpriseSizeTable.Fault.ambiguous(
        industry: "K", choices: ["K701", "K702", "K703", "K709"])
    ) { try size("K", 1, 1, 1) }
  }

  @Test(arguments: ["J", "J66", "P82", "Q84", "S", "T", "K704", "G53"])
  func industriesWithoutASize(_ industry: String) {
    #expect(throws: EnterpriseSizeTable.Fault.notInTable(industry: industry)) { try size(industry, 1, 1, 1) }
  }

  @Test func missingIndicatorsAreNamed() {
    #expect(throws: EnterpriseSizeTable.Fault.missing(.revenue, industry: "retail")) {
      try size("F52", 1, nil, 1)
    }
  }
}
