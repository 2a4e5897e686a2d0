import Foundation
import Testing

/// The debtor rules 7, 10(4) and 11(4) with a debtor's loans at both ends of a long tape, through the command.
@Suite struct BorrowerCommandTests {
  struct Debtor: Sendable, CustomTestStringConvertible {
    let id: String
    let size: String
    /// The loan at the head of the tape, then those at its end.
    let loans: [Tape.Row]
    let verdicts: [Verdict]

    var testDescription: String { id }
  }

  struct Verdict: Equatable, Sendable {
    let riskClass: String
    let rule: String
    let reasons: String

    init(_ riskClass: String, _ rule: String = "", _ reasons: String? = nil) {
      self.riskClass = riskClass
      self.rule = rule
      self.reasons = reasons ?? rule
    }
  }

  private static let between = 100_000

  private static let outcome = Result { try verdicts() }

  private static func verdicts() throws -> [String: Verdict] {
    let place = try Workplace()
    let columns = [
      "loan_id", "borrower_id", "balance", "days_past_due", "pd", "size", "external_npl",
      "overdue90_share_all_banks", "previous_class", "cured_since",
    ]
    func loan(_ debtor: Debtor, _ index: Int) -> Tape.Row {
      [
        "loan_id": "\(debtor.id)-\(index)", "borrower_id": debtor.id, "size": debtor.size,
        "days_past_due": "0", "pd": "0.02",
      ]
      .merging(debtor.loans[index]) { $1 }
    }
    var tape = Tape(all.map { loan($0, 0) }, first: columns)
    var text = tape.csv
    for number in 0..<between { text += "F\(number),G\(number),1000.00,0,0.02,medium,,,,\n" }
    tape.rows = all.flatMap { debtor in debtor.loans.indices.dropFirst().map { loan(debtor, $0) } }
    text += tape.csv.drop { $0 != "\n" }.dropFirst()
    try place.write("tape.csv", text)
    var found: [String: Verdict] = [:]
    let output = String(decoding: try place.rescore("tape.csv"), as: UTF8.self)
    for line in output.utf8.split(separator: 10).dropFirst() {
      let fields = line.split(separator: 44, maxSplits: 9, omittingEmptySubsequences: false).map {
        String($0) ?? ""
      }
      found[fields[0]] = Verdict(fields[6], fields[8], fields[7])
    }
    return found
  }

  @Test(arguments: all) func debtor(_ debtor: Debtor) throws {
    let found = try Self.outcome.get()
    for (index, expected) in debtor.verdicts.enumerated() {
      #expect(found["\(debtor.id)-\(index)"] == expected, "loan \(index)")
    }
  }

  @Test func theOthersStayNormal() throws {
    let found = try Self.outcome.get()
    #expect(found.count == Self.between + Self.all.reduce(0) { $0 + $1.loans.count })
    #expect((0..<Self.between).allSatisfy { found["F\($0)"] == Verdict("normal") })
  }

  private static let late = Verdict("substandard", "overdue_91_270")
  private static let lateAndAll = Verdict(
    "substandard", "overdue_91_270", "overdue_91_270;debtor_npl_share_here")
  private static let sister = Verdict("special_mention", "debtor_npl_here")
  private static let swept = Verdict(
    "substandard", "debtor_npl_share_here", "debtor_npl_here;debtor_npl_share_here")

  private static func two(
    _ id: String, _ size: String, good: String, bad: String, _ goodVerdict: Verdict, _ badVerdict: Verdict
  ) -> [Debtor] {
    let (first, second) = (["balance": good], ["balance": bad, "days_past_due": "91"])
    return [
      Debtor(id: id, size: size, loans: [first, second], verdicts: [goodVerdict, badVerdict]),
      Debtor(id: id + "-reversed", size: size, loans: [second, first], verdicts: [badVerdict, goodVerdict]),
    ]
  }

  private static let all: [Debtor] =
    two("over", "medium", good: "900000", bad: "101000", swept, lateAndAll)
    + two("exactly", "medium", good: "900000", bad: "100000", sister, late)
    + two("fen-over", "medium", good: "900000.00", bad: "100000.01", swept, lateAndAll)
    + two("fen-under", "medium", good: "900000.00", bad: "99999.99", sister, late)
    // As a quotient of doubles these are above 0.1.
    + two("exactly-in-fen", "large", good: "589824.63", bad: "65536.07", sister, late)
    + two("exactly-of-70-fen", "medium", good: "0.63", bad: "0.07", sister, late)
    + two("no-size", "", good: "900000", bad: "101000", swept, lateAndAll)
    + two("small", "small", good: "100000", bad: "900000", Verdict("normal"), late)
    + two("micro", "micro", good: "100000", bad: "900000", Verdict("normal"), late)
    + two("sole-trader", "sole-trader", good: "100000", bad: "900000", Verdict("normal"), late)
    + two("owner", "owner", good: "100000", bad: "900000", Verdict("normal"), late)
    + [
      Debtor(
        id: "by-amount", size: "medium",
        loans: [
          ["balance": "1000000"], ["balance": "1000", "days_past_due": "91"],
          ["balance": "1000", "days_past_due": "271"],
        ],
        verdicts: [
          sister, Verdict("substandard", "overdue_91_270", "overdue_91_270;debtor_npl_here"),
          Verdict("doubtful", "overdue_271_360", "overdue_271_360;debtor_npl_here"),
        ]),
      Debtor(
        id: "alone", size: "medium", loans: [["balance": "1000", "days_past_due": "91"]], verdicts: [late]),
      Debtor(
        id: "ninety", size: "medium",
        loans: [["balance": "1000"], ["balance": "1000", "days_past_due": "90"]],
        verdicts: [Verdict("normal"), Verdict("special_mention", "overdue_1_90")]),
      Debtor(
        id: "elsewhere", size: "medium",
        loans: [["balance": "1000"], ["balance": "1000", "external_npl": "true"]],
        verdicts: [
          Verdict("special_mention", "debtor_npl_elsewhere"),
          Verdict("special_mention", "debtor_npl_elsewhere"),
        ]),
      Debtor(
        id: "overdue-elsewhere", size: "large",
        loans: [["balance": "1000"], ["balance": "1000", "overdue90_share_all_banks": "0.21"]],
        verdicts: [
          Verdict("substandard", "overdue90_share_all_banks"),
          Verdict("substandard", "overdue90_share_all_banks"),
        ]),
    ] + upgrades

  private static let cured = ["previous_class": "substandard", "cured_since": "2026-03-30"]

  /// No upgrade while another asset of the debtor is impaired; what is held back counts for rule 7 too.
  private static let upgrades: [Debtor] = [
    Debtor(
      id: "upgrade", size: "medium",
      loans: [["balance": "1000"].merging(cured) { $1 }, ["balance": "100000"]],
      verdicts: [Verdict("normal"), Verdict("normal")]),
    Debtor(
      id: "upgrade-special", size: "medium",
      loans: [
        ["balance": "1000"].merging(cured) { $1 }, ["balance": "100000", "days_past_due": "90"],
      ], verdicts: [Verdict("normal"), Verdict("special_mention", "overdue_1_90")]),
    Debtor(
      id: "upgrade-held", size: "medium",
      loans: [
        ["balance": "1000"].merging(cured) { $1 }, ["balance": "100000"],
        ["balance": "1000", "days_past_due": "91"],
      ],
      verdicts: [
        Verdict("substandard", "upgrade_not_met", "debtor_npl_here;upgrade_not_met"), sister,
        Verdict("substandard", "overdue_91_270", "overdue_91_270;debtor_npl_here"),
      ]),
    // 1 % is overdue over 90 days; with the 10 % that are held back it is over 10 %.
    Debtor(
      id: "upgrade-sweeps", size: "large",
      loans: [
        ["balance": "10000"].merging(cured) { $1 }, ["balance": "89000"],
        ["balance": "1000", "days_past_due": "91"],
      ],
      verdicts: [
        Verdict(
          "substandard", "debtor_npl_share_here", "debtor_npl_here;debtor_npl_share_here;upgrade_not_met"),
        swept,
        Verdict("substandard", "overdue_91_270", "overdue_91_270;debtor_npl_here;debtor_npl_share_here"),
      ]),
    Debtor(
      id: "upgrade-no-balance", size: "medium",
      loans: [["balance": "1000"].merging(cured) { $1 }, ["balance": "0", "days_past_due": "91"]],
      verdicts: [Verdict("normal"), Verdict("substandard", "overdue_91_270")]),
    Debtor(
      id: "upgrade-retail", size: "small",
      loans: [["balance": "1000"].merging(cured) { $1 }, ["balance": "1000", "days_past_due": "91"]],
      verdicts: [Verdict("normal"), late]),
  ]
}
