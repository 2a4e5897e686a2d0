import Glibc
import Synchronization

/// The bytes of a path or of standard input, gzip undone.
///
/// One owner at a time.
@safe
final class ByteSource {
  private enum Encoding {
    case unknown
    case plain
    case gzip(Inflater)
  }

  private static let rawBytes = 256 * 1024

  let totalBytes: Int?
  /// Bytes taken from the file so far, as they lie in it; any thread may look.
  let bytesRead = Atomic<Int>(0)

  private let descriptor: Descriptor
  private let mayBlock: Bool
  private let onRawBytes: ((UnsafeRawBufferPointer) -> Void)?
  private var encoding = Encoding.unknown
  /// Bytes read ahead: the first two, and all gzip input.
  ///
  /// Those before `rawStart` are used up.
  private let raw = ByteBuffer()
  private var rawStart = 0
  private var insideMember = true

  init(path: String, onRawBytes: ((UnsafeRawBufferPointer) -> Void)?) throws(FileFault) {
    let number = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else {
      let fault = errno
      throw fault == EINTR && Interrupt.isRequested ? .interrupted : .cannotRead(path: path, errno: fault)
    }
    descriptor = Descriptor(number, path: path, closes: path != "-")
    var status = stat()
    // SAFETY: fstat fills the one struct it is given.
    guard unsafe fstat(number, &status) == 0 else { throw .cannotRead(path: path, errno: errno) }
    let kind = status.st_mode & S_IFMT
    guard kind != S_IFDIR else { throw .cannotRead(path: path, errno: EISDIR) }
    totalBytes = kind == S_IFREG ? max(0, Int(status.st_size) - max(0, Int(lseek(number, 0, SEEK_CUR)))) : nil
    mayBlock = Descriptor.mayBlock(status.st_mode)
    unsafe self.onRawBytes = onRawBytes
  }

  private var path: String { descriptor.path }
  private var rawLeft: Int { raw.count - rawStart }

  /// Fills the buffer up to `target` bytes; `true` when the input has ended.
  func fill(_ buffer: ByteBuffer, upTo target: Int) throws(FileFault) -> Bool {
    while buffer.count < target {
      switch encoding {
      case .unknown:
        try detectEncoding()
      case .plain:
        if rawLeft > 0 {
          takeReadAhead(buffer, upTo: target)
        } else if try read(into: buffer, upTo: target) == 0 {
          return true
        }
      case .gzip(let inflater):
        if try inflate(with: inflater, into: buffer, upTo: target) { return true }
      }
    }
    return false
  }

  private func detectEncoding() throws(FileFault) {
    guard raw.reserve(Self.rawBytes) else { throw .cannotRead(path: path, errno: ENOMEM) }
    while raw.count < 2 {
      if try read(into: raw, upTo: Self.rawBytes) == 0 { break }
    }
    let isGzip = raw.withSpan { $0.count >= 2 && $0[0] == 0x1f && $0[1] == 0x8b }
    guard isGzip else {
      encoding = .plain
      return
    }
    guard let inflater = Inflater() else { throw .cannotRead(path: path, errno: ENOMEM) }
    encoding = .gzip(inflater)
  }

  /// One read(2) after the content of the buffer.
  private func read(into buffer: ByteBuffer, upTo target: Int) throws(FileFault) -> Int {
    // SAFETY: the free space is the buffer's own; the tap sees only bytes just written.
    let got = try unsafe buffer.withFreeSpace(upTo: target) { space throws(FileFault) in
      let got = try unsafe descriptor.read(into: space, mayBlock: mayBlock)
      if got > 0 { unsafe onRawBytes?(UnsafeRawBufferPointer(rebasing: space[..<got])) }
      return got
    }
    buffer.grow(by: got)
    bytesRead.add(got, ordering: .relaxed)
    return got
  }

  private func takeReadAhead(_ buffer: ByteBuffer, upTo target: Int) {
    // SAFETY: two different buffers, and the length is the smaller of both.
    let taken = unsafe raw.withUnsafeBytes { ahead in
      unsafe buffer.withFreeSpace(upTo: target) { space in
        let length = min(space.count, rawLeft)
        let rest = unsafe UnsafeRawBufferPointer(rebasing: ahead[rawStart..<rawStart + length])
        unsafe space.copyMemory(from: rest)
        return length
      }
    }
    buffer.grow(by: taken)
    rawStart += taken
  }

  /// Reads more gzip input when all is used up; `false` at the end of the file.
  private func refill() throws(FileFault) -> Bool {
    guard rawLeft == 0 else { return true }
    raw.truncate(to: 0)
    rawStart = 0
    return try read(into: raw, upTo: Self.rawBytes) > 0
  }

  /// One step of decoding; `true` at the end of the last member.
  private func inflate(
    with inflater: Inflater, into buffer: ByteBuffer, upTo target: Int
  ) throws(FileFault) -> Bool {
    guard insideMember else { return try !findMember(inflater) }
    guard try refill() else { throw .gzipTruncated(path: path) }
    let step: Inflater.Step
    do throws(Inflater.Failure) {
      // SAFETY: two different buffers, each with its own length.
      step = try unsafe raw.withUnsafeBytes { input throws(Inflater.Failure) in
        try unsafe buffer.withFreeSpace(upTo: target) { space throws(Inflater.Failure) in
          try unsafe inflater.step(UnsafeRawBufferPointer(rebasing: input[rawStart...]), into: space)
        }
      }
    } catch {
      switch error {
      case .corrupt: throw .gzipCorrupt(path: path)
      case .outOfMemory: throw .cannotRead(path: path, errno: ENOMEM)
      }
    }
    rawStart += step.consumed
    buffer.grow(by: step.produced)
    insideMember = !step.endsMember
    return false
  }

  /// After a member: another one, zero padding to the end (`false`), or something that does not belong there.
  private func findMember(_ inflater: Inflater) throws(FileFault) -> Bool {
    var padded = false
    while try refill() {
      let next = raw.withSpan { $0[rawStart] }
      if next == 0x1f && !padded {
        inflater.startMember()
        insideMember = true
        return true
      }
      guard next == 0 else { throw .gzipCorrupt(path: path) }
      padded = true
      rawStart += 1
    }
    return false
  }
}
