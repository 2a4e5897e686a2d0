internal import CKernels
import Glibc

/// Which bytes occurred in a scan at all, so that slow paths run only where they are needed.
public struct ByteTraits: OptionSet, Hashable, Sendable {
  /// The bits, as the kernel reports them.
  public let rawValue: UInt32

  /// The traits with the given bits.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// A double quote.
  public static let quote = ByteTraits(rawValue: 1)
  /// A carriage return.
  public static let carriageReturn = ByteTraits(rawValue: 2)
  /// A zero byte.
  public static let zero = ByteTraits(rawValue: 4)
  /// A byte of 0x80 or more.
  public static let nonASCII = ByteTraits(rawValue: 8)
}

/// Finds where fields and records end: every comma and line feed outside quotes.
///
/// A quote opens a quoted field only as the first byte of the field; inside, a doubled quote stands for a
/// quote and any other closes (RFC 4180). A quote elsewhere is a byte like any other, so that one stray quote
/// spoils one field, not the file. The storage is kept from scan to scan; one owner at a time.
@safe
public struct StructuralScanner: ~Copyable, @unchecked Sendable {
  /// One element for what stands before the first byte, then `room` positions.
  private var storage: UnsafeMutablePointer<UInt32>?
  private var room = 0

  /// The number of positions that the last scan found.
  public private(set) var count = 0
  /// The bytes that occurred in the last scan.
  public private(set) var traits: ByteTraits = []
  /// Whether the last scan ended inside quotes.
  public private(set) var endsInsideQuotes = false

  /// A scanner without storage.
  public init() {
    unsafe storage = nil
  }

  deinit {
    // SAFETY: the storage came from realloc and has this one owner.
    unsafe free(storage)
  }

  /// Scans bytes that begin at a record's start, and forgets the scan before.
  ///
  /// - Parameter bytes: Fewer than 2³² bytes.
  /// - Returns: The number of positions found.
  /// - Throws: ``FileFault/cannotRead(path:errno:)`` with `ENOMEM` when the positions find no memory.
  @discardableResult
  public mutating func scan(_ bytes: UnsafeRawBufferPointer) throws(FileFault) -> Int {
    precondition(bytes.count < 1 << 32, "positions have 32 bits")
    count = 0
    var scan = lpr_scan(state: 0, traits: 0, consumed: 0)
    let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    while scan.consumed < bytes.count {
      if room - count < 64 {
        try grow(to: max(room * 2, (bytes.count - scan.consumed) / 6 + 1024))
      }
      // SAFETY: the kernel writes at most `room - count` positions and reads `bytes.count` bytes.
      let free = unsafe storage.map { unsafe $0 + 1 + count }
      count += unsafe lpr_scan_delimiters(start, bytes.count, free, room - count, &scan)
    }
    traits = ByteTraits(rawValue: scan.traits)
    endsInsideQuotes = scan.state == UInt32(LPR_QUOTED)
    return count
  }

  /// Scans bytes that begin at a record's start; as for a raw buffer.
  @discardableResult
  public mutating func scan(_ bytes: Span<UInt8>) throws(FileFault) -> Int {
    // SAFETY: the span is borrowed for the length of the call, which keeps no pointer.
    let raw = unsafe bytes.withUnsafeBytes { unsafe $0 }
    return try unsafe scan(raw)
  }

  /// Scans a block; as for a raw buffer.
  @discardableResult
  public mutating func scan(_ block: RecordBlock) throws(FileFault) -> Int {
    // SAFETY: the block's storage outlives the call and does not grow within it.
    let raw = unsafe block.withUnsafeBytes { unsafe $0 }
    return try unsafe scan(raw)
  }

  /// The positions of the last scan, ascending, as offsets into its bytes.
  public borrowing func withPositions<Result, Failure: Error>(
    _ body: (Span<UInt32>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // SAFETY: the first `count` elements were written by the last scan; no scan can run within a borrow.
    let positions = unsafe UnsafeBufferPointer(start: storage.map { unsafe $0 + 1 }, count: count)
    return try unsafe body(positions.span)
  }

  /// The positions behind one that stands before the first byte (`UInt32.max`), so that the `k`-th field begins
  /// at `bounds[k] &+ 1` and ends at `bounds[k + 1]`; empty when nothing was found.
  public borrowing func withBounds<Result, Failure: Error>(
    _ body: (Span<UInt32>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // SAFETY: as above; the first element was written when the storage was made.
    let bounds = unsafe UnsafeBufferPointer(start: storage, count: count == 0 ? 0 : count + 1)
    return try unsafe body(bounds.span)
  }

  private mutating func grow(to wanted: Int) throws(FileFault) {
    let size = (wanted + 1) * MemoryLayout<UInt32>.stride
    // SAFETY: realloc keeps the positions found so far; on failure the old storage stays ours.
    guard let grown = unsafe realloc(storage, size) else { throw .cannotRead(path: "", errno: ENOMEM) }
    let positions = unsafe grown.assumingMemoryBound(to: UInt32.self)
    unsafe positions[0] = .max
    unsafe storage = positions
    room = wanted
  }
}
