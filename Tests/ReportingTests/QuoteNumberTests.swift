import Reporting
import Testing

@testable import LoanTape

/// Numbers of a batch of quotes are written by a kernel of bytes, those of a quote by its shortest text: the same.
@Suite struct QuoteNumberTests {
  private static func written(_ value: Double) -> String? {
    var bytes = [UInt8](repeating: 0, count: 512)
    var isWritten = false
    let count = unsafe bytes.withUnsafeMutableBufferPointer { buffer -> Int in
      guard let start = buffer.baseAddress else { return 0 }
      var cursor = unsafe TextCursor(start: start, count: 0)
      isWritten = cursor.put(shortest: value)
      return cursor.count
    }
    return isWritten ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
  }

  private static func check(_ value: Double) -> Bool {
    for number in [value, -value] {
      if let text = written(number), text != Reporting.DecimalText.significant(number, digits: 12) {
        Issue.record("\(number): \(text)")
        return false
      }
    }
    return true
  }

  @Test func randomNumbers() {
    var state: UInt64 = 20_261_130
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 11
    }
    var written = 0
    for _ in 0..<60_000 {
      let exponent = Double(next() % 25) - 14
      var value = 1 + 9 * Double(next()) / 9_007_199_254_740_992
      for _ in 0..<Int(exponent.magnitude) { value = exponent < 0 ? value / 10 : value * 10 }
      if Self.written(value) != nil { written += 1 }
      guard Self.check(value) else { return }
    }
    #expect(written == 60_000)
  }

  /// Thirteen digits that end in a five: the number lies below or above its text, which rounds up.
  @Test func middlesRoundAsTheirTexts() {
    for number in stride(from: 1_000_000_000_005, to: 9_999_999_999_999, by: 7_654_321_098_70) {
      for scale in [1e13, 1e15, 1e10, 1e2] {
        let value = Double(number) / scale
        #expect(Self.written(value) != nil)
        guard Self.check(value), Self.check(value.nextUp), Self.check(value.nextDown) else { return }
      }
    }
  }

  @Test func powersOfTwoAndEnds() {
    var value = 1e-20
    while value < 1e20 {
      guard Self.check(value) else { return }
      value *= 2
    }
    var power = 1.0 / 1_125_899_906_842_624
    while power < 1e13 {
      guard Self.check(power) else { return }
      power *= 2
    }
    #expect(Self.written(0) == "0" && Self.written(-0.0) == "0" && Self.written(.nan) == nil)
    #expect(Self.written(1e-16) == nil && Self.written(.infinity) == nil)
  }
}
