internal import LoanFiles
internal import LoanPricing
internal import LoanUnits
internal import PolicyDocument
internal import Reporting

/// A policy as a command works with it, and what its results say of it.
struct LoadedSource {
  let loaded: LoadedPolicy
  /// The file as it was read, with its name; nil for the built-in policy.
  private let file: (name: String, bytes: [UInt8])?
  private let settings: [String]

  /// The policy.
  var policy: BankPolicy { loaded.policy }

  /// Reads the policy of a path, or the built-in one, with changes.
  init(path: String?, changes: [String] = []) throws {
    settings = changes
    guard let path else {
      file = nil
      loaded = try PolicyFile.builtIn(settings: changes)
      return
    }
    let bytes: [UInt8]
    do {
      bytes = try FileContents.read(path)
    } catch {
      throw PathFault(error, path: path)
    }
    let name = path == "-" ? "standard input" : path
    file = (name, bytes)
    loaded = try PolicyFile.load(bytes: bytes, name: name, settings: changes)
  }

  /// Reads the policy of a partial result again.
  init(_ source: PartialRescore.PolicySource) throws {
    settings = source.settings
    guard let name = source.file else {
      file = nil
      loaded = try PolicyFile.builtIn(settings: settings)
      return
    }
    let bytes = Array(source.text.utf8)
    file = (name, bytes)
    loaded = try PolicyFile.load(bytes: bytes, name: name, settings: settings)
  }

  /// The policy as a partial result carries it.
  var partialSource: PartialRescore.PolicySource {
    PartialRescore.PolicySource(
      file: file?.name, text: file.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "", settings: settings
    )
  }

  /// What the results of a day say of the policy.
  func context(asOf: CalendarDay) -> ResultContext {
    let values = Dictionary(loaded.leaves.map { ($0.path, $0.value) }) { first, _ in first }
    return ResultContext(
      policy: policy, digest: loaded.sha256, isBuiltIn: loaded.isBuiltIn,
      changes: loaded.changed.map { ResultContext.Change(path: $0, value: values[$0] ?? "") }, asOf: asOf)
  }
}
