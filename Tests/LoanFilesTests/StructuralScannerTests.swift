import Testing

@testable import LoanFiles

@Suite struct StructuralScannerTests {
  private func positions(_ bytes: [UInt8]) throws -> [UInt32] {
    var scanner = StructuralScanner()
    try scanner.scan(bytes.span)
    return scanner.withPositions { span in span.indices.map { span[$0] } }
  }

  @Test(
    arguments: [
      ("", []),
      (",", [0]),
      ("a,b\nc", [1, 3]),
      ("\"a,b\",c\n", [5, 7]),
      ("\"a\"\"\n,\",c\n", [7, 9]),
      ("5\" pipe,x\n", [7, 9]),
      ("\"a\"b\",c\n", [5, 7]),
      ("\"\",\"\"\n", [2, 5]),
      ("\"\"\"\",x\n", [4, 6]),
      ("\"open,\n", []),
    ] as [(String, [UInt32])])
  func findsWhatStandsOutsideQuotes(text: String, expected: [UInt32]) throws {
    #expect(try positions(Array(text.utf8)) == expected)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func agreesWithTheDefinition(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let alphabets: [[UInt8]] = [
      Array("abc,\n".utf8), Array("ab,\n\"".utf8), Array("abcdefghij\",\n".utf8), [34, 44],
    ]
    for round in 0..<60 {
      let alphabet = alphabets[round % alphabets.count]
      let length = Int.random(in: 0...(round < 30 ? 200 : 3000), using: &generator)
      let bytes = (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
      let naive = NaiveScan(bytes)
      #expect(try positions(bytes) == naive.positions, "seed \(seed), round \(round)")
      // Split anywhere, the state carries over.
      let cut = Int.random(in: 0...length, using: &generator)
      var state: UInt32 = 0
      // SAFETY: the arrays live for the calls.
      let first = unsafe Array(bytes[..<cut]).withUnsafeBytes {
        unsafe ByteKernels.lastRecordEnd($0, state: &state)
      }
      let second = unsafe Array(bytes[cut...]).withUnsafeBytes {
        unsafe ByteKernels.lastRecordEnd($0, state: &state)
      }
      #expect((second > 0 ? cut + second : first) == naive.lastRecordEnd, "seed \(seed), round \(round)")
      let open = unsafe bytes.withUnsafeBytes { unsafe ByteKernels.openQuote($0) }
      #expect(open == naive.openQuote, "seed \(seed), round \(round)")
      #expect(ByteKernels.isQuoted(state) == (naive.openQuote != nil))
    }
  }

  @Test(arguments: [1, 63, 64, 65, 127, 200])
  func wellFormedQuotesAcrossGroups(shift: Int) throws {
    let row = Array("\"a,\"\"b\"\"\",\"\",plain,\"\n\"\n".utf8)
    let bytes = [UInt8](repeating: 120, count: shift) + [44] + Array(repeatElement(row, count: 50).joined())
    #expect(try positions(bytes) == NaiveScan(bytes).positions)
  }

  @Test(
    arguments: [
      ("plain,1\n", []), ("a\"b", .quote), ("a\r\n", .carriageReturn), ("a\0", .zero), ("贷款", .nonASCII),
      ("\"\r\0é", [.quote, .carriageReturn, .zero, .nonASCII]),
    ] as [(String, ByteTraits)])
  func reportsWhichBytesOccur(text: String, expected: ByteTraits) throws {
    for filler in [0, 100] {
      let bytes =
        [UInt8](repeating: 97, count: filler) + Array(text.utf8) + [UInt8](repeating: 97, count: filler)
      var scanner = StructuralScanner()
      try scanner.scan(bytes.span)
      #expect(scanner.traits == expected)
    }
  }

  @Test(arguments: [",a,bc\n", "abc\n", "\n\n", "abc", ""])
  func boundsSurroundEachField(text: String) throws {
    let bytes = Array(text.utf8)
    let expected = bytes.indices.filter { bytes[$0] == 44 || bytes[$0] == 10 }.map { UInt32($0) }
    var scanner = StructuralScanner()
    try scanner.scan(bytes.span)
    let bounds = scanner.withBounds { span in span.indices.map { span[$0] } }
    #expect(bounds == (expected.isEmpty ? [] : [.max] + expected))
  }

  @Test func isUsedAgain() throws {
    var scanner = StructuralScanner()
    for text in [String(repeating: ",", count: 100_000), "a\n", ""] {
      let bytes = Array(text.utf8)
      try scanner.scan(bytes.span)
      #expect(scanner.count == NaiveScan(Array(text.utf8)).positions.count)
    }
  }
}
