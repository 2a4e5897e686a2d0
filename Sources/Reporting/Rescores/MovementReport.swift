internal import Lending
internal import LoanTape
internal import Rescoring

/// The movement between last month's classes and this month's (迁徙), and what overrides did.
struct MovementReport {
  let result: TapeRunResult

  /// Key `movement`; null without last month's output.
  var movement: JSONValue {
    guard result.previousSHA256 != nil else { return .null }
    let movement = result.summary.movement
    let cells = RiskClass.allCases.flatMap { before in
      RiskClass.allCases.map { now in
        JSONValue.object(
          [.init("previous_class", .text(before.code)), .init("risk_class", .text(now.code))]
            + fields(movement[before, now]))
      }
    }
    return .object([
      .init("upgraded", .object(fields(movement.upgraded))),
      .init("downgraded", .object(fields(movement.downgraded))),
      .init("unchanged", .object(fields(movement.unchanged))),
      .init("new", .object(fields(movement.new))),
      // Last month's output has no balance, so what is gone is counted by its exposure.
      .init("vanished", .object(fields(result.vanished, amount: "ead"))),
      .init("matrix", .list(cells)),
    ])
  }

  /// Key `overrides`; null without overrides.
  var overrides: JSONValue {
    guard result.hasOverrides else { return .null }
    let totals = result.summary.notes.overrides
    return .object([
      .init("downgrades", .object(fields(totals.downgrades))),
      .init("upgrades", .object(fields(totals.upgrades))),
      .init("expired", .object(fields(totals.expired))),
      .init("without_effect", .object(fields(totals.withoutEffect))),
      .init("unmatched", .object([.init("count", .integer(Int(result.unmatchedOverrides)))])),
      .init("below_minimum", .object(fields(totals.belowMinimum))),
    ])
  }

  private func fields(_ counted: CountedBalance, amount: String = "balance") -> [JSONValue.Field] {
    [
      .init("count", .integer(Int(counted.count))), .init(amount, JSONValue.fen(counted.balance)),
    ]
  }

  /// The matrix and the counts for eyes.
  func lines(_ language: ReportLanguage, _ style: TextStyle) -> [String] {
    let isEnglish = language == .english
    var lines: [String] = []
    if result.previousSHA256 != nil {
      let movement = result.summary.movement
      var matrix = TextTable(
        header: [isEnglish ? "before \\ now" : "上期 \\ 本期"] + RiskClass.codes,
        [.left] + RiskClass.allCases.map { _ in .right })
      for before in RiskClass.allCases {
        matrix.add([before.code] + RiskClass.allCases.map { "\(movement[before, $0].count)" })
      }
      lines += [""] + matrix.lines(style)
      var flow = TextTable(
        header: [
          isEnglish ? "movement" : "迁徙", isEnglish ? "count" : "笔数", isEnglish ? "balance" : "余额",
        ], [.left, .right, .right])
      let rows = [
        (isEnglish ? "upgraded" : "上调", movement.upgraded),
        (isEnglish ? "downgraded" : "下调", movement.downgraded),
        (isEnglish ? "unchanged" : "不变", movement.unchanged), (isEnglish ? "new" : "新增", movement.new),
        (isEnglish ? "vanished (ead)" : "消失(风险暴露)", result.vanished),
      ]
      for (name, counted) in rows { flow.add([name, "\(counted.count)", TapeRun.yuan(counted.balance)]) }
      lines += [""] + flow.lines(style)
    }
    if result.hasOverrides {
      let totals = result.summary.notes.overrides
      var table = TextTable(
        header: [
          isEnglish ? "overrides" : "人工调整", isEnglish ? "count" : "笔数", isEnglish ? "balance" : "余额",
        ], [.left, .right, .right])
      let rows = [
        (isEnglish ? "downgrades" : "下调", totals.downgrades),
        (isEnglish ? "upgrades" : "上调", totals.upgrades),
        (isEnglish ? "expired" : "已到期", totals.expired),
        (isEnglish ? "without effect" : "无影响", totals.withoutEffect),
      ]
      for (name, counted) in rows { table.add([name, "\(counted.count)", TapeRun.yuan(counted.balance)]) }
      table.add([isEnglish ? "unmatched" : "未匹配", "\(result.unmatchedOverrides)"])
      lines += [""] + table.lines(style)
    }
    return lines
  }
}
