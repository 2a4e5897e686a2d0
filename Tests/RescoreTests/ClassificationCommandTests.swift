import Foundation
import Testing

/// One row per rule of domain 5.2–5.6 and its neighbour across the boundary, all in one tape, through the command.
@Suite struct ClassificationCommandTests {
  /// A loan, what differs from a plain one, and the verdict.
  struct Case: Sendable, CustomTestStringConvertible {
    let id: String
    let changes: Tape.Row
    let riskClass: String
    let rule: String
    let reasons: String

    var testDescription: String { id }

    init(
      _ id: String, _ changes: Tape.Row, _ riskClass: String, _ rule: String = "", _ reasons: String? = nil
    ) {
      self.id = id
      self.changes = changes
      self.riskClass = riskClass
      self.rule = rule
      self.reasons = reasons ?? rule
    }
  }

  /// The tape rescored once; all cases look at it.
  private static let outcome = Result { try verdicts() }

  private static func verdicts() throws -> [String: Tape.Row] {
    let place = try Workplace()
    try place.write("tape.csv", Tape(all.map { Tape.loan($0.id, $0.changes) }).csv)
    let rows = Tape(csv: String(decoding: try place.rescore("tape.csv"), as: UTF8.self)).rows
    return Dictionary(rows.map { ($0["loan_id"] ?? "", $0) }) { first, _ in first }
  }

  private static let all = days + flags + debtor + refinanced + upgrade + restructured + shares

  @Test(arguments: all) func verdict(_ expected: Case) throws {
    let row = try #require(try Self.outcome.get()[expected.id])
    #expect(row["risk_class"] == expected.riskClass)
    #expect(row["class_rule"] == expected.rule)
    #expect(row["class_reasons"] == expected.reasons)
    let isNonPerforming = ["substandard", "doubtful", "loss"].contains(expected.riskClass)
    #expect((row["stage"] == "3") == isNonPerforming)
    #expect((row["grade"] == "D") == isNonPerforming)
    #expect((row["pd"] == "1") == isNonPerforming)
    #expect((row["required_rate_percent"] == "") == isNonPerforming)
  }

  @Test func everyLoanHasItsRow() throws {
    #expect(try Self.outcome.get().count == Self.all.count)
  }

  private static let special = "special_mention"
  private static let sub = "substandard"

  private static let days: [Case] = [
    Case("days-0", ["days_past_due": "0"], "normal"),
    Case("days-0-technical", ["technical_overdue": "1"], "normal"),
    Case("days-1", ["days_past_due": "1"], special, "overdue_1_90"),
    Case("days-7", ["days_past_due": "7"], special, "overdue_1_90"),
    Case(
      "days-1-technical", ["days_past_due": "1", "technical_overdue": "1"], "normal", "",
      "technical_overdue_exempt"),
    Case(
      "days-7-technical", ["days_past_due": "7", "technical_overdue": "true"], "normal", "",
      "technical_overdue_exempt"),
    Case("days-8-technical", ["days_past_due": "8", "technical_overdue": "true"], special, "overdue_1_90"),
    Case("days-90", ["days_past_due": "90"], special, "overdue_1_90"),
    Case("days-91", ["days_past_due": "91"], sub, "overdue_91_270"),
    Case("days-91-technical", ["days_past_due": "91", "technical_overdue": "true"], sub, "overdue_91_270"),
    Case(
      "days-91-deposit", ["days_past_due": "91", "guarantee": "pledge", "collateral_type": "deposit"], sub,
      "overdue_91_270"),
    Case("days-270", ["days_past_due": "270"], sub, "overdue_91_270"),
    Case("days-271", ["days_past_due": "271"], "doubtful", "overdue_271_360"),
    Case("days-360", ["days_past_due": "360"], "doubtful", "overdue_271_360"),
    Case("days-361", ["days_past_due": "361"], "loss", "overdue_over_360"),
  ]

  private static let flags: [Case] = [
    Case("diverted", ["diverted_use": "true"], special, "diverted_use"),
    Case("diverted-false", ["diverted_use": "false"], "normal"),
    Case(
      "diverted-and-late", ["diverted_use": "1", "days_past_due": "5"], special, "overdue_1_90",
      "overdue_1_90;diverted_use"),
    Case("rating-cut", ["rating_cut": "true"], sub, "rating_cut"),
    Case("rating-cut-0", ["rating_cut": "0"], "normal"),
    Case("impaired", ["credit_impaired": "true"], sub, "credit_impaired"),
    Case("impaired-false", ["credit_impaired": "false"], "normal"),
    Case("evading", ["evading": "true"], "doubtful", "evasion"),
    Case("evading-0", ["evading": "0"], "normal"),
    Case(
      "evading-271", ["evading": "true", "days_past_due": "271"], "doubtful", "overdue_271_360",
      "overdue_271_360;evasion"),
    Case("bankrupt", ["bankrupt": "true"], "loss", "bankruptcy"),
    Case("bankrupt-0", ["bankrupt": "0"], "normal"),
    Case(
      "bankrupt-361", ["bankrupt": "true", "days_past_due": "361"], "loss", "overdue_over_360",
      "overdue_over_360;bankruptcy"),
    Case("expert-worse", ["expert_class": "doubtful"], "doubtful", "expert"),
    Case("expert-better", ["expert_class": "normal", "days_past_due": "91"], sub, "overdue_91_270"),
    Case("watch-only", ["watch": "true"], "normal"),
  ]

  /// 10(4) and 11(4) by the borrower's standing elsewhere; retail is exempt.
  private static let debtor: [Case] =
    ["medium", "large", "other", "individual", ""].map {
      Case("elsewhere-\($0)", ["size": $0, "external_npl": "true"], special, "debtor_npl_elsewhere")
    }
    + ["small", "micro", "sole-trader", "owner"].map {
      Case(
        "elsewhere-\($0)", ["size": $0, "external_npl": "true", "overdue90_share_all_banks": "1"], "normal")
    } + [
      Case("elsewhere-none", ["size": "medium", "external_npl": "false"], "normal"),
      Case("share-20", ["size": "medium", "overdue90_share_all_banks": "0.2"], "normal"),
      Case(
        "share-over-20", ["size": "medium", "overdue90_share_all_banks": "0.2000001"], sub,
        "overdue90_share_all_banks"),
      Case(
        "share-and-npl", ["size": "large", "overdue90_share_all_banks": "0.3", "external_npl": "1"], sub,
        "overdue90_share_all_banks", "debtor_npl_elsewhere;overdue90_share_all_banks"),
    ]

  private static let refinanced: [Case] = [
    Case("refinanced", ["refinanced": "true"], special, "refinanced"),
    Case("refinanced-0", ["refinanced": "0"], "normal"),
    Case("renewal-small", ["renewal": "true"], "normal", "", "renewal_exempt"),
    Case(
      "renewal-small-2030", ["renewal": "true", "maturity_date": "2030-01-01"], "normal", "", "renewal_exempt"
    ),
    Case(
      "renewal-medium-in", ["size": "medium", "renewal": "true", "maturity_date": "2027-09-30"], "normal", "",
      "renewal_exempt"),
    Case(
      "renewal-medium-out", ["size": "medium", "renewal": "true", "maturity_date": "2027-10-01"], special,
      "refinanced"),
    Case(
      "renewal-medium-open", ["size": "medium", "renewal": "true", "maturity_date": ""], special, "refinanced"
    ),
    Case(
      "renewal-large", ["size": "large", "renewal": "true", "maturity_date": "2027-01-01"], special,
      "refinanced"),
    Case("renewal-refinanced", ["renewal": "1", "refinanced": "1"], "normal", "", "renewal_exempt"),
    Case(
      "renewal-late", ["renewal": "1", "days_past_due": "1"], special, "overdue_1_90",
      "overdue_1_90;renewal_exempt"),
    Case(
      "original-90", ["refinanced": "1", "original_maturity_date": "2026-07-02"], special, "overdue_1_90",
      "overdue_1_90;refinanced"),
    Case(
      "original-91", ["refinanced": "1", "original_maturity_date": "2026-07-01"], sub, "overdue_91_270",
      "overdue_91_270;refinanced"),
    Case("original-0", ["refinanced": "1", "original_maturity_date": "2026-09-30"], special, "refinanced"),
    Case("extended", ["original_maturity_date": "2026-07-01"], "normal"),
  ]

  /// 5.4: six months of regular payment or two periods, whichever is longer; not for retail.
  private static let upgrade: [Case] = [
    guarded("6-months", ["cured_since": "2026-03-30"], isMet: true),
    guarded("a-day-short", ["cured_since": "2026-04-01"], isMet: false),
    guarded("two-quarters", ["cured_since": "2026-03-30", "frequency": "quarterly"], isMet: true),
    guarded("two-quarters-short", ["cured_since": "2026-04-01", "frequency": "quarterly"], isMet: false),
    guarded("never", [:], isMet: false),
    guarded("doubtful", ["previous_class": "doubtful"], isMet: false),
    guarded("loss", ["previous_class": "loss", "size": "large"], isMet: false),
    guarded("was-special", ["previous_class": "special_mention"], isMet: true),
    guarded("retail", ["size": "small"], isMet: true),
    Case(
      "guard-late-again",
      ["size": "medium", "previous_class": sub, "cured_since": "2026-01-01", "days_past_due": "1"], sub,
      "upgrade_not_met", "overdue_1_90;upgrade_not_met"),
    Case(
      "guard-history", ["size": "medium", "cured_since": "2026-01-01"], "normal", "", "upgrade_not_checked"),
    Case(
      "guard-still-91", ["size": "medium", "previous_class": sub, "days_past_due": "91"], sub,
      "overdue_91_270"),
  ]

  private static func guarded(_ id: String, _ changes: Tape.Row, isMet: Bool) -> Case {
    Case(
      "guard-" + id, ["size": "medium", "previous_class": sub].merging(changes) { $1 },
      isMet ? "normal" : sub,
      isMet ? "" : "upgrade_not_met")
  }

  /// 5.5: a year from the first agreed payment, the second payment if that is later; a missed payment keeps it.
  private static let restructured: [Case] = [
    observed("no-dates", [:], isInside: true),
    observed("a-year", ["restructured_date": "2025-09-30"], isInside: false),
    observed("a-day-less", ["restructured_date": "2025-10-01"], isInside: true),
    observed(
      "first-payment", ["restructured_date": "2025-08-01", "first_payment_date": "2025-10-01"], isInside: true
    ),
    observed(
      "first-payment-over", ["restructured_date": "2025-08-01", "first_payment_date": "2025-09-30"],
      isInside: false),
    observed("cured", ["restructured_date": "2024-01-01", "cured_since": "2025-10-01"], isInside: true),
    observed(
      "cured-over", ["restructured_date": "2024-01-01", "cured_since": "2025-09-30"], isInside: false),
    observed("quarterly", ["restructured_date": "2025-09-30", "frequency": "quarterly"], isInside: false),
    observed("count-1", ["restructured_date": "2026-03-15", "restructured_count": "1"], isInside: true),
    observed(
      "count-2-over", ["restructured_date": "2025-09-30", "restructured_count": "2"], isInside: false),
    Case("observed-not", ["restructured": "0", "restructured_date": "2026-03-15"], "normal"),
    Case(
      "observed-again", ["restructured": "1", "restructured_date": "2026-03-15", "restructured_count": "2"],
      sub,
      "restructured_again", "restructured_observation;restructured_again"),
    Case(
      "observed-missed", ["restructured": "1", "restructured_date": "2024-01-01", "days_past_due": "3"],
      special,
      "overdue_1_90", "overdue_1_90;restructured_observation"),
    Case(
      "observed-technical",
      [
        "restructured": "1", "restructured_date": "2024-01-01", "days_past_due": "3",
        "technical_overdue": "1",
      ],
      "normal", "", "technical_overdue_exempt"),
    Case(
      "observed-91", ["restructured": "1", "restructured_date": "2026-03-15", "days_past_due": "91"], sub,
      "overdue_91_270", "overdue_91_270;restructured_observation"),
  ]

  private static func observed(_ id: String, _ changes: Tape.Row, isInside: Bool) -> Case {
    Case(
      "observed-" + id, ["restructured": "true"].merging(changes) { $1 }, isInside ? special : "normal",
      isInside ? "restructured_observation" : "")
  }

  /// 12(3), 13(3): from 50 % and 90 % of the balance in fen, of the booked provision or else of the loss.
  private static let shares: [Case] = [
    impaired("499999.99", sub),
    impaired("500000.00", "doubtful", "ecl_share_50"),
    impaired("899999.99", "doubtful", "ecl_share_50"),
    impaired("900000.00", "loss", "ecl_share_90"),
    Case("booked-not-impaired", ["days_past_due": "91", "provision": "950000.00"], sub, "overdue_91_270"),
    // LGD 0.45 of the balance and 0.4 of the undrawn part: 499,999.99 and 500,000.00 of loss.
    Case(
      "loss-under-half",
      ["credit_impaired": "1", "guarantee": "credit", "collateral_value": "", "undrawn": "277777.70"], sub,
      "credit_impaired"),
    Case(
      "loss-half",
      ["credit_impaired": "1", "guarantee": "credit", "collateral_value": "", "undrawn": "277777.80"],
      "doubtful", "ecl_share_50", "credit_impaired;ecl_share_50"),
  ]

  private static func impaired(_ provision: String, _ riskClass: String, _ rule: String? = nil) -> Case {
    Case(
      "booked-" + provision, ["credit_impaired": "true", "provision": provision], riskClass,
      rule ?? "credit_impaired", rule.map { "credit_impaired;" + $0 })
  }
}
