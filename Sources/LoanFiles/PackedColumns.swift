internal import CKernels

/// Writes columns in few bytes, one after the other, for ``ColumnUnpacker``: a column of small numbers takes a
/// byte or two a row.
public struct ColumnPacker {
  private var bytes: [UInt8] = []
  private var used = 0

  /// A packer without storage.
  public init() {}

  /// Forgets what was packed.
  public mutating func begin() {
    used = 0
  }

  /// What was packed since ``begin()``.
  public var packed: ArraySlice<UInt8> { bytes[0..<used] }

  private mutating func put(count: Int, width: Int, _ pack: (UnsafeMutablePointer<UInt8>) -> Int) {
    let needed = used + lpr_pack_room(count, width)
    if bytes.count < needed { bytes.append(contentsOf: repeatElement(0, count: 2 * needed - bytes.count)) }
    // SAFETY: the kernels write at most the room that was made.
    used += unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return 0 }
      return unsafe pack(start + used)
    }
  }

  /// Packs bytes.
  public mutating func put(_ values: Span<UInt8>) {
    // SAFETY: pointer and count belong together; as for the others.
    unsafe values.withUnsafeBufferPointer { values in
      unsafe put(count: values.count, width: 1) { unsafe lpr_pack8(values.baseAddress, values.count, $0) }
    }
  }

  /// Packs numbers of 32 bits.
  public mutating func put(_ values: Span<UInt32>) {
    unsafe values.withUnsafeBufferPointer { values in
      unsafe put(count: values.count, width: 4) { unsafe lpr_pack32(values.baseAddress, values.count, $0) }
    }
  }

  /// Packs numbers of 32 bits.
  public mutating func put(_ values: Span<Int32>) {
    unsafe values.withUnsafeBufferPointer { values in
      unsafe values.withMemoryRebound(to: UInt32.self) { words in
        unsafe put(count: words.count, width: 4) { unsafe lpr_pack32(words.baseAddress, words.count, $0) }
      }
    }
  }

  /// Packs numbers of 64 bits, of which one stands for none.
  public mutating func put(_ values: Span<Int64>, missing: Int64) {
    unsafe values.withUnsafeBufferPointer { values in
      unsafe put(count: values.count, width: 8) {
        unsafe lpr_pack64(values.baseAddress, values.count, missing, $0)
      }
    }
  }

  /// Packs doubles; every NaN is read back as the quiet one.
  public mutating func put(_ values: Span<Double>) {
    unsafe values.withUnsafeBufferPointer { values in
      unsafe put(count: values.count, width: 8) {
        unsafe lpr_pack_numbers(values.baseAddress, values.count, $0)
      }
    }
  }
}

/// Reads columns in the order in which a ``ColumnPacker`` wrote them.
@safe
public struct ColumnUnpacker {
  private let bytes: UnsafeRawBufferPointer
  private var used = 0
  /// Whether the bytes are not those that a packer wrote.
  public private(set) var isBroken = false

  /// Begins before the first column; the bytes must outlive the reading.
  public init(_ bytes: UnsafeRawBufferPointer) {
    unsafe self.bytes = unsafe bytes
  }

  private mutating func take(_ unpack: (UnsafePointer<UInt8>?, Int) -> Int) {
    // SAFETY: the kernels read at most the bytes that are left.
    let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let size = unsafe unpack(start.map { unsafe $0 + used }, bytes.count - used)
    used += size
    if size == 0 { isBroken = true }
  }

  /// Reads as many bytes as the target holds.
  public mutating func take(_ values: inout MutableSpan<UInt8>) {
    // SAFETY: pointer and count belong together; as for the others.
    unsafe values.withUnsafeMutableBufferPointer { values in
      unsafe take { unsafe lpr_unpack8($0, $1, values.baseAddress, values.count) }
    }
  }

  /// Reads as many numbers of 32 bits as the target holds.
  public mutating func take(_ values: inout MutableSpan<UInt32>) {
    unsafe values.withUnsafeMutableBufferPointer { values in
      unsafe take { unsafe lpr_unpack32($0, $1, values.baseAddress, values.count) }
    }
  }

  /// Reads as many numbers of 32 bits as the target holds.
  public mutating func take(_ values: inout MutableSpan<Int32>) {
    unsafe values.withUnsafeMutableBufferPointer { values in
      unsafe values.withMemoryRebound(to: UInt32.self) { words in
        unsafe take { unsafe lpr_unpack32($0, $1, words.baseAddress, words.count) }
      }
    }
  }

  /// Reads as many numbers of 64 bits as the target holds.
  public mutating func take(_ values: inout MutableSpan<Int64>, missing: Int64) {
    unsafe values.withUnsafeMutableBufferPointer { values in
      unsafe take { unsafe lpr_unpack64($0, $1, missing, values.baseAddress, values.count) }
    }
  }

  /// Reads as many doubles as the target holds.
  public mutating func take(_ values: inout MutableSpan<Double>) {
    unsafe values.withUnsafeMutableBufferPointer { values in
      unsafe take { unsafe lpr_unpack_numbers($0, $1, values.baseAddress, values.count) }
    }
  }
}
