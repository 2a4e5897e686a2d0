internal import LoanTape
internal import LoanUnits
internal import Rescoring

/// Concentration in the summary of a rescore.
struct ConcentrationReport {
  let concentration: Concentration

  /// The object under `concentration`.
  var json: JSONValue {
    .object([
      .init("top_n", .integer(concentration.topCount)),
      .init("borrower", concentration.borrower.map { dimension($0, hasExposure: true) } ?? .null),
      .init("group", concentration.group.map { dimension($0, hasExposure: true) } ?? .null),
      .init("industry", dimension(concentration.industry, hasExposure: false)),
      .init("region", dimension(concentration.region, hasExposure: false)),
      .init("limits", .list(concentration.tests.map(test))),
    ])
  }

  private func dimension(_ dimension: Concentration.Dimension, hasExposure: Bool) -> JSONValue {
    .object([
      .init("names", .integer(Int(dimension.names))),
      .init("loans_without_name", hasExposure ? .integer(Int(dimension.nameless)) : .null),
      .init("hhi", .optional(dimension.index?.herfindahl)),
      .init("hhi_normalised", .optional(dimension.index?.normalised)),
      .init("effective_names", .optional(dimension.index?.effectiveNames)),
      .init("top_share_percent", .optional(topShare(dimension))),
      .init("top", .list(dimension.largest.map { name($0) })),
    ])
  }

  /// The share of the listed names, percent of all loans.
  func topShare(_ dimension: Concentration.Dimension) -> Double? {
    RescoreRatios.percent(dimension.largest.reduce(0) { $0 + $1.balance }, of: concentration.balance)
  }

  private func name(_ name: Concentration.Name) -> JSONValue {
    var fields: [JSONValue.Field] = [.init("key", .text(name.key))]
    if let loan = name.loan { fields.append(.init("loan_id", .text(loan))) }
    fields += [
      .init("balance", RescoreReport.money(name.balance)),
      .init("share_percent", .optional(RescoreRatios.percent(name.balance, of: concentration.balance))),
    ]
    if let exposure = name.exposure { fields.append(.init("exposure", RescoreReport.money(exposure))) }
    return .object(fields)
  }

  private func test(_ test: Concentration.Test) -> JSONValue {
    .object([
      .init("limit", .text("concentration." + test.kind.rawValue)), .init("code", .optional(test.code)),
      .init("limit_percent", .number(test.percent)), .init("of", .text(test.base.rawValue)),
      .init("of_amount", test.whole.map(RescoreReport.money) ?? .null),
      .init("status", .text(test.status)), .init("largest", test.largest.map(name) ?? .null),
      .init("largest_percent", .optional(largestPercent(test))),
      .init("breaches", test.breaches.map { .integer(Int($0)) } ?? .null),
      .init("breach_amount", test.breaches == nil ? .null : RescoreReport.money(test.breachAmount)),
      .init("breached", .list(test.breached.map(name))),
    ])
  }

  /// The largest name, percent of the base.
  func largestPercent(_ test: Concentration.Test) -> Double? {
    guard let amount = test.largestAmount, let whole = test.whole else { return nil }
    return RescoreRatios.percent(amount, of: whole)
  }
}

extension Concentration.Test {
  /// `kept`, `broken`, or `skipped` where a figure is missing.
  var status: String {
    breaches.map { $0 > 0 ? "broken" : "kept" } ?? "skipped"
  }

  /// The policy's name of the limit.
  var title: String { kind.rawValue + (code.map { "." + $0 } ?? "") }
}
