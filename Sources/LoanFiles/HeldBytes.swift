import Glibc

/// The first bytes of a temporary file, kept in memory.
///
/// The system gives the memory as it is touched: what is never written takes none. Where it gives no room at all, nothing
/// is held and the file takes every byte.
@safe
final class HeldBytes: @unchecked Sendable {
  /// How many bytes are held.
  let capacity: Int
  private let start: UnsafeMutableRawPointer

  /// Asks for room; nil where there is none.
  init?(capacity: Int) {
    guard capacity > 0 else { return nil }
    // SAFETY: new, private pages of no file.
    let mapped = unsafe mmap(nil, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else { return nil }
    #if os(Linux)
      // A hint: one fault for two megabytes in place of five hundred.
      // SAFETY: the pages just mapped.
      _ = unsafe madvise(mapped, capacity, MADV_HUGEPAGE)
    #endif
    unsafe start = mapped
    self.capacity = capacity
  }

  deinit {
    // SAFETY: mapped in `init` with this length; no pointer to it leaves this object.
    _ = unsafe munmap(start, capacity)
  }

  /// Takes the part of some bytes that falls into what is held; any thread, places apart.
  ///
  /// - Returns: How many of them.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int {
    let count = part(of: bytes.count, at: offset)
    if count > 0, let source = bytes.baseAddress {
      // SAFETY: the part lies below the capacity, and the caller's bytes lie elsewhere.
      unsafe (start + offset).copyMemory(from: source, byteCount: count)
    }
    return count
  }

  /// Fills the part of a buffer that falls into what is held; any thread.
  ///
  /// - Returns: How many bytes of it.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = part(of: buffer.count, at: offset)
    if count > 0, let target = buffer.baseAddress {
      // SAFETY: as above.
      unsafe target.copyMemory(from: start + offset, byteCount: count)
    }
    return count
  }

  private func part(of count: Int, at offset: Int) -> Int {
    precondition(offset >= 0)
    return max(0, min(count, capacity - offset))
  }
}
