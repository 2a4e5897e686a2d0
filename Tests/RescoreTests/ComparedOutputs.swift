import Foundation
import Testing

/// An earlier output, a new one and the differences between them, read by a reader of its own.
struct ComparedOutputs {
  static let lossCauses = ["new", "vanished", "assumptions", "exposure", "lgd", "pd", "stage"]
  static let weightedCauses = ["new", "vanished", "exposure", "weight"]
  /// Columns that are compared.
  static let values = [
    "risk_class", "stage", "grade", "pd", "lgd", "ead", "ecl", "risk_weight_percent", "rwa", "capital",
    "required_rate_percent",
  ]

  let old: [String: Tape.Row]
  let new: [String: Tape.Row]
  let differences: Tape
  let comparison: Summary
  let summary: Summary

  /// Rescores a tape of the folder against `old.csv`.
  init(_ place: Workplace, _ tape: String, _ options: [String] = []) throws {
    _ = try place.rescore(
      tape,
      [
        "--compare", "old.csv", "--differences", "differences.csv", "--summary", "summary.json", "--output",
        "new.csv", "--force",
      ] + options)
    func rows(_ name: String) throws -> [String: Tape.Row] {
      let rows = Tape(csv: String(decoding: try place.read(name), as: UTF8.self)).rows
      return Dictionary(rows.map { ($0["loan_id"] ?? "", $0) }) { first, _ in first }
    }
    old = try rows("old.csv")
    new = try rows("new.csv")
    differences = Tape(csv: String(decoding: try place.read("differences.csv"), as: UTF8.self))
    summary = try Summary(try place.read("summary.json"))
    comparison = try summary.object("comparison")
  }

  /// Fen of an amount with two decimals, without a double in between.
  static func fen(_ text: String?) -> Int? {
    guard let text, let point = text.firstIndex(of: "."), text[point...].count == 3 else { return nil }
    return Int(text.replacing(".", with: ""))
  }

  /// Amount and loans of each cause in the summary.
  func causes(_ name: String) throws -> [String: (amount: Int, count: Int)] {
    Dictionary(
      try comparison.object("causes").list(name).map {
        ($0.text("name") ?? "", ($0.fen("amount") ?? .min, Int($0.number("count") ?? -1)))
      }
    ) { first, _ in first }
  }

  /// Causes that moved anything.
  func moving(_ name: String) throws -> Set<String> {
    Set(try causes(name).filter { $0.value.amount != 0 || $0.value.count != 0 }.keys)
  }

  /// Everything adds up: each loan against both outputs, the causes of each loan, and the totals of the summary.
  func reconcile() throws {
    try checkRows()
    try checkOrder()
    try checkTotals()
    try checkCauses()
  }

  private func checkRows() throws {
    var named: Set<String> = []
    for row in differences.rows {
      let id = try #require(row["loan_id"])
      #expect(named.insert(id).inserted, "\(id)")
      let (before, after) = (old[id], new[id])
      let presence = before == nil ? "new" : after == nil ? "vanished" : "both"
      #expect(row["presence"] == presence, "\(id)")
      for value in Self.values {
        #expect(row[value + "_old"] == before?[value] ?? "", "\(id) \(value)")
        #expect(row[value + "_new"] == after?[value] ?? "", "\(id) \(value)")
      }
      for (name, causes) in [("ecl", Self.lossCauses), ("rwa", Self.weightedCauses)] {
        let difference = try #require(Self.fen(row[name + "_difference"]))
        let (from, to) = (Self.fen(before?[name]) ?? 0, Self.fen(after?[name]) ?? 0)
        #expect(difference == to - from, "\(id) \(name)")
        let parts = try causes.map { try #require(Self.fen(row["\(name)_by_\($0)"])) }
        #expect(parts.reduce(0, +) == difference, "\(id) \(name)")
      }
    }
    let different = Set(old.keys).union(new.keys).filter { id in
      Self.values.contains { old[id]?[$0] != new[id]?[$0] }
    }
    #expect(named == different)
  }

  private func checkOrder() throws {
    let keys = try differences.rows.map { row in
      (
        try #require(Self.fen(row["ecl_difference"])).magnitude,
        try #require(Self.fen(row["rwa_difference"])).magnitude, Array((row["loan_id"] ?? "").utf8)
      )
    }
    let sorted = keys.sorted { one, other in
      if one.0 != other.0 { return one.0 > other.0 }
      if one.1 != other.1 { return one.1 > other.1 }
      return one.2.lexicographicallyPrecedes(other.2)
    }
    #expect(keys.map(\.2) == sorted.map(\.2))
    let largest = comparison.list("largest")
    #expect(largest.map { $0.text("loan_id") } == differences.rows.prefix(20).map { $0["loan_id"] })
    for (loan, row) in zip(largest, differences.rows) {
      #expect(loan.fen("ecl_difference") == Self.fen(row["ecl_difference"]))
      let causes = try loan.object("ecl_causes")
      for cause in Self.lossCauses { #expect(causes.fen(cause) == Self.fen(row["ecl_by_\(cause)"])) }
    }
  }

  private func checkTotals() throws {
    let ids = (old: Set(old.keys), new: Set(new.keys))
    #expect(comparison.number("matched") == Double(ids.old.intersection(ids.new).count))
    #expect(comparison.number("new") == Double(ids.new.subtracting(ids.old).count))
    #expect(comparison.number("vanished") == Double(ids.old.subtracting(ids.new).count))
    #expect(
      comparison.number("changed") == Double(differences.rows.filter { $0["presence"] == "both" }.count))
    for name in ["ead", "ecl", "rwa", "capital"] {
      let sums = try comparison.object(name)
      let before = try old.values.map { try #require(Self.fen($0[name])) }.reduce(0, +)
      let after = try new.values.map { try #require(Self.fen($0[name])) }.reduce(0, +)
      #expect(sums.fen("old") == before && sums.fen("new") == after, "\(name)")
      #expect(sums.fen("difference") == after - before, "\(name)")
    }
    #expect(try comparison.object("ecl").fen("new") == summary.fen("ecl"))
    #expect(try comparison.object("rwa").fen("new") == summary.fen("rwa"))
    #expect(try comparison.object("capital").fen("new") == summary.fen("capital"))
  }

  private func checkCauses() throws {
    for (name, causes) in [("ecl", Self.lossCauses), ("rwa", Self.weightedCauses)] {
      let listed = try comparison.object("causes").list(name)
      #expect(listed.map { $0.text("name") } == causes)
      var sum = 0
      for (cause, entry) in zip(causes, listed) {
        let amounts = differences.rows.compactMap { Self.fen($0["\(name)_by_\(cause)"]) }
        #expect(entry.fen("amount") == amounts.reduce(0, +), "\(name) \(cause)")
        let loans =
          ["new", "vanished"].contains(cause)
          ? differences.rows.filter { $0["presence"] == cause }.count : amounts.filter { $0 != 0 }.count
        #expect(entry.number("count") == Double(loans), "\(name) \(cause)")
        sum += entry.fen("amount") ?? 0
      }
      #expect(try comparison.object(name).fen("difference") == sum)
    }
    for (key, value) in [("classes", "risk_class"), ("stages", "stage")] {
      for cell in comparison.list(key) {
        let (before, after) = (cell.fields["old"].map { "\($0)" }, cell.fields["new"].map { "\($0)" })
        let loans = old.filter { new[$0.key] != nil && $0.value[value] == before }
        #expect(
          cell.number("count") == Double(loans.filter { new[$0.key]?[value] == after }.count), "\(key)")
      }
    }
  }
}
