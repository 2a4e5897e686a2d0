import Foundation

/// The summary of a rescore or the document of a command, by keys.
struct Summary {
  let fields: [String: Any]

  enum Failure: Error { case noObject }

  init(_ data: Data) throws {
    guard let fields = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw Failure.noObject
    }
    self.fields = fields
  }

  subscript(key: String) -> Any? { fields[key] }

  func object(_ key: String) throws -> Summary {
    guard let fields = fields[key] as? [String: Any] else { throw Failure.noObject }
    return Summary(fields)
  }

  func list(_ key: String) -> [Summary] { (fields[key] as? [[String: Any]] ?? []).map { Summary($0) } }

  /// Money in fen: two decimals are exact after rounding.
  func fen(_ key: String) -> Int? { (fields[key] as? NSNumber).map { Int(($0.doubleValue * 100).rounded()) } }

  func number(_ key: String) -> Double? { (fields[key] as? NSNumber)?.doubleValue }
  func text(_ key: String) -> String? { fields[key] as? String }
  func texts(_ key: String) -> [String] { fields[key] as? [String] ?? [] }

  private init(_ fields: [String: Any]) { self.fields = fields }
}

extension Workplace {
  /// The summary of a rescore of a tape of this folder.
  func summary(_ tape: String, _ more: [String] = []) throws -> Summary {
    _ = try rescore(tape, ["--summary", "summary.json", "--output", "out.csv", "--force"] + more)
    return try Summary(try read("summary.json"))
  }
}
