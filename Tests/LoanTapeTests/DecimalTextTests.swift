import Foundation
import Testing

@testable import LoanTape

/// Twelve significant digits against the C library's `%.12g`, without its exponent.
struct DecimalTextTests {
  private static func written(_ body: (inout TextCursor) -> Void) -> String {
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = unsafe bytes.withUnsafeMutableBufferPointer { buffer -> Int in
      guard let start = buffer.baseAddress else { return 0 }
      var cursor = unsafe TextCursor(start: start, count: 0)
      body(&cursor)
      return cursor.count
    }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  @Test(arguments: [
    (0.0, "0"), (75.0, "75"), (0.45, "0.45"), (3.21, "3.21"), (-9.0, "-9"), (0.1, "0.1"),
    (1.0 / 3, "0.333333333333"),
    (2.0 / 3, "0.666666666667"), (0.999999999999, "0.999999999999"), (0.9999999999999, "1"),
    (123_456.789, "123456.789"), (599.0, "599"), (0.0003, "0.0003"), (1e12, "1000000000000"),
    (99.99999999999, "100"), (-0.05, "-0.05"), (0.00000123456789012, "0.00000123456789012"),
  ])
  func examples(_ value: Double, _ text: String) {
    #expect(DecimalTextTests.written { $0.put(number: value) } == text)
  }

  @Test func randomNumbersReadBackWithinTwelveDigits() throws {
    let seed: UInt64 = 20_261_124
    var state = seed
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let mantissa = Double(state >> 11) / 9_007_199_254_740_992
      let value = mantissa * [1e-6, 1e-3, 1, 1e3, 1e6, 1e11][Int(state % 6)]
      let text = DecimalTextTests.written { $0.put(number: value) }
      let expected = try #require(Double(String(format: "%.12g", value)))
      let read = try #require(Double(text))
      #expect(abs(read - expected) <= 1.1e-12 * expected, "seed \(seed): \(value) as \(text)")
      #expect(!text.contains("e"))
    }
  }

  /// Around whole hundredths, where a short way stands beside the long one: the C library decides.
  @Test func hundredthsAndTheirNeighbours() {
    for hundredths in stride(from: 10, through: 99_999, by: 7) {
      let nearest = Double(hundredths) / 100
      for offset in [0, 1e-14, 3.9e-13, 4.1e-13, 4.9e-13, 5.1e-13, 4.9e-12, 5.1e-12, 1e-10] {
        for value in [nearest + offset, nearest - offset] {
          var expected = String(format: "%.12g", value)
          // A tie in binary never is one in decimal here, and no exponent is needed from 0.09 on.
          if expected.contains(".") {
            while expected.hasSuffix("0") { expected.removeLast() }
            if expected.hasSuffix(".") { expected.removeLast() }
          }
          let text = DecimalTextTests.written { $0.put(number: value) }
          #expect(text == expected, "\(value)")
          #expect(DecimalTextTests.written { $0.put(number: -value) } == "-" + expected, "\(-value)")
        }
      }
    }
  }

  /// Around powers of ten, where the number of digits before the point changes: the C library decides.
  @Test(arguments: -14...11) func powersOfTenAndTheirNeighbours(exponent: Int) throws {
    let power = try #require(Double("1e\(exponent)"))
    var values = [power]
    for steps in 1...40 {
      values.append(Double(bitPattern: power.bitPattern + UInt64(steps)))
      values.append(Double(bitPattern: power.bitPattern - UInt64(steps)))
    }
    for offset in [1e-13, 4.9e-13, 5.1e-13, 1e-12, 4.9e-12, 5.1e-12] {
      values += [power * (1 + offset), power * (1 - offset)]
    }
    for value in values {
      let text = DecimalTextTests.written { $0.put(number: value) }
      #expect(Double(text) == Double(String(format: "%.12g", value)), "\(value) as \(text)")
      #expect(!text.contains("e") && !(text.contains(".") && text.hasSuffix("0")), "\(text)")
    }
  }

  /// A text in registers against the one written as it is found, over all lengths.
  @Test func moneyInWordsIsTheSameText() {
    var amounts: [Int64] = [0, 1, 9, 10, 99, 100, 101, 999_999_999, 9_999_999_999]
    for digits in 1...10 {
      var power: Int64 = 1
      for _ in 0..<digits { power *= 10 }
      amounts += [power - 1, power, power + 1, power / 3, power / 7 + 5].filter { $0 < 10_000_000_000 }
    }
    for fen in amounts {
      let kept = TextCursor.words(ofFen: fen)
      let text = DecimalTextTests.written { $0.put(words: kept.words, count: kept.count) }
      let cents = "\(fen % 100)"
      #expect(text == "\(fen / 100)." + (cents.count < 2 ? "0" : "") + cents)
    }
  }

  @Test(arguments: ["", "a", "technical_overdue_exempt", "overdue90_share_all_banks", "0123456789abcdef"])
  func textsOfAList(_ word: String) {
    let list = TextList([Array("first".utf8), Array(word.utf8)])
    #expect(DecimalTextTests.written { $0.put(list, 1) } == word)
  }

  @Test(arguments: [
    (Int64(0), "0.00"), (5, "0.05"), (123, "1.23"), (100_000, "1000.00"), (-250, "-2.50"),
    (100_000_000_000_000_000, "1000000000000000.00"),
  ])
  func money(_ fen: Int64, _ text: String) {
    #expect(DecimalTextTests.written { $0.put(fen: fen) } == text)
  }
}
