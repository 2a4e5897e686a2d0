internal import CreditRisk
internal import Lending

extension ImpairmentPolicy {
  /// - Parameter pd: Section `pd`, whose grades the matrix and the overlays name.
  init(_ section: SectionReader, pd: DefaultPolicy) {
    let multiplier = NumberRange(0, 1000, includesLower: false)
    self.init(
      stage2Days: section.integer("stage2_days", 0...36_500),
      stage3Days: section.integer("stage3_days", 0...36_500),
      increaseMeasure: section.choice("sicr_measure", standIn: .twelveMonth),
      increaseNotches: section.integer("sicr_notches", 1...100),
      pdRatio: section.number("pd_ratio", NumberRange(0, 1000)),
      pdRise: section.number("pd_rise", .fraction),
      specialMentionIsStage2: section.flag("special_mention_is_stage2"),
      probationMonths: section.integer("probation_months", 0...1200),
      timing: section.choice("timing", standIn: .end),
      revolvingMonths: section.integer("revolving_months", 1...1200),
      termStructure: section.choice("term_structure", standIn: .constant),
      hazardCurve: section.monthSteps("hazard_curve", of: "multiplier", multiplier),
      migrationMatrix: Self.matrix(section, grades: pd.masterScale.map(\.name)),
      factorCorrelation: section.number("factor_correlation", .belowOne),
      scenarios: Self.scenarios(section),
      overlays: Self.overlays(section, grades: pd.masterScale.map(\.name) + [pd.defaultGrade]))
    section.reportOrder("stage2_days", Double(stage2Days), "stage3_days", Double(stage3Days))
    if termStructure == .hazardCurve, hazardCurve.steps.isEmpty { section.reportEmpty("hazard_curve") }
    if termStructure == .matrix, migrationMatrix.isEmpty { section.reportEmpty("migration_matrix") }
    section.finish()
  }

  /// Scenarios whose weights sum to 1 within a billionth.
  private static func scenarios(_ section: SectionReader) -> [Scenario] {
    var scenarios: [Scenario] = []
    let earlierFaults = section.context.faults.count
    for item in section.items("scenarios", count: 1...20) {
      var scenario = Scenario(
        name: item.text("name"), weight: item.number("weight", .fraction),
        pdMultiplier: item.number("pd_multiplier", NumberRange(0, 1000)))
      if item.has("lgd_multiplier") {
        scenario.lgdMultiplier = item.number("lgd_multiplier", NumberRange(0, 1000))
      }
      if item.has("factor") { scenario.factor = item.optionalNumber("factor", NumberRange(-10, 10)) }
      item.reportRepeated("name", scenario.name, among: scenarios.map(\.name))
      item.finish()
      scenarios.append(scenario)
    }
    let sum = scenarios.reduce(0) { $0 + $1.weight }
    if abs(sum - 1) > 1e-9, section.context.faults.count == earlierFaults,
      let node = section.optionalNode("scenarios")
    {
      section.context.report(
        .weightsSum(sum), at: node, path: section.child("scenarios"), value: canonicalText(of: sum))
    }
    return scenarios
  }

  /// Rows for the grades of the master scale in its order, each with a probability for every grade and for default;
  /// the probability of default must not fall from grade to grade.
  private static func matrix(_ section: SectionReader, grades: [String]) -> [[Double]] {
    let items = section.items("migration_matrix", count: 0...grades.count)
    guard !items.isEmpty else { return [] }
    if items.count < grades.count, let node = section.optionalNode("migration_matrix") {
      section.context.report(
        .wrongCount(allowed: grades.count...grades.count), at: node, path: section.child("migration_matrix"),
        value: "\(items.count)")
    }
    var rows: [[Double]] = []
    for (item, grade) in zip(items, grades) {
      _ = item.code("grade", [grade])
      let earlierFaults = item.context.faults.count
      let row = item.numbers("to", count: grades.count + 1, .fraction)
      item.finish()
      if item.context.faults.count == earlierFaults { item.reportRow(row, after: rows.last) }
      rows.append(row)
    }
    return rows
  }

  private static func overlays(_ section: SectionReader, grades: [String]) -> [LossOverlay] {
    var overlays: [LossOverlay] = []
    for item in section.items("overlays", count: 0...LossOverlays.limit) {
      let multiplier = NumberRange(0, 1000)
      let name = item.text("name")
      let match = item.has("match") ? LossOverlay.Match(item.section("match"), grades: grades) : .init()
      let overlay = LossOverlay(
        name: name, match: match,
        pdMultiplier: item.has("pd_multiplier") ? item.number("pd_multiplier", multiplier) : 1,
        lgdAddition: item.has("lgd_add") ? item.number("lgd_add", NumberRange(-1, 1)) : 0,
        lossMultiplier: item.has("loss_multiplier") ? item.number("loss_multiplier", multiplier) : 1,
        approver: item.text("approver"), expires: item.day("expires"))
      item.reportRepeated("name", name, among: overlays.map(\.name))
      item.finish()
      overlays.append(overlay)
    }
    return overlays
  }
}

extension LossOverlay.Match {
  init(_ section: SectionReader, grades: [String]) {
    self.init()
    if section.has("industry") { industries = section.texts("industry") }
    if section.has("region") { regions = section.texts("region") }
    if section.has("grade") { self.grades = section.names("grade", among: grades) }
    if section.has("guarantee") { guarantees = section.set("guarantee", of: Guarantee.self) }
    if section.has("size") { sizes = section.set("size", of: EnterpriseSize.self) }
    if section.has("stage") { stages = section.ascendingIntegers("stage", 1...3) }
    section.finish()
  }
}

extension SectionReader {
  /// Rows of published matrices are rounded: their sums are off by a few ten-thousandths.
  private static let rowTolerance = 0.001

  /// Whether an entry is there; one that need not be.
  fileprivate func has(_ name: String) -> Bool { optionalNode(name) != nil }

  /// Reports a list that another entry needs filled.
  fileprivate func reportEmpty(_ name: String) {
    guard let node = optionalNode(name) else { return }
    context.report(.wrongCount(allowed: 1...1000), at: node, path: child(name), value: "0")
  }

  /// So many numbers, a leaf each.
  fileprivate func numbers(_ name: String, count: Int, _ range: NumberRange) -> [Double] {
    let path = child(name)
    guard let node = node(name), let items = sequence(node, path: path, .list) else { return [] }
    if items.count != count {
      context.report(.wrongCount(allowed: count...count), at: node, path: path, value: "\(items.count)")
    }
    return items.enumerated().map { index, item in
      number(item, path: "\(path).\(index)", range, allowed: .number(range)) ?? 0
    }
  }

  /// Names of a list that must be among some.
  fileprivate func names(_ name: String, among known: [String]) -> [String] {
    let texts = texts(name)
    if let node = optionalNode(name), let unknown = texts.first(where: { !known.contains($0) }) {
      context.report(.outOfRange(allowed: .listOf(known)), at: node, path: child(name), value: unknown)
    }
    return texts
  }

  /// Reports a row that does not sum to 1, or whose default probability lies below that of the row before.
  fileprivate func reportRow(_ row: [Double], after previous: [Double]?) {
    guard let node = optionalNode("to") else { return }
    let sum = row.reduce(0, +)
    if abs(sum - 1) > SectionReader.rowTolerance {
      context.report(.weightsSum(sum), at: node, path: child("to"), value: canonicalText(of: sum))
    } else if let last = row.last, let before = previous?.last, last < before {
      context.report(
        .below(path: "that of the grade before", value: canonicalText(of: before)), at: node,
        path: child("to.\(row.count - 1)"), value: canonicalText(of: last))
    }
  }
}
