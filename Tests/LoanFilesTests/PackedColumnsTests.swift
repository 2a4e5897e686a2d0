import LoanFiles
import Testing

/// What is packed is read back, bit for bit, in every layout and at every count.
@Suite struct PackedColumnsTests {
  private static let counts = [0, 1, 2, 3, 17, 128, 2047]

  private static func read(
    _ packer: ColumnPacker, dropping dropped: Int = 0, _ body: (inout ColumnUnpacker) -> Void
  ) -> Bool {
    let bytes = Array(packer.packed.dropLast(dropped))
    return unsafe bytes.withUnsafeBytes { raw in
      var unpacker = unsafe ColumnUnpacker(raw)
      body(&unpacker)
      return !unpacker.isBroken
    }
  }

  @Test(arguments: PackedColumnsTests.counts, [1, 2, 15, 16, 17, 255])
  func bytes(count: Int, range: Int) {
    let values = (0..<count).map { UInt8(truncatingIfNeeded: 255 - $0 * 7 % range) }
    var packer = ColumnPacker()
    packer.begin()
    packer.put(values.span)
    var back = Array(repeating: UInt8(1), count: count)
    let isWhole = PackedColumnsTests.read(packer) {
      var target = back.mutableSpan
      $0.take(&target)
    }
    #expect(isWhole)
    #expect(back == values)
    #expect(range > 16 || packer.packed.count <= 3 + count / 2)
  }

  @Test(
    arguments: PackedColumnsTests.counts, [1, 255, 256, 257, 65_535, 65_536, 65_537, 1 << 31, UInt32.max])
  func words(count: Int, range: UInt32) {
    let values = (0..<count).map { UInt32.max - UInt32(truncatingIfNeeded: $0 &* 2_654_435_761) % range }
    var packer = ColumnPacker()
    packer.begin()
    packer.put(values.span)
    let signed = values.map { Int32(bitPattern: $0) }
    packer.put(signed.span)
    var back = Array(repeating: UInt32(1), count: count)
    var signedBack = Array(repeating: Int32(1), count: count)
    let isWhole = PackedColumnsTests.read(packer) {
      var target = back.mutableSpan
      $0.take(&target)
      var signedTarget = signedBack.mutableSpan
      $0.take(&signedTarget)
    }
    #expect(isWhole)
    #expect(back == values)
    #expect(signedBack == signed)
  }

  @Test(
    arguments: PackedColumnsTests.counts,
    [
      0, 1, Int64(Int32.max) - 1, Int64(Int32.max), Int64(UInt32.max), 1 << 39 - 1, 1 << 39, 1 << 40, .max,
      -1,
    ])
  func amounts(count: Int, largest: Int64) {
    for every in [1, 3, 10_000] {
      let values = (0..<count).map { row in
        row % every == every - 1 ? Int64.min : (row == count / 2 ? largest : Int64(row))
      }
      var packer = ColumnPacker()
      packer.begin()
      packer.put(values.span, missing: .min)
      var back = Array(repeating: Int64(7), count: count)
      let isWhole = PackedColumnsTests.read(packer) {
        var target = back.mutableSpan
        $0.take(&target, missing: .min)
      }
      #expect(isWhole)
      #expect(back == values, "\(count) values up to \(largest), one of \(every) missing")
    }
  }

  @Test(
    arguments: [
      [], [3.98], [.nan, 4.66, 0, -0.05, 1000], [0.1 + 0.2, 3.98], [-0.0, 1], [2e7, .nan], [-21_474_836.48],
      [.infinity, 1], [1e300], [.leastNonzeroMagnitude], [.nan, .nan],
    ] as [[Double]])
  func numbers(_ values: [Double]) {
    var packer = ColumnPacker()
    packer.begin()
    packer.put(values.span)
    var back = Array(repeating: 7.0, count: values.count)
    let isWhole = PackedColumnsTests.read(packer) {
      var target = back.mutableSpan
      $0.take(&target)
    }
    #expect(isWhole)
    #expect(back.map(\.bitPattern) == values.map(\.bitPattern))
  }

  @Test func takesFourBytesForRates() {
    let rates = (0..<1000).map { Double(300 + $0) / 100 }
    var packer = ColumnPacker()
    packer.begin()
    packer.put(rates.span)
    #expect(packer.packed.count == 4001)
  }

  @Test func noticesMissingBytes() {
    var packer = ColumnPacker()
    packer.begin()
    packer.put([Int64](0..<100).span, missing: .min)
    var back = Array(repeating: Int64(0), count: 100)
    let isWhole = PackedColumnsTests.read(packer, dropping: 1) {
      var target = back.mutableSpan
      $0.take(&target, missing: .min)
    }
    #expect(!isWhole)
  }
}
