import CreditRisk
import Foundation
import Lending
import LoanPricing
import PolicyDocument
import Testing

/// A line of the built-in policy, its damaged form, and what must be said about it.
struct Damage: Sendable, CustomTestStringConvertible {
  var old: String
  var new: String
  var path: String
  var problem: DocumentFault.Problem
  var count = 1
  var testDescription: String { "\(path): \(new)" }
}

@Suite struct PolicyFileTests {
  static let damages: [Damage] = [
    Damage(
      old: "  income_tax: 0.25", new: "  income_tax: \"plenty\"", path: "tax.income_tax",
      problem: .wrongType(expected: .number(.belowOne))),
    Damage(
      old: "  income_tax: 0.25", new: "  income_tax: \"0.25\"", path: "tax.income_tax",
      problem: .wrongType(expected: .number(.belowOne))),
    Damage(
      old: "  income_tax: 0.25", new: "  income_tax: .nan", path: "tax.income_tax",
      problem: .notFinite(expected: .number(.belowOne))),
    Damage(
      old: "  income_tax: 0.25", new: "  income_tax: -.inf", path: "tax.income_tax",
      problem: .notFinite(expected: .number(.belowOne))),
    Damage(
      old: "  income_tax: 0.25", new: "  income_tax: 1e999", path: "tax.income_tax",
      problem: .notFinite(expected: .number(.belowOne))),
    Damage(
      old: "  income_tax: 0.25", new: "  income_tax: 25", path: "tax.income_tax",
      problem: .outOfRange(allowed: .number(.belowOne))),
    Damage(
      old: "  income_tax: 0.25", new: "  income_tax: 25%", path: "tax.income_tax",
      problem: .wrongType(expected: .number(.belowOne))),
    Damage(
      old: "  income_tax: 0.25", new: "  income_tax: [0.25]", path: "tax.income_tax",
      problem: .wrongType(expected: .number(.belowOne))),
    Damage(
      old: "  income_tax: 0.25", new: "  income_tax:", path: "tax.income_tax",
      problem: .wrongType(expected: .number(.belowOne))),
    Damage(
      old: "  income_tax: 0.25", new: "  income_taxx: 0.25", path: "tax.income_taxx",
      problem: .unknownKey(suggestion: "income_tax")),
    Damage(
      old: "  stale_after_days: 45", new: "  stale_after_days: 0755", path: "lpr.stale_after_days",
      problem: .wrongType(expected: .integer(0...36_500))),
    Damage(
      old: "  stale_after_days: 45", new: "  stale_after_days: 1:30", path: "lpr.stale_after_days",
      problem: .wrongType(expected: .integer(0...36_500))),
    Damage(
      old: "  stale_after_days: 45", new: "  stale_after_days: 0x2D", path: "lpr.stale_after_days",
      problem: .wrongType(expected: .integer(0...36_500))),
    Damage(
      old: "  stale_after_days: 45", new: "  stale_after_days: 1_000", path: "lpr.stale_after_days",
      problem: .wrongType(expected: .integer(0...36_500))),
    Damage(
      old: "  stale_after_days: 45", new: "  stale_after_days: 4.5", path: "lpr.stale_after_days",
      problem: .wrongType(expected: .integer(0...36_500))),
    Damage(
      old: "  stale_after_days: 45", new: "  stale_after_days: -1", path: "lpr.stale_after_days",
      problem: .outOfRange(allowed: .integer(0...36_500))),
    Damage(
      old: "  reference: same_day", new: "  reference: no", path: "lpr.reference",
      problem: .outOfRange(allowed: .oneOf(["same_day", "previous_day"]))),
    Damage(
      old: "  real_estate_prudent: false", new: "  real_estate_prudent: no",
      path: "capital.real_estate_prudent",
      problem: .wrongType(expected: .flag)),
    Damage(
      old: "  matrix: off", new: "  matrix: maybe", path: "classification.matrix",
      problem: .wrongType(expected: .oneOf(["off", "on"]))),
    Damage(
      old: "  vat_exempt_until: 2027-12-31", new: "  vat_exempt_until: 2027-02-29",
      path: "tax.vat_exempt_until", problem: .wrongType(expected: .date)),
    Damage(
      old: "name: LPRisk built-in", new: "name: ", path: "name", problem: .wrongType(expected: .text)),
    Damage(
      old: "    - {months: 3, percent: 1.55}", new: "    - {months: 1, percent: 1.55}",
      path: "ftp.curve.1.months", problem: .notAscending(previous: "1")),
    Damage(
      old: "    - {grade: R2, upper: 0.0020}", new: "    - {grade: R1, upper: 0.0020}",
      path: "pd.master_scale.1.grade", problem: .repeated),
    Damage(
      old: "    - {grade: R2, upper: 0.0020}", new: "    - {grade: R2, upper: 0.0005}",
      path: "pd.master_scale.1.upper", problem: .notAscending(previous: "0.001")),
    Damage(
      old: "  default_grade: D", new: "  default_grade: R3", path: "pd.default_grade", problem: .repeated),
    Damage(
      old: "  cap: 0.9999", new: "  cap: 0.0001", path: "pd.cap",
      problem: .below(path: "pd.floor", value: "0.0003")),
    Damage(
      old: "  loss_days: 360", new: "  loss_days: 200", path: "classification.loss_days",
      problem: .below(path: "classification.doubtful_days", value: "270")),
    Damage(
      old: "weight: 0.5, pd", new: "weight: 0.4, pd", path: "ecl.scenarios", problem: .weightsSum(0.9)),
    Damage(
      old: "day_bounds: [0, 30, 90, 180, 360]", new: "day_bounds: [0, 30, 90, 90, 360]",
      path: "classification.matrix_cells.day_bounds.3", problem: .notAscending(previous: "90")),
    Damage(
      old: "[normal, special_mention, substandard, doubtful, doubtful, loss]",
      new: "[normal, special_mention, substandard]", path: "classification.matrix_cells.credit",
      problem: .wrongCount(allowed: 6...6)),
    Damage(
      old: "  vat_exempt_sizes: [small, micro, sole-trader]", new: "  vat_exempt_sizes: [small, mikro]",
      path: "tax.vat_exempt_sizes.1", problem: .outOfRange(allowed: .oneOf(sizes))),
    Damage(
      old: "  vat_exempt_sizes: [small, micro, sole-trader]", new: "  vat_exempt_sizes: [small, small]",
      path: "tax.vat_exempt_sizes.1", problem: .repeated),
    Damage(
      old: "  vat_exempt_sizes: [small, micro, sole-trader]", new: "  vat_exempt_sizes: small",
      path: "tax.vat_exempt_sizes", problem: .wrongType(expected: .listOf(sizes))),
    Damage(
      old: "    insurance: insurer", new: "    insurance: nobody", path: "fees.default_payees.insurance",
      problem: .outOfRange(
        allowed: .oneOf(["bank", "guarantor", "insurer", "registry", "platform", "other"]))),
  ]

  static let sizes = ["large", "medium", "small", "micro", "sole-trader", "owner", "individual", "other"]

  @Test(arguments: damages) func damageIsNamedWithLineAndPath(_ damage: Damage) throws {
    let text = PolicyText.replacing(damage.old, damage.new)
    #expect(text != PolicyText.builtIn)
    let faults = PolicyText.faults(text)
    #expect(faults.count == damage.count)
    let fault = try #require(faults.first)
    #expect(fault.path == damage.path)
    #expect(same(fault.problem, damage.problem), "\(fault.problem)")
    #expect(fault.file == "policy.yaml")
    let block = ["ecl.scenarios": "  scenarios:"][damage.path]
    let line = PolicyText.line(of: block ?? damage.new, in: text)
    #expect(fault.line == line || (block != nil && fault.line == line + 1))
    #expect(fault.description.contains("policy.yaml:\(fault.line):\(fault.column): \(damage.path): "))
  }

  /// Sums of weights are compared as the sentence prints them.
  private func same(_ left: DocumentFault.Problem, _ right: DocumentFault.Problem) -> Bool {
    if case .weightsSum(let sum) = left, case .weightsSum(let other) = right {
      return abs(sum - other) < 1e-12
    }
    return left == right
  }

  @Test func builtInIsAccepted() throws {
    let loaded = try PolicyFile.builtIn()
    #expect(loaded.isBuiltIn)
    #expect(loaded.changed.isEmpty)
    #expect(loaded.policy.tax.incomeTax == 0.25)
    #expect(loaded.policy.capital.cet1 == nil)
    #expect(loaded.policy.capital.guarantors.isEmpty)
    #expect(loaded.policy.pd.masterScale.count == 12)
    #expect(loaded.policy.classification.matrixCells.classes[.pledge]?.count == 6)
    #expect(loaded.policy.authority.levels.map(\.name).last == "head_office")
  }

  @Test func sentenceSaysWhatIsAllowed() throws {
    let text = PolicyText.replacing("  income_tax: 0.25", "  income_tax: \"plenty\"")
    let line = PolicyText.line(of: "plenty", in: text)
    #expect(
      PolicyText.faults(text).map(\.description) == [
        "policy.yaml:\(line):15: tax.income_tax: "
          + "\"plenty\" is not a number; allowed: a number from 0 to below 1"
      ])
  }

  @Test func allFaultsAreFoundInOrderOfLines() {
    var text = PolicyText.replacing("  vat_rate: 0.06", "  vat_rate: six")
    text = text.replacingOccurrences(of: "  bank_tier: 1", with: "  bank_tier: 4")
    text = text.replacingOccurrences(of: "  timing: end", with: "  timing: start")
    #expect(PolicyText.faults(text).map(\.path) == ["tax.vat_rate", "capital.bank_tier", "ecl.timing"])
  }

  @Test func missingLeafIsNamedAtItsSection() throws {
    let lines = PolicyText.builtIn.split(separator: "\n", omittingEmptySubsequences: false)
    let text = lines.filter { !$0.hasPrefix("  income_tax:") }.joined(separator: "\n")
    let fault = try #require(PolicyText.faults(text).first)
    #expect(fault.problem == .missing)
    #expect(fault.path == "tax.income_tax")
    #expect(fault.line == PolicyText.line(of: "  vat_rate:", in: text))
  }

  @Test func missingSectionIsOneFault() {
    let text = PolicyText.builtIn.components(separatedBy: "\nsupervision:")[0]
    let faults = PolicyText.faults(text)
    #expect(faults.map(\.path) == ["supervision"])
    #expect(faults.map(\.problem) == [.missing])
  }

  @Test func everyDuplicateIsNamed() {
    var text = PolicyText.replacing("  income_tax: 0.25", "  income_tax: 0.2\n  income_tax: 0.25")
    text = text.replacingOccurrences(of: "  base_odds: 50", with: "  base_odds: 40\n  base_odds: 50")
    text = text.replacingOccurrences(of: "months: 3,", with: "months: 2, months: 3,")
    let faults = PolicyText.faults(text)
    let lines = [
      PolicyText.line(of: "months: 2, months: 3", in: text),
      PolicyText.line(of: "  income_tax: 0.25", in: text),
      PolicyText.line(of: "  base_odds: 50", in: text),
    ]
    #expect(faults.map(\.path) == ["ftp.curve.1.months", "tax.income_tax", "pd.base_odds"])
    #expect(faults.map(\.line) == lines)
    #expect(
      faults.map(\.problem) == [
        .duplicateKey(firstLine: lines[0]), .duplicateKey(firstLine: lines[1] - 1),
        .duplicateKey(firstLine: lines[2] - 1),
      ])
    #expect(faults.first?.column == 19)
  }

  @Test func unknownSectionHasASuggestion() {
    let faults = PolicyText.faults(PolicyText.builtIn + "taxes:\n  vat: 1\nzzzzzz: 1\n")
    #expect(faults.map(\.path) == ["taxes", "zzzzzz"])
    #expect(faults.last?.problem == .unknownKey(suggestion: nil))
  }
}
