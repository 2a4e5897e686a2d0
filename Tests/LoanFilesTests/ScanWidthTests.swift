import CKernels
import TestSupport
import Testing

/// The structural scan by each width of register that this processor has: the same offsets, state and traits as by the
/// narrowest, however much room the caller gives.
struct ScanWidthTests {
  private struct Scanned: Equatable {
    var positions: [UInt32] = []
    var state: UInt32
    var traits: UInt32 = 0
  }

  private static func scan(_ bytes: [UInt8], width: Int32, room: Int, from state: UInt32) -> Scanned {
    var scanned = Scanned(state: state)
    var scan = lpr_scan(state: state, traits: 0, consumed: 0)
    var positions = [UInt32](repeating: 0, count: room)
    repeat {
      let found = unsafe bytes.withUnsafeBufferPointer { input in
        unsafe positions.withUnsafeMutableBufferPointer { output in
          unsafe lpr_scan_delimiters_by(
            width, input.baseAddress, input.count, output.baseAddress, output.count, &scan)
        }
      }
      scanned.positions += positions.prefix(found)
    } while scan.consumed < bytes.count
    scanned.state = scan.state
    scanned.traits = scan.traits
    return scanned
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
  func widthsAgree(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let alphabets: [[UInt8]] = [
      Array("a,\n".utf8), Array("abcdefgh,".utf8), Array(",\"\nx".utf8), Array(",".utf8),
      Array("ab,\n\r\"".utf8) + [0, 0xC3, 0xA9], Array("plain text without any".utf8),
    ]
    for _ in 0..<400 {
      let letters = alphabets[Int.random(in: 0..<alphabets.count, using: &generator)]
      let bytes = (0..<Int.random(in: 0...700, using: &generator)).map { _ in
        letters[Int.random(in: 0..<letters.count, using: &generator)]
      }
      let state = UInt32.random(in: 0...3, using: &generator)
      let room = Int.random(in: 64...200, using: &generator)
      let expected = Self.scan(bytes, width: Int32(LPR_WIDTH_BASELINE), room: room, from: state)
      for width in 1...2 where Int32(width) <= lpr_register_width() {
        #expect(Self.scan(bytes, width: Int32(width), room: room, from: state) == expected)
      }
    }
  }
}
