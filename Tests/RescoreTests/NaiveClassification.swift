import Foundation

/// Domain 5.2–5.8 read word by word, with words and sets, one loan and one borrower at a time.
struct NaiveClassification {
  /// Class of the loans of last month's output.
  var previous: [String: String] = [:]
  /// Class of the loans with an override in force.
  var overrides: [String: String] = [:]
  var isMatrixOn = false
  var isContagionOn = false

  struct Verdict: CustomStringConvertible {
    var riskClass = "normal"
    var demands: [(code: String, riskClass: String)] = []
    var reasons: Set<String> = []

    /// At least the class; of two rules that ask for the final class the first in the contract's order decides.
    mutating func atLeast(_ wanted: String, _ code: String) {
      reasons.insert(code)
      demands.append((code, wanted))
      riskClass = worse(riskClass, wanted)
    }

    /// What was asked for before counts no longer.
    mutating func override(_ given: String) {
      reasons.insert("override")
      demands = [("override", given)]
      riskClass = given
    }

    var rule: String {
      riskClass == "normal"
        ? ""
        : order.first { code in demands.contains { $0.code == code && $0.riskClass == riskClass } } ?? "?"
    }

    var isNonPerforming: Bool { severity(riskClass) >= 2 }
    var description: String { "\(riskClass) \(rule) \(reasons.sorted().joined(separator: ";"))" }
  }

  static let classes = ["normal", "special_mention", "substandard", "doubtful", "loss"]
  /// The codes in the contract's order.
  static let order = [
    "overdue_1_90", "overdue_91_270", "overdue_271_360", "overdue_over_360", "technical_overdue_exempt",
    "diverted_use", "refinanced", "debtor_npl_elsewhere", "credit_impaired", "rating_cut",
    "overdue90_share_all_banks", "evasion", "ecl_share_50", "ecl_share_90", "bankruptcy", "debtor_npl_here",
    "debtor_npl_share_here", "restructured_observation", "restructured_again", "renewal_exempt", "matrix",
    "expert",
    "upgrade_not_met", "upgrade_not_checked", "override",
  ]

  /// The annex of 银监发〔2007〕63号: not overdue, to 30, 90, 180, 360 days, longer.
  static let matrix = [
    "credit": "normal special_mention substandard doubtful doubtful loss",
    "guarantee": "normal normal special_mention substandard doubtful loss",
    "mortgage": "normal normal special_mention special_mention substandard doubtful",
    "pledge": "normal normal normal special_mention substandard doubtful",
  ].mapValues { $0.split(separator: " ").map(String.init) }

  static func severity(_ name: String) -> Int { classes.firstIndex(of: name) ?? 0 }

  static func worse(_ left: String, _ right: String) -> String {
    severity(left) >= severity(right) ? left : right
  }

  func verdicts(of rows: [Tape.Row], losses: [Int]) -> [Verdict] {
    var verdicts = rows.map { ownFacts($0) }
    let borrowers = Dictionary(grouping: rows.indices) { rows[$0]["borrower_id"] ?? "" }
    for loans in borrowers.values {
      // The third condition of an upgrade: nothing impaired beside it.
      if loans.contains(where: { verdicts[$0].isNonPerforming && Self.balance(rows[$0]) > 0 }) {
        for loan in loans where !verdicts[loan].isNonPerforming && !Self.isRetail(rows[loan]) {
          if Self.severity(classBefore(rows[loan])) >= 2 {
            verdicts[loan].atLeast("substandard", "upgrade_not_met")
          }
        }
      }
      let total = loans.reduce(0) { $0 + Self.balance(rows[$1]) }
      let bad = loans.filter { verdicts[$0].isNonPerforming }
      let badTotal = bad.reduce(0) { $0 + Self.balance(rows[$1]) }
      let isElsewhere = loans.contains { Self.isSet(rows[$0], "external_npl") }
      let isOverdueElsewhere = loans.contains {
        (Double(rows[$0]["overdue90_share_all_banks"] ?? "") ?? 0) > 0.2
      }
      for loan in loans where isContagionOn || !Self.isRetail(rows[loan]) {
        if bad.contains(where: { $0 != loan && Self.balance(rows[$0]) > 0 }) {
          verdicts[loan].atLeast("special_mention", "debtor_npl_here")
        }
        if total > Self.balance(rows[loan]), badTotal > 0, badTotal * 10 > total {
          verdicts[loan].atLeast("substandard", "debtor_npl_share_here")
        }
        if isElsewhere { verdicts[loan].atLeast("special_mention", "debtor_npl_elsewhere") }
        if isOverdueElsewhere { verdicts[loan].atLeast("substandard", "overdue90_share_all_banks") }
      }
    }
    for (index, row) in rows.enumerated() where Self.isSet(row, "credit_impaired") {
      guard verdicts[index].isNonPerforming else { continue }
      let loss = NaiveReplayTests.fen(row["provision"]) ?? losses[index]
      let book = Self.balance(row)
      if book == 0 { continue }
      if loss * 10 >= book * 9 {
        verdicts[index].atLeast("loss", "ecl_share_90")
      } else if loss * 2 >= book {
        verdicts[index].atLeast("doubtful", "ecl_share_50")
      }
    }
    return verdicts
  }

  private static func balance(_ row: Tape.Row) -> Int { NaiveReplayTests.fen(row["balance"]) ?? 0 }

  private static func isSet(_ row: Tape.Row, _ flag: String) -> Bool {
    row[flag] == "true" || row[flag] == "1"
  }

  private static func isRetail(_ row: Tape.Row) -> Bool {
    ["small", "micro", "sole-trader", "owner"].contains(row["size"] ?? "")
  }

  private static func overdueDays(_ row: Tape.Row) -> Int {
    let given = Int(row["days_past_due"] ?? "") ?? 0
    guard isSet(row, "refinanced"), let original = Calendar2026.date(row["original_maturity_date"]) else {
      return given
    }
    return max(given, Calendar2026.days(since: original))
  }

  private static func isTechnical(_ row: Tape.Row) -> Bool {
    isSet(row, "technical_overdue") && overdueDays(row) <= 7
  }

  /// Of the tape's and last month's the worse.
  private func classBefore(_ row: Tape.Row) -> String {
    let onTape = row["previous_class"] ?? ""
    guard let before = previous[row["loan_id"] ?? ""] else { return onTape }
    return onTape.isEmpty ? before : Self.worse(onTape, before)
  }

  /// Steps 1 to 3.
  private func ownFacts(_ row: Tape.Row) -> Verdict {
    var verdict = Self.rules(row)
    if isMatrixOn, Self.isRetail(row), let cells = Self.matrix[row["guarantee"] ?? ""] {
      let days = Self.overdueDays(row)
      let column = [0, 30, 90, 180, 360].firstIndex { days <= $0 } ?? 5
      let lower = Self.isSet(row, "watch") ? 1 : 0
      let cell = Self.classes[min(4, Self.severity(cells[column]) + lower)]
      if cell != "normal" { verdict.atLeast(cell, "matrix") }
    }
    if let expert = row["expert_class"], Self.severity(expert) > Self.severity(verdict.riskClass) {
      verdict.atLeast(expert, "expert")
    }
    if let given = overrides[row["loan_id"] ?? ""], given != verdict.riskClass { verdict.override(given) }
    guardUpgrade(row, &verdict)
    return verdict
  }

  /// What the Order asks for.
  private static func rules(_ row: Tape.Row) -> Verdict {
    var verdict = Verdict()
    switch overdueDays(row) {
    case ...0: break
    case 1...90:
      if isTechnical(row) {
        verdict.reasons.insert("technical_overdue_exempt")
      } else {
        verdict.atLeast("special_mention", "overdue_1_90")
      }
    case 91...270: verdict.atLeast("substandard", "overdue_91_270")
    case 271...360: verdict.atLeast("doubtful", "overdue_271_360")
    default: verdict.atLeast("loss", "overdue_over_360")
    }
    let simple = [
      ("diverted_use", "special_mention", "diverted_use"),
      ("credit_impaired", "substandard", "credit_impaired"),
      ("rating_cut", "substandard", "rating_cut"), ("evading", "doubtful", "evasion"),
      ("bankrupt", "loss", "bankruptcy"),
    ]
    for (flag, wanted, code) in simple where isSet(row, flag) { verdict.atLeast(wanted, code) }
    if isSet(row, "renewal"), isInRenewalScope(row) {
      verdict.reasons.insert("renewal_exempt")
    } else if isSet(row, "renewal") || isSet(row, "refinanced") {
      verdict.atLeast("special_mention", "refinanced")
    }
    if isSet(row, "restructured"), isObserved(row) {
      verdict.atLeast("special_mention", "restructured_observation")
      if (Int(row["restructured_count"] ?? "") ?? 0) >= 2 {
        verdict.atLeast("substandard", "restructured_again")
      }
    }
    return verdict
  }

  private static func isInRenewalScope(_ row: Tape.Row) -> Bool {
    if isRetail(row) { return true }
    guard row["size"] == "medium", let maturity = row["maturity_date"], !maturity.isEmpty else {
      return false
    }
    return maturity <= "2027-09-30"
  }

  /// A year from the first agreed payment; two quarterly payments come earlier.
  ///
  /// A missed payment starts it anew.
  private static func isObserved(_ row: Tape.Row) -> Bool {
    let starts = ["restructured_date", "first_payment_date"].compactMap { Calendar2026.date(row[$0]) }
    guard var start = starts.max() else { return true }
    if let cured = Calendar2026.date(row["cured_since"]) { start = max(start, cured) }
    if overdueDays(row) > 0, !isTechnical(row) { return true }
    return Calendar2026.adding(months: 12, to: start) > Calendar2026.asOf
  }

  /// 5.4: six months; two quarterly payments take as long.
  ///
  /// Retail may use the overdue days instead.
  private func guardUpgrade(_ row: Tape.Row, _ verdict: inout Verdict) {
    guard !Self.isRetail(row), !verdict.isNonPerforming else { return }
    let cured = Calendar2026.date(row["cured_since"])
    let before = classBefore(row)
    if Self.severity(before) >= 2 {
      let isMet = cured.map { Calendar2026.adding(months: 6, to: $0) <= Calendar2026.asOf } ?? false
      if !isMet || Self.overdueDays(row) > 0 { verdict.atLeast("substandard", "upgrade_not_met") }
    } else if before.isEmpty, cured != nil {
      verdict.reasons.insert("upgrade_not_checked")
    }
  }
}
