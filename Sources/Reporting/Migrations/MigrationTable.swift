internal import CreditRisk
internal import Lending
internal import LoanTape

extension MigrationReport {
  /// The result as tables for eyes.
  public func table(_ language: ReportLanguage, _ style: TextStyle) -> String {
    let words = MigrationWords(language)
    var lines = [style.strong(words.title(period))]
    lines += tapes(words).lines(style)
    for matrix in [classes, buckets, grades] {
      for basis in MigrationBasis.allCases {
        lines += ["", style.strong(words.matrix(matrix.by, basis))]
        lines += blocks(matrix, basis, words).flatMap { $0.lines(style) }
      }
    }
    lines += ["", style.strong(words.rollRates)] + rollTable(words).lines(style)
    lines += ["", style.strong(words.ratios)] + ratioTable(words).lines(style)
    lines += ["", style.strong(words.formation)] + formationTable(words).lines(style)
    for figures in [cohortDefaults, generatorDefaults].compactMap({ $0 }) {
      lines += ["", style.strong(words.cumulative(figures.method, policy.generator))]
      lines += defaultBlocks(figures, words).flatMap { $0.lines(style) }
    }
    if let generator {
      lines += ["", style.strong(words.generator)]
      lines += generatorBlocks(generator, words).flatMap { $0.lines(style) }
    }
    if horizon.periods > 0 {
      lines += ["", style.strong(words.projection)] + projectionTable(words).lines(style)
    }
    lines += WarningLines.lines(warnings(language), language, style)
    return lines.joined(separator: "\n") + "\n"
  }

  static func percent(_ share: Double?, decimals: Int = 2) -> String {
    share.map { DecimalText.fixed($0 * 100, decimals: decimals) } ?? "-"
  }

  private func tapes(_ words: MigrationWords) -> TextTable {
    let tally = classes.tally
    let states = 0..<tally.states
    let vanished = states.reduce(into: TransitionTally.Cell()) { $0.merge(tally.vanished(from: $1)) }
    let arrived = states.reduce(into: TransitionTally.Cell()) { $0.merge(tally.new(in: $1)) }
    var table = TextTable(header: ["", words.loans, words.balance], [.left, .right, .right])
    table.add([words.old(period), "\(old.standings.rows)", TapeRun.yuan(old.standings.balance)])
    table.add([words.vanished, "\(vanished.count)", TapeRun.yuan(vanished.opening)])
    table.add([words.arrived, "\(arrived.count)", TapeRun.yuan(arrived.closing)])
    table.add([words.new(period), "\(new.standings.rows)", TapeRun.yuan(new.standings.balance)])
    return table
  }

  /// Columns side by side as far as the page goes, then below one another.
  private func blocks(
    _ columns: [(title: String, cells: [String])], first: [(title: String, cells: [String])]
  ) -> [TextTable] {
    func width(_ column: (title: String, cells: [String])) -> Int {
      ([column.title] + column.cells).map { TextWidth.columns($0) }.max() ?? 0
    }
    let fixed = first.reduce(0) { $0 + width($1) + 1 }
    var groups: [[(title: String, cells: [String])]] = [[]]
    var used = fixed
    for column in columns {
      if used + width(column) + 1 > TextTable.pageColumns, let last = groups.last, !last.isEmpty {
        groups.append([])
        used = fixed
      }
      used += width(column) + 1
      groups[groups.count - 1].append(column)
    }
    return groups.map { group in
      let all = first + group
      var table = TextTable(
        header: all.map(\.title), all.indices.map { $0 == 0 ? .left : .right })
      for row in (first.first?.cells ?? []).indices { table.add(all.map { $0.cells[row] }) }
      return table
    }
  }

  private func blocks(_ matrix: Matrix, _ basis: MigrationBasis, _ words: MigrationWords) -> [TextTable] {
    let tally = matrix.tally
    let names = matrix.states.map { matrix.by == "class" ? words.riskClass($0) : $0 }
    let rows = matrix.states.indices
    func share(_ cell: TransitionTally.Cell, _ row: Int) -> String {
      let start = tally.start(row)
      let share =
        basis == .count
        ? MigrationCells.share(cell.count, start.count) : MigrationCells.share(cell.opening, start.opening)
      return MigrationReport.percent(share, decimals: 1)
    }
    let totals = rows.map { row in
      basis == .count ? "\(tally.start(row).count)" : words.millions(tally.start(row).opening)
    }
    var columns = rows.map { column in
      (title: names[column], cells: rows.map { share(tally.cell($0, column), $0) } + [""])
    }
    for index in columns.indices {
      let cell = tally.new(in: index)
      columns[index].cells[rows.count] = basis == .count ? "\(cell.count)" : words.millions(cell.closing)
    }
    columns.append((words.gone, rows.map { share(tally.vanished(from: $0), $0) } + [""]))
    return blocks(
      columns,
      first: [
        (words.from, names + [words.arrivedShort]),
        (basis == .count ? words.loans : words.millionsShort, totals + [""]),
      ])
  }

  private func rollTable(_ words: MigrationWords) -> TextTable {
    var table = TextTable(
      header: [words.bucket, words.millionsShort] + words.rolls,
      [.left] + Array(repeating: .right, count: words.rolls.count + 1))
    for bucket in buckets.states.indices {
      let rolls = RollRates(buckets.tally, bucket: bucket)
      let parts = [rolls.forward, rolls.stayed, rolls.back, rolls.cured, rolls.vanished]
      table.add(
        [buckets.states[bucket], words.millions(rolls.start.opening)]
          + parts.map { MigrationReport.percent(MigrationCells.share($0.opening, rolls.start.opening)) })
    }
    return table
  }

  private func ratioTable(_ words: MigrationWords) -> TextTable {
    var table = TextTable(header: words.ratioHeader, [.left, .right, .right, .right, .right])
    for ratio in SupervisoryMigration.ratios(classes.tally) {
      table.add([
        words.riskClass(ratio.from.code), TapeRun.yuan(ratio.opening), TapeRun.yuan(ratio.reductions),
        TapeRun.yuan(ratio.moved), MigrationReport.percent(ratio.ratio, decimals: 4),
      ])
    }
    return table
  }

  private func formationTable(_ words: MigrationWords) -> TextTable {
    let formation = NonPerformingFormation(classes.tally)
    var table = TextTable([.left, .right])
    let amounts = [
      formation.openingPerforming, formation.opening, formation.closing, formation.reductions,
      formation.upgraded, formation.inflow, formation.formation,
    ]
    for (word, amount) in zip(words.formationRows, amounts) { table.add([word, TapeRun.yuan(amount)]) }
    table.add([words.formationPercent, MigrationReport.percent(formation.ratio, decimals: 4)])
    table.add([
      words.formationAnnual,
      MigrationReport.percent(formation.ratio.map { $0 / period.years }, decimals: 4),
    ])
    return table
  }

  private func defaultBlocks(_ figures: CumulativeDefault, _ words: MigrationWords) -> [TextTable] {
    let rows = grades.states.indices.dropLast()
    let columns = figures.years.enumerated().map { index, year in
      (
        title: words.year(year),
        cells: rows.map { MigrationReport.percent(figures.probabilities[index][$0], decimals: 3) }
      )
    }
    return blocks(columns, first: [(words.from, Array(grades.states.dropLast()))])
  }

  private func generatorBlocks(_ generator: TransitionGenerator, _ words: MigrationWords) -> [TextTable] {
    let rows = grades.states.indices
    let columns = rows.map { column in
      (
        title: grades.states[column],
        cells: rows.map { DecimalText.fixed(generator.rows[$0][column], decimals: 4) }
      )
    }
    return blocks(columns, first: [(words.from, grades.states)])
  }

  private func projectionTable(_ words: MigrationWords) -> TextTable {
    var table = TextTable(header: words.projectionHeader, [.right, .right, .right, .right, .right])
    for (index, step) in projection.steps.enumerated() {
      let balance = step.balances.reduce(0, +)
      let last = step.balances.last ?? 0
      table.add([
        "\(index)", DecimalText.fixed(step.counts.reduce(0, +), decimals: 0),
        DecimalText.fixed(balance, decimals: 2), DecimalText.fixed(last, decimals: 2),
        MigrationReport.percent(balance > 0 ? last / balance : nil),
      ])
    }
    return table
  }
}

/// What a matrix is counted by.
enum MigrationBasis: CaseIterable {
  case count
  case balance
}
