internal import Foundation

/// How a partial result names the per-loan output that belongs to it.
enum PartialOutput {
  /// The name alone where both lie in one folder, so that the folder can move; else the whole path.
  static func name(_ output: String, beside partial: String) -> String {
    let (file, state) = (
      URL(filePath: output).standardizedFileURL, URL(filePath: partial).standardizedFileURL
    )
    let isBeside = file.deletingLastPathComponent().path == state.deletingLastPathComponent().path
    return isBeside ? file.lastPathComponent : file.path
  }
}
