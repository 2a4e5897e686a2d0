import PolicyDocument
import Testing

@Suite struct TapeMappingTests {
  private let allowed: Set<String> = ["balance", "guarantee", "rate_type", "maturity_date", "size", "pd"]

  private func load(_ text: String) throws(DocumentFaults) -> TapeMapping {
    try TapeMapping.load(bytes: Array(text.utf8), name: "typo.yaml", allowed: allowed)
  }

  private func faults(_ text: String) -> [DocumentFault] {
    do {
      _ = try load(text)
      return []
    } catch {
      return error.faults
    }
  }

  @Test func mappingIsRead() throws {
    let mapping = try load(
      """
      columns:
        balance:
          from: x_balance
          scale: 10000
        guarantee:
          from: x_guarantee
          values:
            信用: credit
            保证: guarantee
            "无": ""
            1: mortgage
        rate_type:
          constant: fixed
        maturity_date: {from: ApprovalDate, date_format: MM/dd/yyyy, add_months: TermInMonths}
        size: {constant: small}
        pd: {from: p, scale: 0.01, add_months: 12}
      unknown: ignore
      """)
    #expect(
      mapping.columns.map(\.name) == ["balance", "guarantee", "rate_type", "maturity_date", "size", "pd"])
    #expect(mapping.columns[0].scale == 10_000)
    #expect(mapping.columns[1].values == ["信用": "credit", "保证": "guarantee", "无": "", "1": "mortgage"])
    #expect(mapping.columns[2].constant == "fixed")
    #expect(mapping.columns[3].addMonths == .column("TermInMonths"))
    #expect(mapping.columns[3].dateFormat == "MM/dd/yyyy")
    #expect(mapping.columns[5].addMonths == .fixed(12))
    #expect(mapping.columns[1].line == 5)
    #expect(mapping.unknown == .ignore)
  }

  @Test func unknownIsRefusedUnlessTold() throws {
    #expect(try load("columns: {balance: {from: x}}\n").unknown == .refuse)
  }

  @Test func misspeltNameHasLineAndSuggestion() {
    let found = faults("columns:\n  balanse:\n    from: x_balance\n")
    #expect(found.map(\.problem) == [.unknownKey(suggestion: "balance")])
    #expect(found.map(\.line) == [2])
    #expect(found.map(\.path) == ["columns.balanse"])
    #expect(found.first?.description == "typo.yaml:2:3: columns.balanse: unknown name; did you mean balance?")
  }

  @Test func faultsAreNamed() {
    let cases: [(text: String, line: Int, path: String, problem: DocumentFault.Problem)] = [
      ("columns:\n  balance:\n    form: x\n", 3, "columns.balance.form", .unknownKey(suggestion: "from")),
      (
        "columns:\n  balance: {from: x}\nunknown: maybe\n", 3, "unknown",
        .outOfRange(allowed: .oneOf(["refuse", "ignore"]))
      ),
      (
        "columns:\n  balance: {from: x, scale: 0}\n", 2, "columns.balance.scale",
        .outOfRange(allowed: .number(NumberRange(0, 1e12, includesLower: false)))
      ),
      ("columns:\n  balance: {constant: 1, from: x}\n", 2, "columns.balance.from", .excludedBy("constant")),
      ("columns:\n  balance: x\n", 2, "columns.balance", .wrongType(expected: .mapping)),
      (
        "columns:\n  balance: {from: x, values: {a: [b]}}\n", 2, "columns.balance.values.a",
        .wrongType(expected: .text)
      ),
      (
        "columns:\n  maturity_date: {from: x, add_months: 1.5}\n", 2, "columns.maturity_date.add_months",
        .outOfRange(allowed: .integer(-1200...1200))
      ),
      (
        "columns:\n  balance: {from: x}\n  balance: {from: y}\n", 3, "columns.balance",
        .duplicateKey(firstLine: 2)
      ),
      ("unknown: refuse\n", 1, "columns", .missing),
      ("- 1\n", 1, "", .wrongType(expected: .mapping)),
      ("", 1, "", .empty),
    ]
    for (text, line, path, problem) in cases {
      let found = faults(text)
      #expect(found.map(\.problem) == [problem], "\(text)")
      #expect(found.map(\.line) == [line], "\(text)")
      #expect(found.map(\.path) == [path], "\(text)")
    }
  }
}
