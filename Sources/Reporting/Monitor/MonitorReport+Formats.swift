internal import Lending
internal import LoanPricing
internal import LoanTape
internal import LoanUnits
internal import Rescoring

extension MonitorReport {
  /// The result as JSON.
  public var json: JSONValue {
    let words = MonitorWords(.english)
    return .object(
      [
        .init("basis", .text(period.basis.rawValue)), .init("as_of_old", .day(period.start)),
        .init("old", tape(old)), .init("new", tape(new)), .init("flows", flows.map(tape) ?? .null),
        .init("inclusive_limit", .number(inclusive.limit)),
        .init(
          "inclusive_sizes",
          .list(EnterpriseSize.allCases.filter(inclusive.sizes.contains).map { .text($0.code) })),
        .init("measures", .list(measures.all.map { measure($0, words) })),
        .init(
          "lights",
          .object(
            SupervisionMeasure.Light.allCases.map { .init($0.rawValue, .integer(measures.count($0))) })),
        .init("by_sector", .list(sectors.map { .object([.init("key", .text($0.key))] + figures($0)) })),
        .init("by_region", .list(regions.map { .object([.init("key", .text($0.key))] + figures($0)) })),
        .init("warnings", .list(warnings(.english).map { .text($0) })),
      ] + context.fields)
  }

  private func tape(_ tape: Tape) -> JSONValue {
    .object([
      .init("name", .text(tape.file.name)), .init("sha256", .text(tape.file.sha256)),
      .init("rows", .integer(Int(tape.rows))), .init("balance", RescoreReport.money(tape.balance)),
      .init("unread_columns", .list(tape.unreadColumns.map { .text($0) })),
    ])
  }

  private func measure(_ measure: SupervisionMeasure, _ words: MonitorWords) -> JSONValue {
    .object([
      .init("name", .text(measure.name.rawValue)), .init("value", .optional(measure.value)),
      .init("old_value", .optional(measure.oldValue)), .init("unit", .text(measure.name.unit)),
      .init("numerator", MonitorReport.quantity(measure.numerator)),
      .init("denominator", MonitorReport.quantity(measure.denominator)),
      .init("operation", .text(measure.operation.rawValue)),
      .init("definition", .text(words.definition(measure.name))),
      .init("rule", .optional(measure.rule.map { words.rule($0, unit: measure.name.unit) })),
      .init("target", .optional(measure.rule?.target)), .init("margin", .optional(measure.rule?.margin)),
      .init("policy", .optional(measure.rule.map { "supervision." + $0.leaf })),
      .init("light", .text(measure.light.rawValue)),
      .init("reason", .optional(measure.reason.map { words.reason($0, period) })),
    ])
  }

  private static func quantity(_ quantity: SupervisionMeasure.Quantity?) -> JSONValue {
    switch quantity {
    case .money(let fen): RescoreReport.money(fen)
    case .count(let count): .integer(Int(count))
    case .percent(let percent): .number(percent)
    case nil: .null
    }
  }

  /// The result as CSV, a line for each figure: the measures, then the parts by sector and region.
  public var csv: String {
    let words = MonitorWords(.english)
    var rows = measures.all.map { row("total", "", measure($0, words)) }
    for (dimension, parts) in [("sector", sectors), ("region", regions)] {
      for part in parts {
        for figure in figures(part) {
          rows.append(
            row(
              dimension, part.key,
              .object([.init("name", .text(figure.key)), .init("value", figure.value)])))
        }
      }
    }
    return CSVOutput.table(rows)
  }

  private func row(_ dimension: String, _ key: String, _ figure: JSONValue) -> JSONValue {
    let keys = [
      "value", "old_value", "unit", "numerator", "denominator", "operation", "target", "margin", "light",
      "reason",
    ]
    return .object(
      [
        .init("dimension", .text(dimension)), .init("key", .text(key)),
        .init("measure", figure["name"] ?? .null),
      ] + keys.map { .init($0, figure[$0] ?? .null) })
  }

  /// Warnings: those of the policy, and what was counted.
  func warnings(_ language: ReportLanguage) -> [String] {
    let stale = stalePrimeRateDays.map { [WarningText.stalePrimeRate(days: $0, language)] } ?? []
    return context.warnings(language) + stale + MonitorWords(language).notes(self)
  }

  /// The result for eyes.
  public func table(_ language: ReportLanguage, _ style: TextStyle) -> String {
    let words = MonitorWords(language)
    var lines = [style.strong(words.title(period))]
    var main = TextTable(header: words.header, [.left, .right, .right, .right, .left])
    for measure in measures.all {
      main.add(
        [
          words.label(measure.name), MonitorReport.number(measure.value, measure.name),
          MonitorReport.number(measure.oldValue, measure.name),
          measure.rule.map { words.target($0, decimals: measure.name.decimals) } ?? "-",
          words.light(measure.light),
        ], isStrong: measure.light == .red)
    }
    lines += main.lines(style)
    let reasons = measures.all.compactMap { measure in
      measure.reason.map { words.label(measure.name) + ": " + words.reason($0, period) }
    }
    if !reasons.isEmpty {
      lines += ["", style.strong(words.notFormed)]
      lines += reasons.flatMap { reason in
        TextWidth.wrap(reason, columns: TextTable.pageColumns - 2).enumerated().map {
          ($0 == 0 ? "- " : "  ") + $1
        }
      }
    }
    for (title, parts) in [(words.sector, sectors), (words.region, regions)] where !parts.isEmpty {
      var table = TextTable(header: words.partHeader(title), [.left] + Array(repeating: .right, count: 6))
      for part in parts {
        let growth =
          period.isOnBasis
          ? RescoreRatios.percent(
            part.new.stock.balance - part.old.stock.balance, of: part.old.stock.balance) : nil
        table.add([
          part.key.isEmpty ? words.none : ErrorSentence.shown(part.key),
          TapeRun.yuan(part.new.stock.balance), RescoreReport.two(growth),
          new.columns.contains("borrower_id") ? "\(part.new.stock.borrowers)" : "-",
          RescoreReport.two(
            RescoreRatios.percent(part.new.stock.nonPerforming, of: part.new.stock.balance)),
          TapeRun.yuan(part.drawn.amount), RescoreReport.two(part.drawn.rate.percent),
        ])
      }
      lines += [""] + table.lines(style)
    }
    lines += WarningLines.lines(warnings(language), language, style)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func number(_ value: Double?, _ name: SupervisionMeasure.Name) -> String {
    value.map { DecimalText.fixed($0, decimals: name.decimals) } ?? "-"
  }
}

extension SupervisionMeasure.Name {
  /// The unit of the value.
  var unit: String {
    switch self {
    case .growthGap, .nplGap: "percentage points"
    case .borrowers, .firstLoanBorrowers: "borrowers"
    case .newLoanOverPrime: "basis points"
    default: "percent"
    }
  }

  /// Decimals that a table shows.
  var decimals: Int {
    switch self {
    case .borrowers, .firstLoanBorrowers: 0
    case .newLoanOverPrime: 1
    default: 2
    }
  }
}
