internal import CKernels

/// A 128-bit hash of bytes: the same for ever and on every platform; not against an adversary.
public struct Digest128: Hashable, Sendable, BitwiseCopyable {
  /// The first 64 bits: partitions and hash tables take their bits from here.
  public let high: UInt64
  /// The other 64 bits.
  public let low: UInt64

  /// The hash of bytes under a seed.
  public init(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) {
    var halves: (UInt64, UInt64) = (0, 0)
    // SAFETY: the pointer and count belong together; the pair is two words in a row.
    unsafe withUnsafeMutableBytes(of: &halves) { out in
      let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
      let words = unsafe out.baseAddress?.assumingMemoryBound(to: UInt64.self)
      unsafe lpr_hash128(start, bytes.count, seed, words)
    }
    (high, low) = halves
  }

  /// The hash of bytes under a seed.
  public init(_ bytes: Span<UInt8>, seed: UInt64 = 0) {
    // SAFETY: the pointer is used within the call only.
    self = unsafe bytes.withUnsafeBytes { unsafe Digest128($0, seed: seed) }
  }

  /// A digest from its two halves.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}

extension Digest128: Comparable {
  /// The order of the 128-bit numbers.
  public static func < (left: Digest128, right: Digest128) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}
