internal import CKernels
import Glibc
import Synchronization

/// What to do with a file that already has the output's name.
public enum ExistingOutput: Sendable {
  /// Leave it and fail with ``FileFault/exists(path:)``.
  case refuse
  /// Put the output in its place.
  case replace
}

/// A file that appears whole under its name, or not at all.
///
/// The bytes go to `.name.lprisk-XXXXXX.tmp` in the same folder, which ``commit()`` renames; without a commit
/// the file is discarded, also by a signal. A device or a pipe as the target is written to directly. Calls
/// from several threads are put in a row by a lock.
public final class AtomicFile: Sendable {
  /// The path that was asked for.
  public let path: String

  private enum Phase {
    case open(Descriptor)
    case done
  }

  private let target: AtomicTarget
  private let phase: Mutex<Phase>

  /// Opens the output, so that what cannot be written fails before the work.
  ///
  /// - Throws: ``FileFault/exists(path:)``, ``FileFault/cannotCreate(path:errno:)``
  public init(path: String, existing: ExistingOutput = .refuse) throws(FileFault) {
    self.path = path
    let (target, descriptor) = try AtomicTarget.open(path, existing: existing)
    self.target = target
    phase = Mutex(.open(descriptor))
  }

  deinit {
    discard()
  }

  /// Whether nothing is seen of the bytes before ``commit()``: not so of a device or a pipe.
  public var isHeld: Bool {
    if case .direct = target { false } else { true }
  }

  /// Writes bytes after those written before.
  ///
  /// - Throws: ``FileFault/cannotWrite(path:errno:)``, ``FileFault/brokenPipe``, ``FileFault/interrupted``
  public func write(_ bytes: UnsafeRawBufferPointer) throws(FileFault) {
    try phase.withLock { phase throws(FileFault) in
      guard case .open(let descriptor) = phase else { throw .cannotWrite(path: path, errno: EBADF) }
      try unsafe descriptor.write(bytes)
    }
  }

  /// Gives the file its name; later calls do nothing.
  ///
  /// - Throws: ``FileFault/exists(path:)`` when another process took the name meanwhile,
  ///   ``FileFault/cannotWrite(path:errno:)``
  public func commit() throws(FileFault) {
    try phase.withLock { phase throws(FileFault) in
      guard case .open(let descriptor) = phase else { return }
      phase = .done
      try target.publish(descriptor)
    }
  }

  /// Removes what was written; does nothing after a commit.
  public func discard() {
    phase.withLock { phase in
      guard case .open = phase else { return }
      phase = .done
      target.remove()
    }
  }
}
