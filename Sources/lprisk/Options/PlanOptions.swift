internal import ArgumentParser
internal import Cashflow
internal import LoanUnits
internal import Reporting

/// How the principal is repaid: a method, steps, a balloon, or a list of its own.
struct PlanOptions: ParsableArguments {
  /// What `--repayment` takes.
  enum Code: Hashable {
    case method(RepaymentMethod)
    case stepped
    case balloon
    case custom
  }

  private static let codes: [(code: String, value: Code)] =
    RepaymentMethod.allCases.map { ($0.code, .method($0)) }
    + [("stepped", .stepped), ("balloon", .balloon), ("custom", .custom)]

  @Option(
    help: ArgumentHelp(
      "annuity, linear, interest-only, bullet, revolving, stepped, balloon or custom.", valueName: "code"),
    transform: { text in try OptionValue.code(text, codes) })
  var repayment: Code
  @Option(
    help: ArgumentHelp(
      "stepped: how long a step lasts, and the share of the principal it repays; repeatable.",
      valueName: "months:share"),
    transform: { text in
      let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, let months = StrictNumber.integer(parts[0]), (1...1200).contains(months),
        let share = StrictNumber.double(parts[1]), (0...1).contains(share)
      else {
        throw AllowedValues(words: "MONTHS:SHARE, a share of the principal from 0 to 1, such as 12:0.3")
      }
      return RepaymentPlan.PrincipalStep(months: months, share: share)
    })
  var step: [RepaymentPlan.PrincipalStep] = []
  @Option(
    help: ArgumentHelp("custom: CSV with period,principal or date,principal.", valueName: "file"))
  var flows: String?
  @Option(
    help: ArgumentHelp("Principal left for the last payment.", valueName: "CNY"), transform: OptionValue.money
  )
  var balloon: Money?

  /// The method of the terms before a list replaces it.
  var method: RepaymentMethod {
    if case .method(let method) = repayment { method } else { .annuity }
  }

  /// Puts the plan into the terms of a loan.
  func apply(to terms: inout LoanTerms) throws {
    if !step.isEmpty, repayment != .stepped {
      throw InputFault.needs(option: "step", other: "repayment stepped")
    }
    if flows != nil, repayment != .custom {
      throw InputFault.needs(option: "flows", other: "repayment custom")
    }
    terms.balloon = balloon ?? .zero
    switch repayment {
    case .method(let method): terms.plan = .standard(method)
    case .balloon:
      guard balloon != nil else {
        throw InputFault.missing(option: "balloon", hint: "the principal that is left for the last payment")
      }
    case .stepped:
      guard !step.isEmpty else {
        throw InputFault.missing(option: "step", hint: "a stepped plan lists its steps as MONTHS:SHARE")
      }
      terms.plan = .stepped(step)
    case .custom:
      guard let flows else {
        throw InputFault.missing(option: "flows", hint: "a custom plan reads its principal from a file")
      }
      let file = try PrincipalFile(path: flows, monthsPerPeriod: terms.frequency.monthsPerPeriod)
      terms.plan = .custom(file.list)
      terms.paymentDays = file.days
      if let start = terms.startDate, let last = file.days.last {
        terms.months = min(max(1, start.monthsReaching(last)), 1200)
      } else if let last = file.list.map(\.month).max(), terms.months == 0 {
        terms.months = last
      }
    }
  }
}
