internal import CreditRisk
internal import Lending
internal import LoanTape
internal import LoanUnits
internal import Rescoring

extension ClassExplanationReport {
  /// The explanation for eyes.
  public func table(_ language: ReportLanguage, _ style: TextStyle) -> String {
    let words = Words(isEnglish: language == .english)
    let verdict = classes.verdict
    var lines = [style.strong(words.title(explanation.identifier, context.asOf))]
    var head = TextTable([.left, .left])
    head.add([words.riskClass, words.name(verdict.riskClass)])
    head.add([words.decidedBy, deciding?.code ?? words.none])
    head.add([words.stage, "\(loan.stage)"])
    head.add([words.balance, TapeRun.yuan(Int128(loan.balance))])
    head.add([words.loss, TapeRun.yuan(Int128(loan.loss))])
    lines += head.lines(style) + ["", style.strong(words.rules)]
    if classes.rules.isEmpty { lines.append("  " + words.noRule) }
    for rule in classes.rules { lines += self.lines(rule, words, style) }
    if let given = explanation.override { lines += overrideLines(given, words, style) }
    lines += [""] + betterLines(words, style)
    lines += WarningLines.lines(context.warnings(language), language, style)
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(_ rule: ClassExplanation.Rule, _ words: Words, _ style: TextStyle) -> [String] {
    let source = rule.reason.source
    let demand = rule.atLeast.map { words.atLeast($0) } ?? words.asksForNothing
    let title = "\(rule.reason.code): \(demand)" + (rule.isDeciding ? " (\(words.decided))" : "")
    var lines = [rule.isDeciding ? style.strong("* " + title) : "- " + title]
    for meaning in words.meanings(source) { lines += indented(meaning) }
    lines += indented("\(source.article) [\(words.confidence(source.confidence))]")
    let facts = rule.facts.filter { $0.value != .missing }.map { "\($0.name) = \(words.text($0.value))" }
    if !facts.isEmpty { lines += indented("\(words.facts): \(facts.joined(separator: "; "))") }
    let limits = rule.limits.map { "\($0.name) = \(words.text($0.value))" }
    if !limits.isEmpty { lines += indented("\(words.limits): \(limits.joined(separator: "; "))") }
    return lines
  }

  private func overrideLines(_ given: ClassOverride, _ words: Words, _ style: TextStyle) -> [String] {
    let state = given.isInForce(on: context.asOf) ? words.inForce : words.expired
    var text = "\(words.name(given.riskClass)), \(state): \(given.reason)"
    if !given.approver.isEmpty { text += "; \(words.approver) \(given.approver)" }
    if let end = given.expires { text += "; \(words.expires) \(end)" }
    return ["", style.strong(words.override)] + indented(text)
  }

  private func betterLines(_ words: Words, _ style: TextStyle) -> [String] {
    guard let better = classes.better else { return [words.best] }
    var lines = [style.strong(words.wouldHaveToChange(better))]
    guard let changes = classes.changes else { return lines + indented(words.nothingGivesIt) }
    for change in changes { lines += indented(words.change(change), mark: "- ") }
    return lines
  }

  private func indented(_ text: String, mark: String = "  ") -> [String] {
    TextWidth.wrap(text, columns: TextTable.pageColumns - 4).enumerated().map {
      "  " + ($0 == 0 ? mark : "  ") + $1
    }
  }
}
