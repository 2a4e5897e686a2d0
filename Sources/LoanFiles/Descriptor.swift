import Glibc

/// A file descriptor that is closed with its last owner; reads and writes see signals and short counts.
final class Descriptor: Sendable {
  let raw: Int32
  let path: String
  private let closes: Bool

  init(_ raw: Int32, path: String, closes: Bool = true) {
    self.raw = raw
    self.path = path
    self.closes = closes
  }

  deinit {
    if closes { _ = close(raw) }
  }

  /// Whether a read or write may block for ever, so that a signal must be able to end it.
  static func mayBlock(_ mode: mode_t) -> Bool {
    let kind = mode & S_IFMT
    return kind == S_IFIFO || kind == S_IFCHR || kind == S_IFSOCK
  }

  /// One read(2); 0 at the end of the input.
  func read(into buffer: UnsafeMutableRawBufferPointer, mayBlock: Bool) throws(FileFault) -> Int {
    while true {
      if Interrupt.isRequested { throw .interrupted }
      if mayBlock { try waitForInput() }
      // SAFETY: the buffer is the caller's and at least `count` bytes long.
      let got = unsafe Glibc.read(raw, buffer.baseAddress, buffer.count)
      if got >= 0 { return got }
      let fault = errno
      if fault == EINTR || fault == EAGAIN { continue }
      throw .cannotRead(path: path, errno: fault)
    }
  }

  /// Waits for input or a signal: the signal may arrive at another thread, so EINTR alone would not do.
  private func waitForInput() throws(FileFault) {
    let wake = Interrupt.wakeDescriptor
    var waiting = [
      pollfd(fd: raw, events: Int16(POLLIN), revents: 0), pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
    ]
    // SAFETY: the array holds the two entries announced; poll passes over a negative descriptor.
    let ready = unsafe poll(&waiting, 2, -1)
    if Interrupt.isRequested { throw .interrupted }
    if ready < 0 && errno != EINTR { throw .cannotRead(path: path, errno: errno) }
  }

  /// Writes all bytes, in order.
  func write(_ bytes: UnsafeRawBufferPointer) throws(FileFault) {
    var done = 0
    while done < bytes.count {
      // SAFETY: `done` stays below the count.
      let put = unsafe Glibc.write(raw, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done)
      if put >= 0 {
        done += put
        continue
      }
      try recover(from: errno)
    }
  }

  /// Writes all bytes at a place of the file; any thread.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileFault) {
    var done = 0
    while done < bytes.count {
      // SAFETY: `done` stays below the count.
      let rest = unsafe bytes.baseAddress.map { unsafe $0 + done }
      let put = unsafe pwrite(raw, rest, bytes.count - done, off_t(offset + done))
      if put >= 0 {
        done += put
        continue
      }
      try recover(from: errno)
    }
  }

  /// Reads exactly as many bytes as the buffer holds from a place of the file; any thread.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) {
    var done = 0
    while done < buffer.count {
      // SAFETY: `done` stays below the count.
      let rest = unsafe buffer.baseAddress.map { unsafe $0 + done }
      let got = unsafe pread(raw, rest, buffer.count - done, off_t(offset + done))
      if got > 0 {
        done += got
      } else if got == 0 {
        throw .cannotRead(path: path, errno: EIO)
      } else if errno != EINTR {
        throw .cannotRead(path: path, errno: errno)
      }
    }
  }

  private func recover(from fault: Int32) throws(FileFault) {
    switch fault {
    case EINTR:
      if Interrupt.isRequested { throw .interrupted }
    case EAGAIN:
      var waiting = pollfd(fd: raw, events: Int16(POLLOUT), revents: 0)
      // SAFETY: one entry, announced as one.
      _ = unsafe poll(&waiting, 1, 100)
      if Interrupt.isRequested { throw .interrupted }
    case EPIPE:
      throw .brokenPipe
    default:
      throw .cannotWrite(path: path, errno: fault)
    }
  }
}
