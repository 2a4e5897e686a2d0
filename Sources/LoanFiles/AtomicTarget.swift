internal import CKernels
import Glibc

/// Where the bytes of an ``AtomicFile`` go before they are whole, and where afterwards.
enum AtomicTarget: Sendable {
  /// A device or a pipe: nothing to rename.
  case direct
  case renamed(temporary: String, final: String, entry: CleanUpEntry, existing: ExistingOutput)

  /// Chooses between the two, and opens the file.
  static func open(_ path: String, existing: ExistingOutput) throws(FileFault) -> (AtomicTarget, Descriptor) {
    var status = stat()
    // SAFETY: stat fills the one struct it is given.
    guard unsafe stat(path, &status) == 0 else {
      guard errno == ENOENT, let last = path.utf8.last, last != UInt8(ascii: "/") else {
        throw .cannotCreate(path: path, errno: errno)
      }
      return try openSibling(of: path, named: path, mode: nil, existing: existing)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      throw .cannotCreate(path: path, errno: EISDIR)
    case S_IFREG:
      guard existing == .replace else { throw .exists(path: path) }
      // SAFETY: the C string lives for the call.
      guard unsafe access(path, W_OK) == 0 else { throw .cannotCreate(path: path, errno: errno) }
      return try openSibling(
        of: resolved(path), named: path, mode: status.st_mode & 0o777, existing: existing)
    case S_IFCHR, S_IFIFO:
      return (.direct, try openDirectly(path))
    default:
      throw .cannotCreate(path: path, errno: ENOTSUP)
    }
  }

  private static func openDirectly(_ path: String) throws(FileFault) -> Descriptor {
    while true {
      // SAFETY: the C string lives for the call.
      let raw = unsafe Glibc.open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
      if raw >= 0 { return Descriptor(raw, path: path) }
      if Interrupt.isRequested { throw .interrupted }
      guard errno == EINTR else { throw .cannotCreate(path: path, errno: errno) }
    }
  }

  private static func openSibling(
    of final: String, named path: String, mode: mode_t?, existing: ExistingOutput
  ) throws(FileFault) -> (AtomicTarget, Descriptor) {
    let parts = final.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().map { $0 + "/" }.joined()
    var name = parts.last ?? ""
    // A name may have 255 bytes, and ours is longer than the target's.
    while name.utf8.count > 200 { name.removeLast() }
    while true {
      let temporary = "\(folder).\(name).lprisk-\(randomLetters()).tmp"
      // SAFETY: the C string lives for the call.
      let raw = unsafe Glibc.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if raw >= 0 {
        let descriptor = Descriptor(raw, path: path)
        if let mode { _ = fchmod(raw, mode) }
        let entry = CleanUpEntry(temporary)
        return (.renamed(temporary: temporary, final: final, entry: entry, existing: existing), descriptor)
      }
      guard errno == EEXIST || errno == EINTR else { throw .cannotCreate(path: path, errno: errno) }
    }
  }

  /// Closes the file and gives it its name.
  func publish(_ descriptor: Descriptor) throws(FileFault) {
    guard case .renamed(let temporary, let final, let entry, let existing) = self else { return }
    // Network file systems report a full disk at the close; closing a copy asks them while the name is ours.
    let copy = dup(descriptor.raw)
    if copy >= 0 && close(copy) != 0 {
      let fault = errno
      remove()
      throw .cannotWrite(path: descriptor.path, errno: fault)
    }
    // SAFETY: the C strings live for each call.
    var fault: Int32 = 0
    if existing == .refuse {
      fault = unsafe lpr_rename_exclusive(temporary, final)
    } else if unsafe rename(temporary, final) != 0 {
      fault = errno
    }
    guard fault != 0 else {
      entry.forget()
      return
    }
    remove()
    throw fault == EEXIST ? .exists(path: descriptor.path) : .cannotWrite(path: descriptor.path, errno: fault)
  }

  /// Removes the file that was not to be.
  func remove() {
    guard case .renamed(let temporary, _, let entry, _) = self else { return }
    // SAFETY: the C string lives for the call.
    _ = unsafe unlink(temporary)
    entry.forget()
  }

  /// The file behind a link, so that the link stays one.
  private static func resolved(_ path: String) -> String {
    // SAFETY: realpath allocates the answer, which is copied and freed.
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  private static func randomLetters() -> String {
    let letters = Array("abcdefghijkmnpqrstuvwxyz23456789")
    return String((0..<6).map { _ in letters[Int.random(in: 0..<letters.count)] })
  }
}
