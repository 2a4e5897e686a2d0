import Testing

@testable import LoanFiles

@Suite struct ByteKernelsTests {
  @Test(arguments: [0, 1, 63, 64, 65, 3839, 3840, 3841, 20_000])
  func countsBytes(length: Int) {
    var generator = SeededGenerator(seed: UInt64(length))
    let bytes = (0..<length).map { _ in UInt8.random(in: 9...11, using: &generator) }
    // SAFETY: the bytes live for the call.
    let counted = unsafe bytes.withUnsafeBytes { unsafe ByteKernels.count(of: 10, in: $0) }
    #expect(counted == bytes.count { $0 == 10 })
    let all = unsafe [UInt8](repeating: 10, count: length).withUnsafeBytes {
      unsafe ByteKernels.count(of: 10, in: $0)
    }
    #expect(all == length)
  }

  /// Unicode 16, table 3-7: the bounds of every row, one step outside each.
  @Test(
    arguments: [
      ([0x80], 0), ([0xc1, 0x80], 0), ([0xc2, 0x80], nil), ([0xdf, 0xbf], nil), ([0xc2], 0),
      ([0xc2, 0x41], 0),
      ([0xe0, 0x9f, 0x80], 0), ([0xe0, 0xa0, 0x80], nil), ([0xed, 0x9f, 0xbf], nil), ([0xed, 0xa0, 0x80], 0),
      ([0xee, 0x80, 0x80], nil), ([0xef, 0xbf, 0xbf], nil), ([0xe4, 0xb8], 0), ([0xf0, 0x8f, 0x80, 0x80], 0),
      ([0xf0, 0x90, 0x80, 0x80], nil), ([0xf4, 0x8f, 0xbf, 0xbf], nil), ([0xf4, 0x90, 0x80, 0x80], 0),
      ([0xf5, 0x80, 0x80, 0x80], 0), ([0xff], 0), ([0xf0, 0x90, 0x80], 0),
    ] as [([UInt8], Int?)])
  func findsIllFormedSequences(sequence: [UInt8], expected: Int?) {
    for filler in [0, 7, 8, 64, 129] {
      let bytes = [UInt8](repeating: 97, count: filler) + Array("款".utf8) + sequence
      #expect(ByteKernels.firstInvalidUTF8(in: bytes.span) == expected.map { $0 + filler + 3 })
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func agreesWithSwiftOnRandomBytes(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let length = Int.random(in: 0...80, using: &generator)
      var bytes = Array("一笔贷款 loan é 😀 and so on and so on, over a hundred bytes of text in all here".utf8)
        .prefix(length)
      if length > 0 && Bool.random(using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      let isValid = String(validating: bytes, as: UTF8.self) != nil
      #expect((ByteKernels.firstInvalidUTF8(in: Array(bytes).span) == nil) == isValid, "seed \(seed)")
    }
  }
}
