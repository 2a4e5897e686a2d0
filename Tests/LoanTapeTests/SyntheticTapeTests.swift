import LoanTape
import LoanUnits
import Testing

/// The generator: the same bytes from the same seed, and rows that the contract accepts.
struct SyntheticTapeTests {
  /// The fields of some rows by column.
  private struct Table {
    let columns: [String: Int]
    let rows: [[Substring]]

    init(_ tape: SyntheticTape, rows range: Range<Int>) {
      var bytes: [UInt8] = []
      tape.appendHeader(to: &bytes)
      tape.append(rows: range, to: &bytes)
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      columns = Dictionary(
        uniqueKeysWithValues: lines[0].split(separator: ",").enumerated().map { (String($1), $0) })
      rows = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    }

    subscript(_ column: String, _ row: Int) -> String {
      columns[column].map { String(rows[row][$0]) } ?? ""
    }

    func all(_ column: String) -> [String] { rows.indices.map { self[column, $0] } }
  }

  private func bytes(_ tape: SyntheticTape, rows: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    tape.append(rows: rows, to: &bytes)
    return bytes
  }

  @Test func sameSeedGivesTheSameBytes() {
    let first = bytes(SyntheticTape(rows: 3_000, seed: 2026), rows: 0..<3_000)
    #expect(first == bytes(SyntheticTape(rows: 3_000, seed: 2026), rows: 0..<3_000))
    #expect(first != bytes(SyntheticTape(rows: 3_000, seed: 2027), rows: 0..<3_000))
  }

  @Test func bytesAreThoseOfEarlierReleases() {
    var bytes: [UInt8] = []
    SyntheticTape(rows: 1, seed: 2026).append(row: 0, to: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "L0000000001,B0000000001,527873.90,0.00,1254000.00,4.92,fixed,2025-05-02,2028-05-02,annuity,credit,,"
        + "owner,E,320500,0,false,4516906.97,5,3763721.98,91182.76,2,B,3\n")
  }

  @Test func rowDoesNotDependOnItsNeighbours() {
    let run = bytes(SyntheticTape(rows: 2_000, seed: 7), rows: 0..<2_000)
    let longer = SyntheticTape(rows: 50_000, seed: 7)
    var one: [UInt8] = []
    for row in 0..<2_000 { longer.append(row: row, to: &one) }
    #expect(run == one)
    #expect(
      bytes(longer, rows: 40_000..<40_001)
        == bytes(SyntheticTape(rows: 40_001, seed: 7), rows: 40_000..<40_001))
  }

  @Test func headerNamesTheColumnsInOrder() {
    var header: [UInt8] = []
    SyntheticTape(rows: 0, seed: 1).appendHeader(to: &header)
    #expect(String(decoding: header, as: UTF8.self) == SyntheticTape.columns.joined(separator: ",") + "\n")
    #expect(SyntheticTape.columns.count == 24)
    #expect(SyntheticTape(rows: -5, seed: 1).rows == 0)
  }

  @Test(arguments: [1, 2026, UInt64.max])
  func everyRowIsValid(seed: UInt64) {
    let count = 4_000
    let table = Table(SyntheticTape(rows: count, seed: seed), rows: 0..<count)
    #expect(table.rows.count == count)
    #expect(table.rows.allSatisfy { $0.count == 24 })
    #expect(Set(table.all("loan_id")).count == count)
    for column in [
      "balance", "undrawn", "credit_limit", "rate_percent", "annual_revenue", "total_assets",
      "deposit_balance",
    ] {
      #expect(table.all(column).allSatisfy(isTwoDecimals), "\(column)")
    }
    #expect(table.all("collateral_value").allSatisfy { $0.isEmpty || isTwoDecimals($0) })
    #expect(table.all("days_past_due").allSatisfy { Int($0).map((0...500).contains) ?? false })
    #expect(table.all("rate_percent").allSatisfy { (280...800).contains(fen($0)) })
    #expect(
      table.all("origination_date").allSatisfy {
        CalendarDay(iso: $0).map { $0 <= SyntheticTape.asOf } ?? false
      })
    #expect(
      table.all("maturity_date").allSatisfy { CalendarDay(iso: $0).map { $0 > SyntheticTape.asOf } ?? false })
    let amountsFit = table.rows.indices.allSatisfy { row in
      let balance = fen(table["balance", row])
      return balance > 0 && balance + fen(table["undrawn", row]) <= fen(table["credit_limit", row])
    }
    #expect(amountsFit)
  }

  @Test func borrowerIsTheSameInAllItsLoans() {
    let table = Table(SyntheticTape(rows: 20_000, seed: 2026), rows: 0..<20_000)
    let shared = [
      "credit_limit", "size", "industry", "region", "annual_revenue", "employees", "total_assets",
      "deposit_balance",
      "years_in_business", "tax_grade", "credit_inquiries",
    ]
    var known: [String: [String]] = [:]
    var loans: [String: Int] = [:]
    var differing = 0
    for row in table.rows.indices {
      let borrower = table["borrower_id", row]
      let facts = shared.map { table[$0, row] }
      if let earlier = known[borrower], earlier != facts { differing += 1 }
      known[borrower] = facts
      loans[borrower, default: 0] += 1
    }
    #expect(differing == 0)
    #expect((10_000...12_000).contains(known.count))
    let withSeveral = loans.values.filter { $0 > 1 }.reduce(0, +)
    #expect((13_000...15_000).contains(withSeveral))
  }

  @Test func bookLooksLikeInclusiveFinance() {
    let table = Table(SyntheticTape(rows: 20_000, seed: 2026), rows: 0..<20_000)
    func share(_ column: String, where condition: (String) -> Bool) -> Double {
      Double(table.all(column).filter(condition).count) / 20_000
    }
    #expect((0.91...0.95).contains(share("days_past_due") { $0 == "0" }))
    #expect((0.13...0.17).contains(share("undrawn") { $0 != "0.00" }))
    #expect((0.03...0.10).contains(share("size") { $0 == "medium" || $0 == "large" }))
    #expect((0.04...0.10).contains(share("tax_grade", where: \.isEmpty)))
    #expect((0.001...0.01).contains(share("tax_grade") { $0 == "N" }))
    #expect((0.02...0.06).contains(share("years_in_business", where: \.isEmpty)))
  }

  private func isTwoDecimals(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[1].count == 2 && !parts[0].isEmpty
      && parts.allSatisfy { $0.utf8.allSatisfy { (48...57).contains($0) } }
  }

  private func fen(_ text: String) -> Int64 {
    Int64(text.filter { $0 != "." }) ?? -1
  }

  /// The book some months later: a function of seed and row again, of the same loans.
  @Test(arguments: [1, 3, 12, 30])
  func laterBookIsOfTheSameLoans(months: Int) {
    let first = SyntheticTape(rows: 4_000, seed: 9)
    let later = SyntheticTape(rows: 4_000, seed: 9, monthsLater: months)
    #expect(later.candidates == 4_000 + 4_000 * months / 20)
    #expect(first.candidates == 4_000)
    let before = Table(first, rows: 0..<4_000)
    let after = Table(later, rows: 0..<later.candidates)
    #expect(
      bytes(later, rows: 0..<later.candidates)
        == (0..<later.candidates).flatMap { bytes(later, rows: $0..<$0 + 1) })
    let rows = Dictionary(uniqueKeysWithValues: before.rows.indices.map { (before["loan_id", $0], $0) })
    var kept = 0
    var moved = 0
    var ids: Set<String> = []
    for row in after.rows.indices {
      #expect(ids.insert(after["loan_id", row]).inserted)
      guard let old = rows[after["loan_id", row]] else {
        #expect(after["origination_date", row] >= "2026-09-30")
        #expect(after["days_past_due", row] == "0")
        continue
      }
      kept += 1
      for column in ["borrower_id", "origination_date", "maturity_date", "size", "guarantee", "industry"] {
        #expect(after[column, row] == before[column, old])
      }
      if (after["days_past_due", row] == "0") != (before["days_past_due", old] == "0") { moved += 1 }
    }
    // Some are gone, some stay, some fell behind or caught up, and there are new ones.
    #expect(kept > 200)
    #expect(kept < 4_000)
    #expect(moved > 10)
    #expect(ids.count - kept == 4_000 * months / 20)
  }
}
