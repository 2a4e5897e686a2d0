import CKernels
import LoanUnits
import Testing

@testable import LoanTape

/// The kernels that read fields sixteen bytes at once against the readers of the whole grammar: what a kernel reads is
/// what the grammar reads, and what the grammar refuses no kernel reads.
struct FieldKernelTests {
  private struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  /// Lends texts as the fields of a column, sixteen bytes readable behind each.
  private static func withColumn<Result>(_ texts: [String], _ body: (FieldColumn, Int) -> Result) -> Result {
    let column = FieldColumn()
    column.beginReplacing()
    for (index, text) in texts.enumerated() { column.replace(index, by: text.utf8) }
    column.endReplacing()
    return body(column, texts.count)
  }

  private static func number(_ generator: inout Random) -> String {
    let letters = Array("0123456789")
    func digits(_ range: ClosedRange<Int>) -> String {
      String(
        (0..<Int.random(in: range, using: &generator)).map { _ in
          letters.randomElement(using: &generator) ?? "0"
        })
    }
    switch Int.random(in: 0...9, using: &generator) {
    case 0...3: return digits(1...9) + "." + digits(2...2)
    case 4: return digits(1...17)
    case 5: return digits(0...9) + "." + digits(0...9)
    case 6: return "-" + digits(1...5) + "." + digits(1...3)
    case 7:
      var text = Array(digits(1...6) + "." + digits(2...2))
      text[Int.random(in: text.indices, using: &generator)] =
        "./:,e +x-٣".randomElement(using: &generator) ?? "x"
      return String(text)
    case 8: return ""
    default: return digits(1...3) + "." + digits(1...13)
    }
  }

  @Test(arguments: [UInt64(11), 12, 13, 14])
  func numbersAndMoney(seed: UInt64) {
    var generator = Random(state: seed)
    for _ in 0..<200 {
      let texts = (0..<FieldColumn.capacity).map { _ in Self.number(&generator) }
      Self.withColumn(texts) { column, count in
        var fen = [Int64](repeating: 0, count: count)
        let unread = unsafe fen.withUnsafeMutableBufferPointer { buffer in
          unsafe buffer.baseAddress.map { unsafe column.readHundredths(count: count, into: $0) } ?? -1
        }
        #expect(unread == fen.count { $0 < 0 })
        let unreadNumbers = column.readNumbers(count: count)
        var missing = 0
        for index in 0..<count {
          let field = unsafe column.fields[index]
          if fen[index] >= 0 {
            #expect(field.hundredths() == UInt64(fen[index]), "\(texts[index])")
          }
          let number = unsafe column.numbers[index]
          if number.isNaN {
            missing += 1
          } else {
            #expect(field.number() == number, "\(texts[index])")
            #expect(Double(texts[index]) == number)
          }
        }
        #expect(unreadNumbers == missing)
      }
    }
  }

  @Test func commonShapesAreRead() {
    guard lpr_register_width() > LPR_WIDTH_BASELINE else { return }
    Self.withColumn(["302112.46", "0.00", "12345678.90", "1.25"]) { column, count in
      var fen = [Int64](repeating: 0, count: count)
      let unread = unsafe fen.withUnsafeMutableBufferPointer { buffer in
        unsafe buffer.baseAddress.map { unsafe column.readHundredths(count: count, into: $0) } ?? -1
      }
      #expect(unread == 0)
      #expect(fen == [30_211_246, 0, 1_234_567_890, 125])
    }
    Self.withColumn(["6", "3.98", "123456789012345", "0.0123456789012"]) { column, count in
      #expect(column.readNumbers(count: count) == 0)
      let numbers = (0..<count).map { unsafe column.numbers[$0] }
      #expect(
        numbers == [
          6, 3.98, 123_456_789_012_345, 0.0123456789012,
        ])
    }
  }

  @Test func days() {
    let months = MonthStarts()
    var texts = [
      "", "2024-02-29", "2023-02-29", "1900-01-01", "1899-12-31", "2099-12-31", "2100-01-01", "2024-00-10",
    ]
    texts += [
      "2024-13-01", "2024-01-00", "2024-04-31", "2024/01/01", "2024-1-01", "2024-01-0x", "24-01-01",
      "2024-01-011",
    ]
    for year in stride(from: 1900, through: 2099, by: 7) {
      for month in 1...12 {
        for day in [1, 28, 29, 30, 31, 32] {
          texts.append("\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)")
        }
      }
    }
    for start in stride(from: 0, to: texts.count, by: FieldColumn.capacity) {
      let part = Array(texts[start..<min(start + FieldColumn.capacity, texts.count)])
      Self.withColumn(part) { column, count in
        var days = [Int32](repeating: 0, count: count)
        let unread = unsafe days.withUnsafeMutableBufferPointer { buffer in
          unsafe buffer.baseAddress.map { unsafe months.read(column, count: count, into: $0) } ?? -1
        }
        #expect(unread == days.count { $0 == .min })
        for index in 0..<count {
          let text = part[index]
          let calendar = CalendarDay(iso: text)
          #expect(unsafe months.day(column.fields[index]) == calendar?.daysSinceEpoch, "\(text)")
          if days[index] != .min { #expect(days[index] == calendar?.daysSinceEpoch, "\(text)") }
          if days[index] == .min, lpr_register_width() > LPR_WIDTH_BASELINE, calendar != nil {
            #expect(text == "1899-12-31" || text == "2100-01-01")
          }
        }
      }
    }
  }
}
