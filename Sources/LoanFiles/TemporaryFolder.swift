import Glibc
import Synchronization

/// A private folder (mode 0700) for the files of one run, gone with all its content at the end.
public final class TemporaryFolder: Sendable {
  /// The folder's path.
  public let path: String

  private let entry: CleanUpEntry
  private let isRemoved = Mutex(false)
  private let nextNumber = Atomic<Int>(0)

  /// Makes a folder inside `parent`, or else inside `$TMPDIR`, or else inside `/tmp`.
  ///
  /// - Throws: ``FileFault/cannotCreate(path:errno:)`` with the folder in which it was to be made.
  public init(in parent: String? = nil) throws(FileFault) {
    let place = parent ?? Self.systemFolder
    var template = Array("\(place)/lprisk-XXXXXX".utf8CString)
    // SAFETY: the template is ours, ends in a zero byte and is changed in place.
    let made = unsafe template.withUnsafeMutableBufferPointer { name in
      unsafe name.baseAddress.map { unsafe mkdtemp($0) != nil } ?? false
    }
    guard made else { throw .cannotCreate(path: place, errno: errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    entry = CleanUpEntry(path)
  }

  deinit {
    remove()
  }

  /// Removes the folder and everything in it; the second call does nothing.
  public func remove() {
    isRemoved.withLock { removed in
      guard !removed else { return }
      removed = true
      CleanUpEntry.removeFolder(path)
      entry.forget()
    }
  }

  /// A file open for reading and writing that has no name any more, so that it cannot outlive the process.
  func makeUnnamedFile(_ purpose: String) throws(FileFault) -> Descriptor {
    let number = nextNumber.add(1, ordering: .relaxed).newValue
    let file = "\(path)/\(purpose)-\(number)"
    // SAFETY: the C string lives for each call.
    let raw = unsafe open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard raw >= 0 else { throw .cannotCreate(path: file, errno: errno) }
    // SAFETY: as above.
    _ = unsafe unlink(file)
    return Descriptor(raw, path: file)
  }

  private static var systemFolder: String {
    // SAFETY: the value is copied before anybody can change the environment.
    guard let value = unsafe getenv("TMPDIR"), unsafe value.pointee != 0 else { return "/tmp" }
    return unsafe String(cString: value)
  }
}
