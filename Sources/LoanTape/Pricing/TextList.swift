/// Texts that are written again and again, each at the begin of as many bytes as the longest takes.
@safe final class TextList: @unchecked Sendable {
  // Nothing changes after `init`.
  /// Texts are copied in steps of so many bytes.
  static let step = 16

  private let spacing: Int
  private let lengths: UnsafeMutablePointer<Int>
  private let bytes: UnsafeMutablePointer<UInt8>
  private let count: Int

  /// Lays texts out.
  init(_ texts: [[UInt8]]) {
    count = texts.count
    spacing = ((texts.map(\.count).max() ?? 0) / TextList.step + 1) * TextList.step
    unsafe lengths = .allocate(capacity: max(1, count))
    unsafe bytes = .allocate(capacity: max(1, count) * spacing)
    unsafe bytes.initialize(repeating: 0, count: max(1, count) * spacing)
    for (index, text) in texts.enumerated() {
      unsafe (lengths + index).initialize(to: text.count)
      for (offset, byte) in text.enumerated() { unsafe bytes[index * spacing + offset] = byte }
    }
  }

  deinit {
    // SAFETY: allocated in `init`; the elements are trivial.
    unsafe lengths.deallocate()
    unsafe bytes.deallocate()
  }

  /// A text; whole steps of bytes can be read.
  @inline(__always) func text(_ index: Int) -> (start: UnsafePointer<UInt8>, count: Int) {
    precondition(index >= 0 && index < count)
    // SAFETY: the index lies below the count.
    return unsafe (UnsafePointer(bytes + index &* spacing), lengths[index])
  }
}
