import Testing

/// Two results never go to one file: the second would silently take the place of the first.
@Suite struct DistinctOutputTests {
  @Test(
    arguments: [
      (["rescore", "tape.csv", "--output", "same", "--summary", "./same"], "--summary", "--output"),
      (["rescore", "tape.csv", "--rejects", "sub/../same", "--output", "same"], "--rejects", "--output"),
      (
        ["rescore", "tape.csv", "--output", "o", "--compare", "old", "--differences", "s", "--summary", "s"],
        "--differences", "--summary"
      ),
      (
        ["migrate", "tape.csv", "tape.csv", "--as-of-old", "2026-06-30", "--rejects", "a", "--output", "a"],
        "--rejects", "--output"
      ),
      (
        ["quote", "--input", "tape.csv", "--format", "csv", "--output", "b", "--rejects", "b"], "--rejects",
        "--output"
      ),
    ])
  func oneFileForTwo(_ words: [String], _ second: String, _ first: String) throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("L1")]).csv)
    let ended = try place.run(words)
    #expect(ended.code == 64 && ended.output.isEmpty)
    for part in [second, "another file than that of \(first)"] {
      #expect(ended.errors.contains(part), "\(ended.errors)")
    }
    #expect(try place.names() == ["tape.csv"])
  }

  /// A device takes both.
  @Test func oneDeviceForTwo() throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("L1")]).csv)
    let ended = try place.run([
      "rescore", "tape.csv", "--as-of", Workplace.asOf, "--output", "/dev/null", "--summary", "/dev/null",
    ])
    #expect(ended.code == 0, "\(ended.errors)")
  }
}
