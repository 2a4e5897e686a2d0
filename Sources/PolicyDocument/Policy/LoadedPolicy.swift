private import Crypto
public import LoanPricing

/// A policy that was read and checked, with where it came from.
public struct LoadedPolicy: Sendable {
  /// The policy.
  public let policy: BankPolicy
  /// SHA-256 of the resolved policy, in hexadecimal.
  ///
  /// It is that of the leaves as `path=value` lines in the order of their paths: comments, order and writing
  /// do not count, `--set` does.
  public let sha256: String
  /// Whether it is the one that ships with the engine, with settings or without: its costs and hurdle are
  /// illustrations.
  public let isBuiltIn: Bool
  /// Paths that `--set` gave, in its order, each once.
  public let changed: [String]
  /// Every value in the order of the sections.
  public let leaves: [PolicyLeaf]
  /// Name of the file, as messages show it.
  public let file: String

  init(policy: BankPolicy, file: String, isBuiltIn: Bool, changed: [String], leaves: [PolicyLeaf]) {
    self.policy = policy
    self.file = file
    self.isBuiltIn = isBuiltIn
    self.changed = changed
    self.leaves = leaves
    var lines = leaves.map { Array("\($0.path)=\($0.value)\n".utf8) }
    lines.sort { $0.lexicographicallyPrecedes($1) }
    sha256 = digestText(Array(lines.joined()))
  }
}

/// SHA-256 of bytes in hexadecimal.
func digestText(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in SHA256.hash(data: bytes) {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
