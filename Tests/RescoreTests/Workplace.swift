import Foundation
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A folder of its own with the built executable at hand; it goes with the last reference.
final class Workplace: Sendable {
  /// What one run did.
  struct Ended {
    let code: Int32
    let output: Data
    let errors: String

    var text: String { String(decoding: output, as: UTF8.self) }
  }

  enum Failure: Error {
    case noExecutable(near: String)
    case failed(code: Int32, errors: String)
  }

  static let asOf = "2026-09-30"
  let folder: URL
  let executable: URL
  /// Folders in use: what a static property holds is never released, so they go at the exit.
  private static let folders = Mutex<Set<URL>>([])
  private static let atExit: Int32 = atexit { Workplace.removeAll() }

  private static func removeAll() {
    for folder in folders.withLock({ $0 }) { try? FileManager.default.removeItem(at: folder) }
  }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "lprisk-rescore-\(UUID().uuidString)")
    executable = try Self.find()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    _ = Self.atExit
    Self.folders.withLock { _ = $0.insert(folder) }
  }

  deinit {
    Self.folders.withLock { _ = $0.remove(folder) }
    try? FileManager.default.removeItem(at: folder)
  }

  /// `lprisk` stands beside the test bundle.
  private static func find() throws -> URL {
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    for start in [own, CommandLine.arguments[0], Bundle.main.bundlePath].compactMap({ $0 }) {
      var place = URL(filePath: start)
      for _ in 0..<5 {
        place = place.deletingLastPathComponent()
        let candidate = place.appending(path: "lprisk")
        let kind =
          try? FileManager.default.attributesOfItem(atPath: candidate.path)[.type] as? FileAttributeType
        if kind == .typeRegular, FileManager.default.isExecutableFile(atPath: candidate.path) {
          return candidate
        }
      }
    }
    throw Failure.noExecutable(near: CommandLine.arguments[0])
  }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  func names(in name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
  }

  @discardableResult func write(_ name: String, _ data: Data) throws -> String {
    try data.write(to: folder.appending(path: name))
    return path(name)
  }

  @discardableResult func write(_ name: String, _ text: String) throws -> String {
    try write(name, Data(text.utf8))
  }

  func read(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }

  /// A process of the command in this folder, not started; what it prints goes to files.
  func process(_ arguments: [String]) throws -> (process: Process, output: URL, errors: URL) {
    let id = UUID().uuidString
    let (output, errors) = (folder.appending(path: "\(id).out"), folder.appending(path: "\(id).err"))
    for file in [output, errors] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    return (process, output, errors)
  }

  /// Starts a process with no signal blocked: threads of a pool block most, and a child inherits that.
  func start(_ process: Process) throws {
    var none = sigset_t()
    var before = sigset_t()
    // SAFETY: both sets live for the calls.
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    try process.run()
  }

  /// Waits for a started process and takes its files away.
  func end(_ process: Process, output: URL, errors: URL) throws -> Ended {
    let id = process.processIdentifier
    // A process that does not end is a failure of its own, not of all that wait behind it.
    let watch = Thread {
      for _ in 0..<600 where process.isRunning { Thread.sleep(forTimeInterval: 0.05) }
      if process.isRunning { kill(id, SIGKILL) }
    }
    watch.start()
    process.waitUntilExit()
    defer {
      try? FileManager.default.removeItem(at: output)
      try? FileManager.default.removeItem(at: errors)
    }
    return Ended(
      code: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      output: try Data(contentsOf: output),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }

  /// Runs the command to its end.
  func run(_ arguments: [String]) throws -> Ended {
    let (process, output, errors) = try process(arguments)
    try start(process)
    return try end(process, output: output, errors: errors)
  }

  /// Runs a shell line in which `$0` is the command and `$1`… are the arguments.
  func shell(_ line: String, _ arguments: [String]) throws -> Ended {
    let (process, output, errors) = try process(["-c", line, executable.path] + arguments)
    process.executableURL = URL(filePath: "/bin/sh")
    try start(process)
    return try end(process, output: output, errors: errors)
  }

  /// Rescores a tape of this folder; the per-loan CSV.
  func rescore(_ tape: String, _ more: [String] = []) throws -> Data {
    let ended = try run(["rescore", tape, "--as-of", Self.asOf, "--quiet"] + more)
    guard ended.code == 0 else { throw Failure.failed(code: ended.code, errors: ended.errors) }
    return ended.output
  }
}
