internal import CreditRisk
internal import Lending

extension ClassificationPolicy {
  init(_ section: SectionReader) {
    let days = 0...36_500
    self.init(
      technicalDays: section.integer("technical_days", days),
      substandardDays: section.integer("substandard_days", days),
      doubtfulDays: section.integer("doubtful_days", days),
      lossDays: section.integer("loss_days", days),
      borrowerNPLShare: section.number("borrower_npl_share", .fraction),
      allBanksOverdueShare: section.number("all_banks_overdue_share", .fraction),
      eclDoubtfulShare: section.number("ecl_doubtful_share", .fraction),
      eclLossShare: section.number("ecl_loss_share", .fraction),
      eclShareScope: section.choice("ecl_share_scope", standIn: .flagged),
      retailSizes: section.set("retail_sizes", of: EnterpriseSize.self),
      contagionForRetail: section.isOn("contagion_for_retail"),
      renewalSizes: section.set("renewal_sizes", of: EnterpriseSize.self),
      renewalTemporarySizes: section.set("renewal_temporary_sizes", of: EnterpriseSize.self),
      renewalTemporaryUntil: section.day("renewal_temporary_until"),
      matrix: section.isOn("matrix"),
      matrixWarningSteps: section.integer("matrix_warning_steps", 0...4),
      matrixCells: MatrixCells(section.section("matrix_cells")))
    section.reportOrder("technical_days", Double(technicalDays), "substandard_days", Double(substandardDays))
    section.reportOrder("substandard_days", Double(substandardDays), "doubtful_days", Double(doubtfulDays))
    section.reportOrder("doubtful_days", Double(doubtfulDays), "loss_days", Double(lossDays))
    section.reportOrder("ecl_doubtful_share", eclDoubtfulShare, "ecl_loss_share", eclLossShare)
    section.finish()
  }
}

extension ClassificationPolicy.MatrixCells {
  fileprivate init(_ section: SectionReader) {
    let bounds = section.ascendingIntegers("day_bounds", 0...36_500)
    var classes: [Guarantee: [RiskClass]] = [:]
    for guarantee in Guarantee.allCases {
      let row = section.codedList(guarantee.code, of: RiskClass.self)
      classes[guarantee] = row
      guard let node = section.optionalNode(guarantee.code), row.count != bounds.count + 1,
        node.itemCount == row.count
      else { continue }
      let count = bounds.count + 1
      section.context.report(
        .wrongCount(allowed: count...count), at: node, path: section.child(guarantee.code),
        value: "\(row.count)")
    }
    self.init(dayBounds: bounds, classes: classes)
    section.finish()
  }
}

extension DocumentNode {
  /// Items of a list; nil for anything else.
  fileprivate var itemCount: Int? {
    if case .sequence(let items) = content { items.count } else { nil }
  }
}
