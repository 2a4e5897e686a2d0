internal import Foundation
internal import Reporting

/// What `--threads` takes.
enum ThreadCount {
  /// The count of an option; all processors without it.
  static func read(_ text: String?) throws(InputFault) -> Int {
    guard let text else { return ProcessInfo.processInfo.activeProcessorCount }
    guard let count = Int(text), (1...256).contains(count) else {
      throw .option("threads", value: text, allowed: "1 to 256")
    }
    return count
  }
}
