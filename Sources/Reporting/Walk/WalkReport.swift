public import LoanPricing
public import LoanTape
internal import LoanUnits
public import Rescoring

/// The way from the credit loss of an old tape to that of a new one, for programs; ``table(_:_:)`` is for eyes.
public struct WalkReport: Sendable {
  /// One of the two tapes.
  public struct Side: Sendable {
    let file: String
    let result: TapeRunResult
    let policy: BankPolicy
    let context: ResultContext
    let overrides: RescoreReport.SourceFile?

    /// Creates a side.
    ///
    /// - Parameter overrides: The file of classes given by hand; nil where there is none.
    public init(
      file: String, result: TapeRunResult, policy: BankPolicy, context: ResultContext,
      overrides: RescoreReport.SourceFile? = nil
    ) {
      self.overrides = overrides
      self.file = file
      self.result = result
      self.policy = policy
      self.context = context
    }

    var loss: Int128 { result.summary.total.loss }
  }

  let totals: WalkTotals
  let old: Side
  let new: Side
  private let more: [String]

  /// Creates a report.
  ///
  /// - Parameter warnings: Warnings beside those of the policies and the runs.
  public init(_ totals: WalkTotals, old: Side, new: Side, warnings: [String]) {
    self.totals = totals
    self.old = old
    self.new = new
    more = warnings
  }

  /// Warnings of the new policy, those given, and the counts of both runs.
  public func warnings(_ language: ReportLanguage) -> [String] {
    func notes(_ side: Side, _ english: String, _ chinese: String) -> [String] {
      let lines =
        OverlayReport.warnings(side.policy.ecl, asOf: side.context.asOf, language)
        + RescoreNotes.lines(side.result, language)
      return lines.map { $0 + (language == .english ? " (\(english))" : "（\(chinese)）") }
    }
    let changes = old.context.changes.filter { !new.context.changes.contains($0) }
    let settings = changes.map {
      WarningText.policySet(path: $0.path, value: $0.value) + (language == .english ? " (old tape)" : "（期初）")
    }
    return new.context.warnings(language) + settings + more + notes(old, "old tape", "期初")
      + notes(new, "new tape", "期末")
  }

  /// Causes in order with the loss that is reached after each.
  var steps: [(cause: WalkCause, amount: WalkTotals.Amount, level: Int128)] {
    var level = old.loss
    return WalkCause.allCases.map { cause in
      let amount = totals.causes[cause.place]
      level += amount.loss
      return (cause, amount, level)
    }
  }

  /// The report as JSON.
  public var json: JSONValue {
    .object(
      [
        .init("opening", .fen(old.loss)), .init("closing", .fen(new.loss)),
        .init("difference", .fen(new.loss - old.loss)),
        .init(
          "causes",
          .list(steps.map { row($0.cause.rawValue, $0.amount.count, $0.amount.loss, $0.level) })),
        .init("opening_by_stage", stages(totals.opening)), .init("closing_by_stage", stages(totals.closing)),
        .init("stage_transfers", transfers), .init("old", side(old)), .init("new", side(new)),
        .init("warnings", .list(warnings(.english).map { .text($0) })),
      ] + new.context.fields)
  }

  /// Rows of the CSV: the opening loss, the causes, the closing loss.
  public var rows: [JSONValue] {
    let opening = totals.opening.reduce(0) { $0 + $1.count }
    let closing = totals.closing.reduce(0) { $0 + $1.count }
    return [row("opening", opening, old.loss, old.loss)]
      + steps.map { row($0.cause.rawValue, $0.amount.count, $0.amount.loss, $0.level) }
      + [row("closing", closing, new.loss, new.loss)]
  }

  private func row(_ name: String, _ count: Int64, _ amount: Int128, _ level: Int128) -> JSONValue {
    .object([
      .init("name", .text(name)), .init("count", .integer(Int(count))), .init("amount", .fen(amount)),
      .init("level", .fen(level)),
    ])
  }

  private func stages(_ loans: [WalkTotals.Loans]) -> JSONValue {
    .list(
      loans.enumerated().map { index, loans in
        .object([
          .init("key", .text("\(index + 1)")), .init("count", .integer(Int(loans.count))),
          .init("balance", .fen(loans.balance)), .init("ecl", .fen(loans.loss)),
        ])
      })
  }

  private var transfers: JSONValue {
    .list(
      totals.transfers.enumerated().map { index, transfer in
        .object([
          .init("from", .integer(index / 3 + 1)), .init("to", .integer(index % 3 + 1)),
          .init("count", .integer(Int(transfer.before.count))),
          .init("opening_balance", .fen(transfer.before.balance)),
          .init("closing_balance", .fen(transfer.after.balance)),
          .init("opening_ecl", .fen(transfer.before.loss)),
          .init("closing_ecl", .fen(transfer.after.loss)),
        ])
      })
  }

  private func side(_ side: Side) -> JSONValue {
    .object([
      .init("name", .text(side.file)), .init("sha256", .text(side.result.tapeSHA256)),
      .init("as_of", .day(side.context.asOf)), .init("rows", .integer(Int(side.result.acceptedRows))),
      .init("policy_name", .text(side.context.policyName)),
      .init("policy_version", .text(side.context.policyVersion)),
      .init("policy_sha256", .text(side.context.policyDigest)),
      .init(
        "overrides",
        side.overrides.map { .object([.init("name", .text($0.name)), .init("sha256", .text($0.sha256))]) }
          ?? .null),
    ])
  }
}
