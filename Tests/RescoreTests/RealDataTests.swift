import Foundation
import Testing

/// The real tapes through the command, with the mappings, cards and policies that ship.
@Suite(.enabled(if: RealData.folder != nil, Comment(rawValue: RealData.reason)))
struct RealDataTests {
  private static let leaky = ["status", "chargeoff_date", "chargeoff_amount", "balance", "term_months"]

  /// The SBA 7(a) block, unpacked, and the command line that rescores a tape of its shape.
  private static func block(_ place: Workplace) throws -> Data {
    let folder = try #require(RealData.folder)
    let ended = try place.shell(
      "gzip -dc \"$1\" > block.csv", [folder.appending(path: "sba7a/block.csv.gz").path])
    try #require(ended.code == 0, "\(ended.errors)")
    return try place.read("block.csv")
  }

  private static func arguments(_ tape: String, _ output: String) -> [String] {
    let example = RealData.example("SBA7a")
    return [
      "rescore", tape, "--as-of", Workplace.asOf, "--mapping", example.appending(path: "mapping.yaml").path,
      "--model", example.appending(path: "model.json").path, "--policy",
      example.appending(path: "policy.yaml").path, "--output", output, "--quiet",
    ]
  }

  @Test func theCardRanksLoansItHasNotSeen() throws {
    let place = try Workplace()
    let tape = RealData.rows(try Self.block(place))
    let ended = try place.run(Self.arguments("block.csv", "out.csv"))
    try #require(ended.code == 0, "\(ended.errors)")
    let output = RealData.rows(try place.read("out.csv"))
    try #require(output.count == tape.count && tape.count > 14_000)
    let status = try #require(tape[0].firstIndex(of: "status"))
    let pd = try #require(output[0].firstIndex(of: "pd"))
    let loans = try zip(tape, output).dropFirst().compactMap { row, result -> (pd: Double, isBad: Bool)? in
      guard row[status] == "PIF" || row[status] == "CHGOFF" else { return nil }
      return (try #require(Double(result[pd])), row[status] == "CHGOFF")
    }
    let area = RealData.areaUnderCurve(loans)
    #expect(area >= 0.62, "AUC \(area)")
    print("SBA 7(a) block: AUC \(area) over \(loans.count) loans")
    Self.printDeciles(loans)
  }

  /// Default rate by PD decile beside the PD; the outcome is over the loan's life, the PD over a year.
  private static func printDeciles(_ loans: [(pd: Double, isBad: Bool)]) {
    let sorted = loans.sorted { $0.pd < $1.pd }
    for decile in 0..<10 {
      let part = sorted[decile * sorted.count / 10..<(decile + 1) * sorted.count / 10]
      let mean = part.reduce(0) { $0 + $1.pd } / Double(part.count)
      let bad = Double(part.count { $0.isBad }) / Double(part.count)
      print("decile \(decile + 1): pd \(mean), charged off \(bad)")
    }
  }

  /// What was known only afterwards changes no byte of the output.
  @Test func noLeak() throws {
    let place = try Workplace()
    let lines = String(decoding: try Self.block(place), as: UTF8.self).split(separator: "\n").map(String.init)
    let header = RealData.fields(lines[0])
    let columns = try Self.leaky.map { try #require(header.firstIndex(of: $0), "\($0)") }
    var state: UInt64 = 7
    let noisy = lines.enumerated().map { number, line in
      guard number > 0 else { return line }
      var fields = RealData.fields(line).map { $0.contains(",") ? "\"\($0)\"" : $0 }
      for column in columns {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        fields[column] = String(state >> 40)
      }
      return fields.joined(separator: ",")
    }
    try place.write("noise.csv", noisy.joined(separator: "\n") + "\n")
    for (tape, output) in [("block.csv", "plain.csv"), ("noise.csv", "noisy.csv")] {
      let ended = try place.run(Self.arguments(tape, output))
      try #require(ended.code == 0, "\(ended.errors)")
    }
    #expect(try place.read("plain.csv") == place.read("noisy.csv"))
  }

  @Test func aBookWithContractRatesIsPriced() throws {
    let folder = try #require(RealData.folder)
    let example = RealData.example("LendingClub")
    let place = try Workplace()
    let ended = try place.run([
      "rescore", folder.appending(path: "lendingclub2018/loans.csv.gz").path, "--as-of", Workplace.asOf,
      "--mapping", example.appending(path: "mapping.yaml").path, "--policy",
      example.appending(path: "policy.yaml").path, "--output", "out.csv", "--quiet",
    ])
    try #require(ended.code == 0, "\(ended.errors)")
    let output = RealData.rows(try place.read("out.csv"))
    #expect(output.count == 7054)
    let rate = try #require(output[0].firstIndex(of: "required_rate_percent"))
    let gap = try #require(output[0].firstIndex(of: "rate_gap_bp"))
    let grade = try #require(output[0].firstIndex(of: "grade"))
    let priced = output.dropFirst().filter { !$0[rate].isEmpty }
    #expect(priced.count > 6000)
    #expect(priced.allSatisfy { Double($0[gap]) != nil })
    #expect(Set(priced.map { $0[grade] }).count > 3)
  }
}
