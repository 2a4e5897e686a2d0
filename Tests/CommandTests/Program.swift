import Foundation
import TestSupport

/// The built executable, run as a user would, in a folder of its own.
struct Program {
  /// What one run did.
  struct Ended {
    let code: Int32
    let output: String
    let errors: String

    /// Standard output as JSON.
    func json() throws -> JSONValue {
      try JSONDecoder().decode(JSONValue.self, from: Data(output.utf8))
    }
  }

  enum Failure: Error {
    case noExecutable(near: String)
  }

  /// The folder the runs work in; it goes with the last copy.
  final class Folder: Sendable {
    let url: URL

    init() throws {
      url = FileManager.default.temporaryDirectory.appending(path: "lprisk-test-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
      try? FileManager.default.removeItem(at: url)
    }
  }

  let executable: URL
  let folder: Folder

  /// Finds `lprisk` beside the test bundle.
  init() throws {
    folder = try Folder()
    var place = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    for start in [Bundle.main.bundleURL, own.map { URL(filePath: $0) } ?? place, place] {
      place = start
      for _ in 0..<4 {
        let candidate = place.appending(path: "lprisk")
        let kind =
          try? FileManager.default.attributesOfItem(atPath: candidate.path)[.type] as? FileAttributeType
        if kind == .typeRegular, FileManager.default.isExecutableFile(atPath: candidate.path) {
          executable = candidate
          return
        }
        place = place.deletingLastPathComponent()
      }
    }
    throw Failure.noExecutable(near: CommandLine.arguments[0])
  }

  /// Runs to the end.
  func run(_ arguments: [String], output: FileHandle? = nil) throws -> Ended {
    let id = UUID().uuidString
    let outPath = folder.url.appending(path: "\(id).out")
    let errorPath = folder.url.appending(path: "\(id).err")
    for path in [outPath, errorPath] { try Data().write(to: path) }
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try output ?? FileHandle(forWritingTo: outPath)
    process.standardError = try FileHandle(forWritingTo: errorPath)
    try process.run()
    process.waitUntilExit()
    return Ended(
      code: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      output: String(decoding: try Data(contentsOf: outPath), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errorPath), as: UTF8.self))
  }

  /// Runs and reads the JSON.
  func json(_ arguments: [String]) throws -> JSONValue {
    try run(arguments + ["--format", "json"]).json()
  }

  /// Writes a file into the folder; its path.
  func write(_ name: String, _ text: String) throws -> String {
    let url = folder.url.appending(path: name)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  /// A file of the folder.
  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.url.appending(path: name)), as: UTF8.self)
  }
}

extension [String] {
  /// The words of the worked example of the field reference, 3.9.
  static let workedExample = words(
    """
    quote --method ratio --amount 2000000 --credit-limit 2000000 --term 12 --repayment interest-only \
    --guarantee credit --size small --rate-type fixed --as-of 2026-09-01 --lpr 3 --pd 0.018 --lgd 0.45 --ftp 1.85 \
    --ftp-concession 0 --operating-cost 0.8 --risk-weight 75 --capital-ratio 10.5 --hurdle 12
    """)

  /// A plain application.
  static let plain = words(
    """
    quote --amount 1000000 --term 24 --repayment annuity --pd 0.02 --guarantee mortgage --collateral-value 1500000 \
    --size small --rate-type floating --as-of 2026-09-01 --start-date 2026-09-10 --first-loan \
    --fee guarantee=8000@upfront:guarantor
    """)

  static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }
}
