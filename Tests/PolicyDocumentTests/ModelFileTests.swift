import Foundation
import PolicyDocument
import Scoring
import Testing

@Suite struct ModelFileTests {
  private static let card = """
    {
      "name": "card", "version": "1", "base_score": 600, "base_odds": 50, "pdo": 20,
      "intercept": 3.5,
      "calibration": {"a": 0, "b": 1},
      "characteristics": [
        {"column": "employees", "kind": "numeric",
         "bins": [{"upper": 5, "woe": -0.5}, {"upper": 50, "woe": 0.1}, {"woe": 0.4}],
         "missing": -0.2, "unseen": 0, "weight": 0.8},
        {"column": "size", "kind": "categorical",
         "bins": [{"values": ["small", "micro"], "woe": 0.1}, {"values": ["large"], "woe": 0.3}],
         "missing": 0, "unseen": -0.1},
        {"column": "ratio", "kind": "linear",
         "missing": 1.5, "weight": -0.3}
      ],
      "segments": [
        {"when": {"column": "size", "values": ["micro"]},
         "model": {"name": "micro", "version": "1", "base_score": 600, "base_odds": 50, "pdo": 20,
          "intercept": 3, "calibration": {"a": 0.1, "b": 0.9},
          "characteristics": [{"column": "age", "kind": "numeric", "bins": [{"upper": 3, "points": 20},
           {"upper": null, "points": 40}], "missing": 10, "unseen": 10}]}}
      ]
    }

    """

  private func faults(_ old: String = "", _ new: String = "") -> [DocumentFault] {
    let text = old.isEmpty ? Self.card : Self.card.replacingOccurrences(of: old, with: new)
    do {
      _ = try ModelFile.load(bytes: Array(text.utf8), name: "card.json")
      return []
    } catch {
      return error.faults
    }
  }

  @Test func cardIsRead() throws {
    let model = try ModelFile.load(bytes: Array(Self.card.utf8), name: "card.json")
    let card = model.scorecard
    #expect(!model.isBuiltIn)
    #expect(model.sha256.count == 64)
    #expect(card.characteristics.map(\.kind) == [.numeric, .categorical, .linear])
    #expect(card.characteristics[0].bins.map(\.upper) == [5, 50, nil])
    #expect(card.characteristics[0].weight == 0.8)
    #expect(card.characteristics[1].weight == 1)
    #expect(card.characteristics[1].bins[0].values == ["small", "micro"])
    #expect(card.characteristics[2].missing == 1.5)
    #expect(card.segments.map(\.column) == ["size"])
    #expect(card.segments[0].model.characteristics[0].valuesArePoints)
    #expect(card.segments[0].model.calibration == Scorecard.Calibration(a: 0.1, b: 0.9))
  }

  @Test func builtInCardHasTwelveCharacteristics() throws {
    let model = try ModelFile.builtIn()
    #expect(model.isBuiltIn)
    #expect(model.scorecard.name == "sme-sample-card")
    #expect(
      model.scorecard.characteristics.map(\.column) == [
        "annual_revenue", "employees", "total_assets", "deposit_balance", "years_in_business", "tax_grade",
        "credit_inquiries", "industry", "size", "guarantee", "region", "credit_limit",
      ])
  }

  @Test func challengersAreAccepted() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Examples/Models")
      .standardizedFileURL
    for (name, segments) in [("challenger-points", 0), ("challenger-segmented", 3)] {
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name + ".json")))
      let card = try ModelFile.load(bytes: bytes, name: name).scorecard
      #expect(card.name == name)
      #expect(card.segments.count == segments)
      #expect(card.characteristics.allSatisfy { $0.valuesArePoints == (name == "challenger-points") })
    }
  }

  @Test func faultsHaveLineAndPath() {
    let cases: [(old: String, new: String, line: Int, path: String, problem: DocumentFault.Problem)] = [
      (
        "\"pdo\": 20,\n  \"intercept\"", "\"pdo\": 0,\n  \"intercept\"", 2, "pdo",
        .outOfRange(allowed: .number(NumberRange(0, 1e6, includesLower: false)))
      ),
      (
        "\"intercept\": 3.5", "\"intercept\": \"3.5\"", 3, "intercept",
        .wrongType(expected: .number(NumberRange(-1e6, 1e6)))
      ),
      ("\"intercept\": 3.5", "\"intercpt\": 3.5", 3, "intercpt", .unknownKey(suggestion: "intercept")),
      ("\"upper\": 50,", "\"upper\": 5,", 7, "characteristics.0.bins.1.upper", .notAscending(previous: "5")),
      ("{\"upper\": 50, \"woe\": 0.1}", "{\"upper\": 50}", 7, "characteristics.0.bins.1.woe", .missing),
      ("{\"upper\": 50, \"woe\": 0.1}", "{\"woe\": 0.1}", 7, "characteristics.0.bins.1.upper", .missing),
      (
        "{\"upper\": 50, \"woe\": 0.1}", "{\"upper\": 50, \"woe\": 0.1, \"points\": 3}", 7,
        "characteristics.0.bins.1.points", .excludedBy("woe")
      ),
      ("[\"large\"]", "[\"small\"]", 10, "characteristics.1.bins.1.values.0", .repeated),
      (
        "\"kind\": \"linear\"", "\"kind\": \"line\"", 12, "characteristics.2.kind",
        .outOfRange(allowed: .oneOf(["numeric", "categorical", "linear"]))
      ),
      (
        "{\"a\": 0, \"b\": 1}", "{\"a\": 0, \"b\": 0}", 4, "calibration.b",
        .outOfRange(allowed: .number(NumberRange(0, 1000, includesLower: false)))
      ),
      (
        "\"unseen\": 10}", "\"unseen\": 10, \"weight\": 2}", 20, "segments.0.model.characteristics.0.weight",
        .excludedBy("points")
      ),
    ]
    for (old, new, line, path, problem) in cases {
      let found = faults(old, new)
      #expect(found.first { $0.path == path }?.problem == problem, "\(found)")
      #expect(found.first { $0.path == path }?.line == line, "\(found)")
      #expect(found.count == (path == "characteristics.2.kind" ? found.count : 1), "\(found)")
    }
  }

  @Test func countsOfBinsAndCharacteristics() {
    let bins = (1...255).map { "{\"upper\": \($0), \"woe\": 0}" }.joined(separator: ",")
    let many = faults("{\"upper\": 5, \"woe\": -0.5}, {\"upper\": 50, \"woe\": 0.1}, {\"woe\": 0.4}", bins)
    #expect(many.map(\.problem) == [.wrongCount(allowed: 1...254)])
    let start = Self.card.range(of: "\"characteristics\": [")?.upperBound
    let end = Self.card.range(of: "  ],\n  \"segments\"")?.lowerBound
    guard let start, let end else { return }
    let none = Self.card.replacingCharacters(in: start..<end, with: "")
    do {
      _ = try ModelFile.load(bytes: Array(none.utf8), name: "card.json")
      Issue.record("a card of nothing is refused")
    } catch {
      #expect(error.faults.map(\.path) == ["characteristics"])
    }
  }

  @Test func brokenFilesAreRefused() {
    for bytes in [[], Array("{".utf8), Array("[1]".utf8), Array(0...255), Array("\"x\"".utf8)] as [[UInt8]] {
      #expect(throws: DocumentFaults.self) { try ModelFile.load(bytes: bytes, name: "card.json") }
    }
  }
}
