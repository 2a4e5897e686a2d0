internal import CKernels
import Glibc

/// The wish of the outside that the process should end: SIGINT, SIGTERM or SIGHUP.
///
/// The first signal only raises a flag, which workers poll and blocked reads see; the second ends the process
/// at once, after removing what is registered. A signal that was ignored at the start stays ignored.
public enum Interrupt {
  /// Watches the three signals from now on; repeated calls do nothing.
  public static func install() {
    lpr_interrupt_install()
  }

  /// Lets a closed pipe be an error of write(2) (``FileFault/brokenPipe``) instead of the end of the process.
  public static func ignoreBrokenPipes() {
    lpr_ignore_broken_pipes()
  }

  /// Whether a signal has come.
  ///
  /// One relaxed load: cheap enough for every block.
  public static var isRequested: Bool { lpr_interrupt_signal() != 0 }

  /// The signal that came, for the exit code `128 + signal`.
  public static var signal: Int32? {
    let signal = lpr_interrupt_signal()
    return signal == 0 ? nil : signal
  }

  /// Throws ``FileFault/interrupted`` once a signal has come.
  public static func check() throws(FileFault) {
    if isRequested { throw .interrupted }
  }

  /// Removes every registered temporary file and folder.
  public static func cleanUp() {
    lpr_cleanup_run()
  }

  /// Removes every registered temporary file and folder, and ends the process.
  public static func cleanUpAndExit(_ code: Int32) -> Never {
    cleanUp()
    exit(code)
  }

  /// Becomes readable with the first signal and stays so; −1 before ``install()``.
  static var wakeDescriptor: Int32 { lpr_interrupt_wake_descriptor() }
}

/// A path that a signal must remove, until it is forgotten.
struct CleanUpEntry: Sendable {
  private let slot: Int32

  init(_ path: String) {
    // SAFETY: the C string lives for the call, and the callee copies it.
    slot = unsafe lpr_cleanup_add(path)
  }

  static func removeFolder(_ path: String) {
    // SAFETY: the C string lives for the call.
    _ = unsafe lpr_remove_folder(path)
  }

  func forget() {
    lpr_cleanup_forget(slot)
  }
}
