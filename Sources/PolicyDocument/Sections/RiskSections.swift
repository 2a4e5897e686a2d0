internal import CreditRisk
internal import Lending

extension DefaultPolicy {
  init(_ section: SectionReader) {
    let scale = NumberRange(-1e6, 1e6)
    let positive = NumberRange(0, 1e6, includesLower: false)
    let (baseScore, baseOdds) = (section.number("base_score", scale), section.number("base_odds", positive))
    let points = section.number("pdo", positive)
    let floor = section.number("floor", .belowOne)
    let cap = section.number("cap", .insideOne)
    section.reportOrder("floor", floor, "cap", cap)
    var grades: [Grade] = []
    for item in section.items("master_scale", count: 1...100) {
      let grade = Grade(name: item.text("grade"), upper: item.number("upper", .aboveZero))
      item.reportDescent(of: "upper", from: grades.last?.upper, to: grade.upper)
      item.reportRepeated("grade", grade.name, among: grades.map(\.name))
      item.finish()
      grades.append(grade)
    }
    let defaultGrade = section.text("default_grade")
    section.reportRepeated("default_grade", defaultGrade, among: grades.map(\.name))
    let names = section.section("ratings")
    let ratings = names.entries.map { entry in
      Rating(name: entry.key, probability: names.number(entry.key, .aboveZero))
    }
    self.init(
      baseScore: baseScore, baseOdds: baseOdds, pointsToDoubleOdds: points, floor: floor, cap: cap,
      masterScale: grades, defaultGrade: defaultGrade, ratings: ratings,
      hazardShape: section.monthSteps("hazard_shape", of: "multiplier", NumberRange(0, 1000)))
    section.finish()
  }
}

extension LossPolicy {
  init(_ section: SectionReader) {
    self.init(
      credit: section.number("credit", .fraction),
      guarantee: section.number("guarantee", .fraction),
      mortgage: section.number("mortgage", .fraction),
      pledge: section.number("pledge", .fraction),
      haircuts: section.numbers("haircuts", by: CollateralType.self, .fraction),
      secured: section.numbers("secured", by: CollateralType.self, .fraction),
      mortgageType: section.coded("mortgage_type", standIn: .housing),
      pledgeType: section.coded("pledge_type", standIn: .bond),
      guarantors: section.numbers("guarantors", by: Guarantor.self, .fraction),
      floor: section.number("floor", .fraction),
      recoveryLagMonths: section.integer("recovery_lag_months", 0...1200))
    section.finish()
  }
}

extension RestructuringPolicy {
  init(_ section: SectionReader) {
    self.init(
      observationMonths: section.integer("observation_months", 0...1200),
      observationPayments: section.integer("observation_payments", 0...1200),
      upgradeMonths: section.integer("upgrade_months", 0...1200),
      upgradePayments: section.integer("upgrade_payments", 0...1200))
    section.finish()
  }
}
