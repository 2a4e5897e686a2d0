/// What is wrong at one place of a policy, a model or a mapping.
///
/// The values are for whoever writes the sentence in the user's language; ``description`` is the plain
/// English one.
public struct DocumentFault: Hashable, Sendable {
  /// The kind of fault, with what the sentence needs.
  public enum Problem: Hashable, Sendable {
    /// The file holds nothing.
    case empty
    /// The file is larger than so many bytes.
    case tooLarge(limit: Int)
    /// A byte is no text in UTF-8, or a control character.
    case notText(byte: UInt8)
    /// The file is not YAML, or JSON; in the words of the parser.
    case syntax(String)
    /// Anchors and aliases are not read.
    case anchor
    /// Nothing has this name here; the name that was probably meant.
    case unknownKey(suggestion: String?)
    /// The name stands twice; first on that line.
    case duplicateKey(firstLine: Int)
    /// The entry is not there.
    case missing
    /// The value is of another kind.
    case wrongType(expected: Allowed)
    /// NaN or infinity.
    case notFinite(expected: Allowed)
    /// The value is of the right kind and not allowed.
    case outOfRange(allowed: Allowed)
    /// The value must be above the one before it in the list.
    case notAscending(previous: String)
    /// The value must not be below that of another entry.
    case below(path: String, value: String)
    /// The weights of a list do not sum to 1 but to this.
    case weightsSum(Double)
    /// A list is shorter or longer than allowed.
    case wrongCount(allowed: ClosedRange<Int>)
    /// The name was already given in the list.
    case repeated
    /// The entry stands beside another that excludes it.
    case excludedBy(String)
  }

  /// Name of the file.
  public var file: String
  /// Line, from 1.
  public var line: Int
  /// Column, from 1, in characters.
  public var column: Int
  /// Where in the document: names and list positions from 0, joined by dots; empty for the whole.
  public var path: String
  /// The offending text; empty where there is none.
  public var value: String
  /// What is wrong.
  public var problem: Problem

  /// Creates a fault.
  public init(file: String, line: Int, column: Int, path: String, value: String, problem: Problem) {
    self.file = file
    self.line = line
    self.column = column
    self.path = path
    self.value = value
    self.problem = problem
  }
}

/// All faults of one document, in the order of its lines; never empty.
public struct DocumentFaults: Error, Hashable, Sendable {
  /// The faults.
  public var faults: [DocumentFault]

  /// Gathers faults.
  public init(_ faults: [DocumentFault]) {
    self.faults = faults.enumerated().sorted {
      ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
    }.map(\.element)
  }
}

extension DocumentFaults: CustomStringConvertible {
  /// One line a fault.
  public var description: String { faults.map(\.description).joined(separator: "\n") }
}

extension DocumentFault: CustomStringConvertible {
  /// File, line, column, path, value and what is allowed, in one English sentence.
  public var description: String {
    let place = "\(file):\(line):\(column): " + (path.isEmpty ? "" : "\(Problem.oneLine(path)): ")
    return place + problem.sentence(of: value)
  }
}

extension DocumentFault.Problem {
  /// The beginning of a text without line breaks and control characters.
  static func oneLine(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(80).map { $0.properties.generalCategory == .control ? " " : $0 }
    return String(String.UnicodeScalarView(scalars)) + (text.unicodeScalars.count > 80 ? "…" : "")
  }

  /// The part of the sentence after the path.
  func sentence(of text: String) -> String {
    let value = text.isEmpty ? "nothing" : "\"\(Self.oneLine(text))\""
    switch self {
    case .empty: return "the file is empty"
    case .tooLarge(let limit): return "the file is larger than \(limit) bytes"
    case .notText(let byte): return "byte \(byte) is not text; allowed: UTF-8 without control characters"
    case .syntax(let words): return words
    case .anchor: return "\(value) is an anchor; anchors and aliases are not read, write the value out"
    case .unknownKey(let suggestion?): return "unknown name; did you mean \(suggestion)?"
    case .unknownKey(nil): return "unknown name"
    case .duplicateKey(let line): return "stands twice, first on line \(line)"
    case .missing: return "is missing"
    case .wrongType(let expected): return "\(value) is not \(expected.kind); allowed: \(expected)"
    case .notFinite(let expected): return "\(value) is not finite; allowed: \(expected)"
    case .outOfRange(let allowed): return "\(value) is not allowed; allowed: \(allowed)"
    case .notAscending(let previous):
      return "\(value) is not above \(previous) before it; allowed: ascending values"
    case .below(let path, let other): return "\(value) is below \(path), which is \(other)"
    case .weightsSum(let sum): return "the weights sum to \(canonicalText(of: sum)); allowed: a sum of 1"
    case .wrongCount(let allowed):
      return "has \(value) entries; allowed: \(allowed.lowerBound) to \(allowed.upperBound)"
    case .repeated: return "\(value) stands twice in the list"
    case .excludedBy(let other): return "cannot stand beside \(other)"
    }
  }
}
