import TestSupport
import Testing

@Suite struct QuoteExplainTests {
  /// Every formula, evaluated anew with the inputs beside it, gives its component.
  @Test(arguments: [
    [String].plain, .workedExample + ["--vat", "method2"], .workedExample + ["--vat", "method1"],
    .workedExample + ["--vat", "taxable"],
    .words(
      """
      quote --amount 800000 --term 36 --repayment revolving --utilisation 0.4 --score 610 --guarantee guarantee \
      --guarantor company --guarantor-share 0.8 --size medium --deposit-balance 50000 --subsidy 1@bank:12 \
      --as-of 2026-09-01 --set ftp.relending_share=0.3
      """),
  ])
  func formulasGiveTheirComponents(_ words: [String]) throws {
    let quote = try Program().json(words + ["--explain"])
    for part in try quote["components"].list() {
      let inputs = try part["inputs"].object().mapValues { try $0.double() }
      let value = try Expression(part["expression"].text(), inputs).value()
      let name = try part["name"].text()
      #expect(value.isClose(to: try part["bp"].double(), within: Tolerance(abs: 1e-9, rel: 1e-11)), "\(name)")
      #expect(try !part["source"].text().isEmpty)
    }
  }

  @Test func evaluatorKnowsItsArithmetic() throws {
    #expect(try Expression("2 + 3 * (4 - 1) / 2 - x", ["x": 0.5]).value() == 6)
  }
}

/// A small evaluator of `+ - * / ( )`, numbers and names.
struct Expression {
  enum Failure: Error {
    case unexpected(String)
  }

  private var tokens: [String] = []
  private let inputs: [String: Double]
  private var place = 0

  init(_ text: String, _ inputs: [String: Double]) {
    self.inputs = inputs
    var word = ""
    for character in text {
      if character.isLetter || character.isNumber || character == "_" || character == "." {
        word.append(character)
        continue
      }
      if !word.isEmpty { tokens.append(word) }
      word = ""
      if character != " " { tokens.append(String(character)) }
    }
    if !word.isEmpty { tokens.append(word) }
  }

  func value() throws -> Double {
    var copy = self
    let result = try copy.sum()
    guard copy.place == copy.tokens.count else { throw Failure.unexpected(copy.tokens[copy.place]) }
    return result
  }

  private var next: String { place < tokens.count ? tokens[place] : "" }

  private mutating func sum() throws -> Double {
    var result = try product()
    while next == "+" || next == "-" {
      let sign = next
      place += 1
      let right = try product()
      result = sign == "+" ? result + right : result - right
    }
    return result
  }

  private mutating func product() throws -> Double {
    var result = try atom()
    while next == "*" || next == "/" {
      let sign = next
      place += 1
      let right = try atom()
      result = sign == "*" ? result * right : result / right
    }
    return result
  }

  private mutating func atom() throws -> Double {
    let token = next
    place += 1
    if token == "(" {
      let result = try sum()
      guard next == ")" else { throw Failure.unexpected(next) }
      place += 1
      return result
    }
    if let value = Double(token) ?? inputs[token] { return value }
    throw Failure.unexpected(token)
  }
}
