import Foundation

/// Domain 5.2–5.8 read word by word, with words and sets, one loan and one borrower at a time.
enum NaiveClassification {
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
    "upgrade_not_met", "upgrade_not_checked",
  ]

  static func severity(_ name: String) -> Int { classes.firstIndex(of: name) ?? 0 }

  static func worse(_ left: String, _ right: String) -> String {
    severity(left) >= severity(right) ? left : right
  }

  static func verdicts(of rows: [Tape.Row], losses: [Int]) -> [Verdict] {
    var verdicts = rows.map { ownFacts($0) }
    let before = verdicts
    let borrowers = Dictionary(grouping: rows.indices) { rows[$0]["borrower_id"] ?? "" }
    for loans in borrowers.values {
      let total = loans.reduce(0) { $0 + balance(rows[$1]) }
      let bad = loans.filter { before[$0].isNonPerforming }
      let badTotal = bad.reduce(0) { $0 + balance(rows[$1]) }
      let isElsewhere = loans.contains { isSet(rows[$0], "external_npl") }
      let isOverdueElsewhere = loans.contains {
        (Double(rows[$0]["overdue90_share_all_banks"] ?? "") ?? 0) > 0.2
      }
      for loan in loans where !isRetail(rows[loan]) {
        if bad.contains(where: { $0 != loan && balance(rows[$0]) > 0 }) {
          verdicts[loan].atLeast("special_mention", "debtor_npl_here")
        }
        if total > balance(rows[loan]), badTotal > 0, badTotal * 10 > total {
          verdicts[loan].atLeast("substandard", "debtor_npl_share_here")
        }
        if isElsewhere { verdicts[loan].atLeast("special_mention", "debtor_npl_elsewhere") }
        if isOverdueElsewhere { verdicts[loan].atLeast("substandard", "overdue90_share_all_banks") }
      }
    }
    for (index, row) in rows.enumerated() where isSet(row, "credit_impaired") {
      let loss = NaiveReplayTests.fen(row["provision"]) ?? losses[index]
      let book = balance(row)
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

  /// Steps 1 to 3.
  private static func ownFacts(_ row: Tape.Row) -> Verdict {
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
    if let expert = row["expert_class"], severity(expert) > severity(verdict.riskClass) {
      verdict.atLeast(expert, "expert")
    }
    guardUpgrade(row, &verdict)
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
  private static func guardUpgrade(_ row: Tape.Row, _ verdict: inout Verdict) {
    guard !isRetail(row), !verdict.isNonPerforming else { return }
    let cured = Calendar2026.date(row["cured_since"])
    let previous = row["previous_class"] ?? ""
    if severity(previous) >= 2 {
      let isMet = cured.map { Calendar2026.adding(months: 6, to: $0) <= Calendar2026.asOf } ?? false
      if !isMet || overdueDays(row) > 0 { verdict.atLeast("substandard", "upgrade_not_met") }
    } else if previous.isEmpty, cured != nil {
      verdict.reasons.insert("upgrade_not_checked")
    }
  }
}
