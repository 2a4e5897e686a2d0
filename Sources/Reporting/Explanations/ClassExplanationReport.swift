public import LoanTape
internal import CreditRisk
internal import Lending
internal import LoanUnits
internal import Rescoring

/// Why one loan has its class, as JSON and for eyes.
public struct ClassExplanationReport: Sendable {
  let explanation: TapeExplanation
  let context: ResultContext

  /// Creates a report.
  public init(_ explanation: TapeExplanation, context: ResultContext) {
    self.explanation = explanation
    self.context = context
  }

  var loan: LoanExplanation { explanation.loan }
  var classes: ClassExplanation { loan.classes }

  /// The rule that decided.
  var deciding: ClassReason? { ClassReason(rawValue: classes.verdict.rule) }

  /// The explanation as JSON.
  public var json: JSONValue {
    .object(
      [
        .init("loan_id", .text(explanation.identifier)), .init("line", .integer(explanation.line)),
        .init("risk_class", .text(classes.verdict.riskClass.code)),
        .init("class_reasons", .list(classes.rules.map { .text($0.reason.code) })),
        .init("class_rule", .optional(deciding?.code)), .init("stage", .integer(Int(loan.stage))),
        .init("balance", .money(Money(fen: loan.balance))), .init("ecl", .money(Money(fen: loan.loss))),
        .init("rules", .list(classes.rules.map(rule))), .init("override", override),
        .init("better", better), .init("warnings", .list(context.warnings(.english).map { .text($0) })),
      ] + context.fields)
  }

  private func rule(_ rule: ClassExplanation.Rule) -> JSONValue {
    let source = rule.reason.source
    return .object([
      .init("code", .text(rule.reason.code)), .init("at_least", .optional(rule.atLeast?.code)),
      .init("decided", .bool(rule.isDeciding)), .init("meaning", .text(source.english)),
      .init("meaning_zh", .text(source.chinese)), .init("source", .text(source.article)),
      .init("confidence", .text(source.confidence.rawValue)), .init("facts", facts(rule.facts)),
      .init("limits", facts(rule.limits)),
    ])
  }

  private func facts(_ facts: [ClassFact]) -> JSONValue {
    .object(facts.map { .init($0.name, ClassExplanationReport.json($0.value)) })
  }

  private var override: JSONValue {
    guard let given = explanation.override else { return .null }
    return .object([
      .init("risk_class", .text(given.riskClass.code)), .init("reason", .text(given.reason)),
      .init("approver", .text(given.approver)), .init("expires", .optional(given.expires)),
      .init("in_force", .bool(given.isInForce(on: context.asOf))), .init("line", .integer(given.line)),
    ])
  }

  private var better: JSONValue {
    guard let better = classes.better else { return .null }
    let changes = classes.changes?.map { change in
      JSONValue.object([
        .init("of", .text(change.subject.rawValue)), .init("name", .text(change.name)),
        .init("must_be", .text(change.relation.rawValue)),
        .init("value", ClassExplanationReport.json(change.value)),
        .init("now", ClassExplanationReport.json(change.current)),
      ])
    }
    return .object([
      .init("risk_class", .text(better.code)), .init("changes", changes.map { .list($0) } ?? .null),
    ])
  }

  private static func json(_ value: ClassFactValue) -> JSONValue {
    switch value {
    case .missing: .null
    case .whole(let number): .integer(number)
    case .fraction(let fraction): .optional(fraction.isNaN ? nil : fraction)
    case .money(let fen): .money(Money(fen: fen))
    case .day(let day): .day(day)
    case .flag(let flag): .bool(flag)
    case .code(let code): .text(code)
    }
  }
}
