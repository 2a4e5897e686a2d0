internal import Foundation
internal import Reporting

/// A file takes one result: the second to be committed would silently replace the first.
enum DistinctOutputs {
  /// Refuses an output that another option names already; devices such as `/dev/null` take any number.
  ///
  /// - Parameter outputs: Options with their paths.
  static func check(_ outputs: [(name: String, path: String?)]) throws {
    var options: [String: String] = [:]
    for (name, path) in outputs {
      guard let path, path != "-", !isDevice(path) else { continue }
      let file = URL(filePath: path).standardizedFileURL.path
      if let first = options[file] {
        throw InputFault.option(name, value: path, allowed: "another file than that of --\(first)")
      }
      options[file] = name
    }
  }

  private static func isDevice(_ path: String) -> Bool {
    guard let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    else { return false }
    return type == .typeCharacterSpecial || type == .typeSocket || type == .typeUnknown
  }
}
