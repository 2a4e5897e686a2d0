import Foundation
import PolicyDocument

/// The built-in policy, to be damaged.
enum PolicyText {
  static var builtIn: String { String(decoding: PolicyFile.builtInBytes, as: UTF8.self) }

  /// The line, from 1, of the first line that holds a text.
  static func line(of part: String, in text: String = builtIn) -> Int {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return (lines.firstIndex { $0.contains(part) } ?? -2) + 1
  }

  /// The built-in policy with one text replaced.
  static func replacing(_ old: String, _ new: String) -> String {
    builtIn.replacingOccurrences(of: old, with: new)
  }

  /// The faults of a policy, none when it is accepted.
  static func faults(_ text: String) -> [DocumentFault] {
    faults(bytes: Array(text.utf8))
  }

  static func faults(bytes: [UInt8]) -> [DocumentFault] {
    do {
      _ = try PolicyFile.load(bytes: bytes, name: "policy.yaml")
      return []
    } catch let error as DocumentFaults {
      return error.faults
    } catch {
      return []
    }
  }

  /// The fault of a setting, none when it is accepted.
  static func settingFault(_ settings: String...) -> SettingFault? {
    do {
      _ = try PolicyFile.builtIn(settings: settings)
      return nil
    } catch {
      return error as? SettingFault
    }
  }
}
