internal import Cashflow
internal import Lending
internal import LoanUnits

extension ApplicationReader {
  /// What `repayment` takes: a method, or a code for the principal that other fields list.
  private static let repayments: [(code: String, value: RepaymentMethod)] =
    RepaymentMethod.allCases.map { ($0.code, $0) }
    // A list stands in place of the method; a balloon is an annuity with a rest.
    + [("stepped", .interestOnly), ("custom", .interestOnly), ("balloon", .annuity)]

  /// The method of the repayment.
  func repayment(_ fields: ApplicationFields) throws(FieldFault) -> RepaymentMethod {
    let codes = ApplicationReader.repayments
    let text = try required(fields, "repayment", codes.map(\.code).joined(separator: ", "))
    return try ValueReader.code("repayment", text, codes)
  }

  /// Steps, a list of principal, or a balloon.
  func readPrincipal(
    _ fields: ApplicationFields, _ application: inout LoanApplication
  ) throws(FieldFault) {
    let code = fields["repayment"] ?? ""
    let owners = [("step", "stepped"), ("principal-due", "custom")]
    for (name, owner) in owners {
      if let text = fields[name], code != owner {
        throw FieldFault(field: name, value: text, allowed: "beside the repayment \(owner) only")
      }
      if code == owner, fields[name] == nil {
        throw FieldFault(
          field: name, value: "",
          allowed: "what a repayment \(owner) lists: \(ApplicationReader.form(of: name))")
      }
    }
    if let text = fields["balloon"] {
      application.balloon = try ValueReader.money("balloon", text)
    } else if code == "balloon" {
      throw FieldFault(
        field: "balloon", value: "", allowed: "the principal that is left for the last payment, CNY")
    }
    if code == "stepped" { application.principalPlan = .stepped(try steps(fields.all("step"))) }
    if code == "custom" { application.principalPlan = .custom(try dues(fields.all("principal-due"))) }
  }

  private func steps(_ texts: [String]) throws(FieldFault) -> [RepaymentPlan.PrincipalStep] {
    var steps: [RepaymentPlan.PrincipalStep] = []
    for text in texts {
      guard let (months, rest) = ApplicationReader.pair(text), let share = StrictNumber.double(rest),
        (0...1).contains(share)
      else { throw FieldFault(field: "step", value: text, allowed: ApplicationReader.form(of: "step")) }
      steps.append(RepaymentPlan.PrincipalStep(months: months, share: share))
    }
    return steps
  }

  private func dues(_ texts: [String]) throws(FieldFault) -> [RepaymentPlan.PrincipalDue] {
    var list: [RepaymentPlan.PrincipalDue] = []
    for text in texts {
      guard let (month, rest) = ApplicationReader.pair(text) else {
        throw FieldFault(
          field: "principal-due", value: text, allowed: ApplicationReader.form(of: "principal-due"))
      }
      list.append(
        RepaymentPlan.PrincipalDue(month: month, principal: try ValueReader.money("principal-due", rest)))
    }
    return list
  }

  private static func pair(_ text: String) -> (months: Int, rest: String)? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let months = StrictNumber.integer(parts[0]), (1...1200).contains(months) else {
      return nil
    }
    return (months, parts[1])
  }

  private static func form(of name: String) -> String {
    name == "step"
      ? "MONTHS:SHARE, a share of the principal from 0 to 1, such as 12:0.3"
      : "MONTH:CNY, principal due at the end of a month, such as 12:300000"
  }
}
