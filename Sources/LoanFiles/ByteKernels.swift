internal import CKernels

/// Questions about a run of bytes that a vector answers at once.
public enum ByteKernels {
  /// How often a byte occurs.
  public static func count(of byte: UInt8, in bytes: UnsafeRawBufferPointer) -> Int {
    // SAFETY: the pointer and count belong together.
    unsafe lpr_count_byte(bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, byte)
  }

  /// The offset of the first ill-formed UTF-8 sequence, `nil` when all is well-formed.
  public static func firstInvalidUTF8(in bytes: UnsafeRawBufferPointer) -> Int? {
    // SAFETY: the pointer and count belong together.
    let at = unsafe lpr_validate_utf8(bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    return at == Int(bitPattern: UInt.max) ? nil : Int(at)
  }

  /// The offset of the first ill-formed UTF-8 sequence, `nil` when all is well-formed.
  public static func firstInvalidUTF8(in bytes: Span<UInt8>) -> Int? {
    // SAFETY: the pointer is used within the call only.
    unsafe bytes.withUnsafeBytes { unsafe firstInvalidUTF8(in: $0) }
  }

  /// The offset after the last line feed outside quotes, 0 without one; `state` carries the quotes.
  static func lastRecordEnd(_ bytes: UnsafeRawBufferPointer, state: inout UInt32) -> Int {
    // SAFETY: the pointer and count belong together.
    unsafe lpr_last_record_end(bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, &state)
  }

  /// The offset of the quote in which the bytes end.
  static func openQuote(_ bytes: UnsafeRawBufferPointer) -> Int? {
    // SAFETY: the pointer and count belong together.
    let at = unsafe lpr_open_quote(bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    return at == Int(bitPattern: UInt.max) ? nil : Int(at)
  }

  /// Whether a scan that ended in `state` is inside quotes.
  static func isQuoted(_ state: UInt32) -> Bool { state == UInt32(LPR_QUOTED) }
}
