internal import LoanFiles
internal import LoanPricing
internal import LoanUnits
internal import PolicyDocument
internal import Reporting

/// A policy as a command works with it, and what its results say of it.
struct LoadedSource {
  let loaded: LoadedPolicy

  /// The policy.
  var policy: BankPolicy { loaded.policy }

  /// Reads the policy of a path, or the built-in one, with changes.
  init(path: String?, changes: [String] = []) throws {
    guard let path else {
      loaded = try PolicyFile.builtIn(settings: changes)
      return
    }
    let bytes: [UInt8]
    do {
      bytes = try FileContents.read(path)
    } catch {
      throw PathFault(error, path: path)
    }
    loaded = try PolicyFile.load(bytes: bytes, name: path == "-" ? "standard input" : path, settings: changes)
  }

  /// What the results of a day say of the policy.
  func context(asOf: CalendarDay) -> ResultContext {
    let values = Dictionary(loaded.leaves.map { ($0.path, $0.value) }) { first, _ in first }
    return ResultContext(
      policy: policy, digest: loaded.sha256, isBuiltIn: loaded.isBuiltIn,
      changes: loaded.changed.map { ResultContext.Change(path: $0, value: values[$0] ?? "") }, asOf: asOf)
  }
}
