internal import CreditRisk
internal import Lending

extension ProvisionPolicy {
  init(_ section: SectionReader) {
    let percent = NumberRange(0, 1000)
    let (coverage, ratio) = (
      section.number("coverage_percent", percent), section.number("ratio_percent", .percentage)
    )
    let isGraded = section.isOn("graded")
    let grids = ["overdue_grid", "disposal_grid", "capital_grid"].map { Self.grid(section, $0) }
    self.init(
      coveragePercent: coverage, ratioPercent: ratio, isGraded: isGraded, overdueGrid: grids[0],
      disposalGrid: grids[1], capitalGrid: grids[2],
      disposalPercent: section.optionalNumber("disposal_percent", NumberRange(0, 1e6)),
      capitalPercent: section.optionalNumber("capital_percent", NumberRange(-1000, 1000)),
      generalRatio: section.number("general_ratio", .fraction),
      specificRatios: section.section("specific").numbersByClass())
    section.finish()
  }

  /// Steps of one grid, from the highest bound down; below the last one the base requirement holds.
  private static func grid(_ section: SectionReader, _ name: String) -> [Step] {
    var steps: [Step] = []
    for item in section.items(name, count: 1...20) {
      let step = Step(
        fromPercent: item.number("from_percent", NumberRange(-1000, 1000)),
        coveragePercent: item.number("coverage_percent", NumberRange(0, 1000)),
        ratioPercent: item.number("ratio_percent", .percentage))
      if let last = steps.last, step.fromPercent >= last.fromPercent,
        let node = item.optionalNode("from_percent")
      {
        item.context.report(
          .outOfRange(allowed: .number(NumberRange(-1000, last.fromPercent, includesUpper: false))), at: node,
          path: item.child("from_percent"))
      }
      item.finish()
      steps.append(step)
    }
    return steps
  }
}

extension SectionReader {
  /// A fraction for each class but normal.
  fileprivate func numbersByClass() -> [RiskClass: Double] {
    var numbers: [RiskClass: Double] = [:]
    for value in RiskClass.allCases where value != .normal { numbers[value] = number(value.code, .fraction) }
    finish()
    return numbers
  }
}
