import Foundation

/// The tables of cases in `Oracles`: one JSON array a file, as other programs and closed forms computed them.
public enum Oracle {
  /// Why a table gives no cases; a test without cases must fail, not pass.
  public enum Failure: Error, Equatable {
    /// There is no such file.
    case missing(file: String)
    /// The file has no case of this kind.
    case noCases(file: String, kind: String)
    /// A case has no such number, text or list.
    case absent(path: String)
  }

  /// The cases of one kind.
  ///
  /// - Parameters:
  ///   - file: Name without `.json`.
  ///   - kind: The cases' `kind`.
  /// - Throws: ``Failure`` when the file is missing or has no such case; a decoding error.
  public static func cases(_ file: String, kind: String) throws -> [OracleCase] {
    guard let url = Bundle.module.url(forResource: file, withExtension: "json", subdirectory: "Oracles")
    else { throw Failure.missing(file: file) }
    let all = try JSONDecoder().decode([OracleCase].self, from: Data(contentsOf: url))
    let chosen = all.filter { $0.kind == kind }
    guard !chosen.isEmpty else { throw Failure.noCases(file: file, kind: kind) }
    return chosen
  }
}

/// One case of a table.
public struct OracleCase: Decodable, Sendable, CustomStringConvertible {
  /// A name that is unique in all tables.
  public var id: String
  /// What is computed, and so what the inputs are.
  public var kind: String
  /// The inputs.
  public var inputs: JSONValue
  /// The results.
  public var expected: JSONValue
  /// How far a result may lie from the expected one.
  public var tolerance: Tolerance

  /// The name, which test reports show.
  public var description: String { id }
}
