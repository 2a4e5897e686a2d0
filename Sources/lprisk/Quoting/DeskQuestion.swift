internal import Lending
internal import LoanPricing
internal import Reporting

/// The questions of a desk about one application, answered by the engine and put beside its quote.
struct DeskQuestion {
  let plan: QuotePlan
  let options: DeskOptions

  /// The quote with what was asked beside it.
  func report(_ fields: ApplicationFields) throws -> QuoteReport {
    guard let field = options.solve else {
      let application = try plan.reader.read(fields)
      return try withAdditions(plan.report(application, fields), application)
    }
    let goal = try goal()
    var asked = fields
    // What is solved for need not be given.
    switch field {
    case .amount where fields["amount"] == nil: asked.set("amount", ["1"])
    case .term where fields["term"] == nil:
      asked.set("term", [fields["frequency"] == "quarterly" ? "3" : "1"])
    default: break
    }
    let application = try plan.reader.read(asked)
    if field != .rate, application.givenRatePercent == nil {
      throw InputFault.missing(option: "rate", hint: "--solve \(field.rawValue) looks at a given rate")
    }
    let solved = try QuoteSolver(engine: plan.engine, goal: goal).solve(field, application)
    var report = try plan.report(solved.application, asked)
    report.additions = [.solution(solved, goal: goal)]
    return report
  }

  private func withAdditions(
    _ report: QuoteReport, _ application: LoanApplication
  ) throws -> QuoteReport {
    var report = report
    if options.sensitivity {
      report.additions.append(.sensitivity(try RateSensitivity(engine: plan.engine).points(application)))
    }
    if let path = options.acceptance {
      let segments = try AcceptanceFile(path: path).segments.map { segment in
        SegmentProfit(
          segment: segment.name, curve: segment.curve,
          profit: try plan.engine.expectedProfit(application, under: segment.curve))
      }
      report.additions.append(.expectedProfit(segments))
    }
    return report
  }

  private func goal() throws -> PricingGoal {
    guard let text = options.economicProfit else { return .hurdle }
    return .economicProfit(
      try ValueReader.number(
        "economic-profit", text, .from(-1e13, to: 1e13, "CNY a year from -10^13 to 10^13, plain digits"))
    )
  }

  /// The application and its offers.
  func offers(_ fields: ApplicationFields) throws -> OfferReport {
    var offers = [OfferReport.Offer(changes: "", report: try plan.report(fields))]
    for text in options.compare {
      var changed = fields
      for change in text.split(separator: ";", omittingEmptySubsequences: false) {
        let pieces = change.split(separator: "=", maxSplits: 1)
        guard pieces.count == 2, ApplicationFields.names.contains(String(pieces[0])) else {
          throw InputFault.option(
            "compare", value: text,
            allowed: "changed fields as in 'term=24;repayment=linear;fee=name=500@upfront'")
        }
        let (name, value) = (String(pieces[0]), String(pieces[1]))
        changed.set(name, ApplicationFields.repeatable.contains(name) ? fields.all(name) + [value] : [value])
      }
      offers.append(OfferReport.Offer(changes: text, report: try plan.report(changed)))
    }
    return OfferReport(offers: offers)
  }

  /// The rate card of an application whose other fields stay.
  func rateCard(_ grid: String, _ fields: ApplicationFields) throws -> RateCardReport {
    let dimensions = try RateCardReader(policy: plan.engine.policy).dimensions(grid)
    var asked = fields
    // What the card varies need not be given.
    for dimension in dimensions {
      switch dimension {
      case .rating
      where ["pd", "score", "rating"].allSatisfy({ fields[$0] == nil }) && fields.features.isEmpty:
        asked.set("pd", ["0.01"])
      case .guarantee where fields["guarantee"] == nil: asked.set("guarantee", [Guarantee.credit.code])
      case .term where fields["term"] == nil: asked.set("term", ["12"])
      default: break
      }
    }
    let application = try plan.reader.read(asked)
    // What no cell can have is an error of the application, not a card of dashes.
    let card = RateCard(dimensions, of: application, engine: plan.engine)
    if card.cells.allSatisfy({ $0.quote == nil }) { _ = try plan.engine.quote(application) }
    return RateCardReport(card: card, context: plan.source.context(asOf: application.asOf))
  }
}

extension DeskOptions {
  /// The first question that was asked.
  var given: String? {
    if solve != nil { return "solve" }
    if sensitivity { return "sensitivity" }
    if !compare.isEmpty { return "compare" }
    if grid != nil { return "grid" }
    return acceptance != nil ? "acceptance" : nil
  }

  /// Questions that exclude each other, or what is given beside them.
  func check(_ fields: ApplicationFields) throws {
    if economicProfit != nil, solve == nil {
      throw InputFault.needs(option: "economic-profit", other: "solve")
    }
    let whole = [("solve", solve != nil), ("compare", !compare.isEmpty), ("grid", grid != nil)].filter(\.1)
    if whole.count > 1 { throw InputFault.together(whole[0].0, whole[1].0) }
    if let first = whole.first, sensitivity || acceptance != nil {
      throw InputFault.together(first.0, sensitivity ? "sensitivity" : "acceptance")
    }
    if solve == .rate, fields["rate"] != nil { throw InputFault.together("solve", "rate") }
    if grid != nil, fields["rate"] != nil { throw InputFault.together("grid", "rate") }
  }
}
