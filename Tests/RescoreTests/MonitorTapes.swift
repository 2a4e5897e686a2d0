import Foundation
import TestSupport

/// Two tapes and flows whose measures are worked by hand in `MonitorCommandTests`.
enum MonitorTapes {
  static let asOf = "2026-09-30"
  static let header = [
    "loan_id", "borrower_id", "balance", "original_amount", "credit_limit", "undrawn", "size", "guarantee",
    "origination_date", "maturity_date", "rate_percent", "effective_rate_percent", "renewal", "first_loan",
    "region", "sector", "days_past_due", "written_off", "pd",
  ]

  /// A loan as `name=value` words; what is not named is empty, but for `days_past_due` and `pd`.
  static func row(_ words: String) -> Tape.Row {
    var row: Tape.Row = ["days_past_due": "0", "pd": "0.02"]
    for word in words.split(separator: " ") {
      let parts = word.split(separator: "=", maxSplits: 1)
      row[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
    }
    return row
  }

  // Inclusive: n1, n2, n3, n5, n9, n11. Over the limit by a fen: n4. Of other sizes: n6, n7, n8. Written off: n10.
  static let new = [
    row(
      "loan_id=n1 borrower_id=B1 size=small credit_limit=5000000 balance=1000000 original_amount=1200000 guarantee=credit origination_date=2026-02-10 maturity_date=2027-02-10 rate_percent=4 effective_rate_percent=4.2 renewal=1 region=R1 sector=technology"
    ),
    row(
      "loan_id=n2 borrower_id=B1 size=small credit_limit=5000000 balance=500000 original_amount=900000 guarantee=mortgage origination_date=2024-05-01 maturity_date=2027-05-01 rate_percent=5 region=R1 sector=technology;private"
    ),
    row(
      "loan_id=n3 borrower_id=B2 size=micro credit_limit=10000000 balance=2000000 original_amount=2000000 guarantee=credit origination_date=2026-03-20 maturity_date=2031-03-21 rate_percent=3.8 effective_rate_percent=3.9 first_loan=1 region=R2"
    ),
    row(
      "loan_id=n4 borrower_id=B3 size=sole-trader credit_limit=10000000.01 balance=3000000 original_amount=3000000 guarantee=credit origination_date=2026-01-05 maturity_date=2027-01-05 rate_percent=9 first_loan=1 region=R2"
    ),
    row(
      "loan_id=n5 borrower_id=B4 size=owner credit_limit=1000000 balance=500000 original_amount=800000 guarantee=mortgage origination_date=2025-10-15 maturity_date=2026-10-15 rate_percent=6 first_loan=1 region=R2 days_past_due=100"
    ),
    row(
      "loan_id=n6 borrower_id=B5 size=medium credit_limit=1000000 balance=3000000 guarantee=mortgage region=R1"
    ),
    row(
      "loan_id=n7 borrower_id=B5 size=medium credit_limit=1000000 balance=400000 guarantee=mortgage region=R1 days_past_due=91"
    ),
    row("loan_id=n8 borrower_id=B6 size=large balance=6000000 guarantee=credit region=R1"),
    row(
      "loan_id=n9 borrower_id=B7 size=small balance=300000 undrawn=100000 original_amount=350000 guarantee=guarantee origination_date=2026-09-30 maturity_date=2026-12-31 rate_percent=4.5"
    ),
    row(
      "loan_id=n10 borrower_id=B8 size=small credit_limit=1000000 balance=700000 guarantee=credit region=R1 days_past_due=400 written_off=1"
    ),
    row(
      "loan_id=n11 borrower_id= size=small credit_limit=1000000 balance=200000 guarantee=mortgage origination_date=2020-01-01 maturity_date=2030-01-01 rate_percent=5 region=R1"
    ),
  ]

  /// Inclusive: 1,000,000 + 2,500,000 + 500,000; with the others 15,000,000.
  static let old = [
    row(
      "loan_id=o1 borrower_id=B1 size=small credit_limit=5000000 balance=1000000 guarantee=mortgage origination_date=2024-05-01 maturity_date=2027-05-01 region=R1 renewal=1"
    ),
    row(
      "loan_id=o2 borrower_id=B3 size=sole-trader credit_limit=9000000 balance=2500000 guarantee=credit origination_date=2025-01-05 maturity_date=2026-01-05 region=R3"
    ),
    row("loan_id=o3 borrower_id=B6 size=large balance=9000000 guarantee=credit region=R1"),
    row(
      "loan_id=o4 borrower_id=B9 size=micro credit_limit=1000000 balance=500000 guarantee=credit origination_date=2025-01-05 maturity_date=2026-01-05 region=R1 days_past_due=120"
    ),
    row("loan_id=o5 borrower_id=B5 size=medium balance=2000000 guarantee=mortgage region=R1"),
    row("loan_id=o6 borrower_id=B10 size=small credit_limit=2000000 balance=0 guarantee=mortgage region=R1"),
  ]

  /// f2 is on the later tape, f3 was drawn on the day of the earlier, f4 is over the limit, f5 is of the year before.
  static let flows = """
    loan_id,borrower_id,size,credit_limit,origination_date,maturity_date,original_amount,rate_percent,effective_rate_percent,first_loan,region
    f6,B1,small,5000000,2026-05-05,2026-06-05,1000000,3,,0,R9
    f1,B10,small,2000000,2026-04-01,2026-08-01,450000,5,5.5,1,R2
    n3,B2,micro,10000000,2026-03-20,2031-03-21,2000000,3.8,3.9,1,R2
    f3,B13,small,2000000,2025-09-30,2026-01-31,999999,9,9,1,R2
    f4,B11,small,10000000.01,2026-04-01,2026-08-01,999999,9,9,1,R2
    f5,B12,micro,1000000,2025-11-11,2026-02-11,100000,9,9,0,R2

    """

  /// A folder with the tapes, of which rows may be changed.
  static func place(new: [Tape.Row] = new, old: [Tape.Row] = old) throws -> Workplace {
    let place = try Workplace()
    try place.write("old.csv", Tape(old, first: header).csv)
    try place.write("new.csv", Tape(new, first: header).csv)
    try place.write("flows.csv", flows)
    return place
  }

  /// The later tape with a value changed in one row.
  static func changed(_ id: String, _ column: String, _ value: String) -> [Tape.Row] {
    new.map { $0["loan_id"] == id ? $0.merging([column: value]) { $1 } : $0 }
  }

  static func monitor(_ place: Workplace, _ more: [String] = []) throws -> JSONValue {
    let ended = try place.run(
      ["monitor", "old.csv", "new.csv", "--as-of", asOf, "--format", "json", "--quiet"] + more)
    guard ended.code == 0 else { throw Workplace.Failure.failed(code: ended.code, errors: ended.errors) }
    return try JSONDecoder().decode(JSONValue.self, from: ended.output)
  }
}

extension JSONValue {
  /// The measure of a name.
  func measure(_ name: String) throws -> JSONValue {
    for measure in try self["measures"].list() where measure["name"] == .string(name) { return measure }
    throw Oracle.Failure.absent(path: name)
  }

  /// The part of a key.
  func part(_ list: String, _ key: String) throws -> JSONValue {
    for part in try self[list].list() where part["key"] == .string(key) { return part }
    throw Oracle.Failure.absent(path: list + "." + key)
  }

  func hasWarning(_ code: String) throws -> Bool {
    try self["warnings"].list().contains { try $0.text().hasPrefix(code + ": ") }
  }
}
