internal import Foundation

/// Standard error: a fault there has nowhere to be told.
enum StandardError {
  /// Writes a text.
  static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
