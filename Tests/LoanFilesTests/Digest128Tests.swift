import LoanFiles
import Testing

@Suite struct Digest128Tests {
  private func digest(_ text: String, seed: UInt64 = 0) -> Digest128 {
    Digest128(Array(text.utf8).span, seed: seed)
  }

  /// Tapes of two runs are compared by these: the values may never change.
  @Test(arguments: [
    ("", "07bf16a0bbfe230e35b927f9a1048ee6"), ("a", "a5655803c636cbd8dda073278869aa08"),
    ("LN00000001", "caf9c0c56da37d736ee1838802405355"),
    ("a string of more than sixteen bytes, twice", "2f5191f12adbefee07385bd453184a6a"),
  ])
  func isFixedForEver(text: String, expected: String) {
    let made = digest(text)
    #expect(hex(made.high) + hex(made.low) == expected)
  }

  private func hex(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  @Test func consecutiveIdentifiersFillPartitionsEvenly() {
    var partitions = [Int](repeating: 0, count: 64)
    var lows = Set<UInt64>()
    var highs = Set<UInt64>()
    for number in 0..<200_000 {
      let made = digest("LN\(number)")
      partitions[Int(made.high >> 58)] += 1
      highs.insert(made.high)
      lows.insert(made.low)
    }
    #expect(highs.count == 200_000)
    #expect(lows.count == 200_000)
    // χ² with 63 degrees of freedom: above 125 once in 200,000.
    let expected = 200_000.0 / 64
    let statistic = partitions.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    #expect(statistic < 125)
  }

  @Test(arguments: [1, 3, 4, 7, 8, 12, 16, 17, 24, 32, 33, 100])
  func everyBitChangesHalfOfTheDigest(length: Int) {
    var generator = SeededGenerator(seed: UInt64(length))
    var changed = [Int](repeating: 0, count: 128)
    var trials = 0
    for _ in 0..<(1 + 400 / length) {
      var bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let before = Digest128(bytes.span)
      for bit in 0..<length * 8 {
        bytes[bit / 8] ^= 1 << (bit % 8)
        let after = Digest128(bytes.span)
        bytes[bit / 8] ^= 1 << (bit % 8)
        for index in 0..<64 {
          changed[index] += Int((before.high ^ after.high) >> index & 1)
          changed[64 + index] += Int((before.low ^ after.low) >> index & 1)
        }
        trials += 1
      }
    }
    for count in changed {
      #expect(abs(Double(count) / Double(trials) - 0.5) < 0.06)
    }
  }

  @Test func lengthAndSeedMatter() {
    let zeros = (0..<100).map { Digest128([UInt8](repeating: 0, count: $0).span) }
    #expect(Set(zeros).count == 100)
    #expect(digest("a") != digest("a", seed: 1))
    #expect(digest("ab") != digest("ba"))
  }
}
