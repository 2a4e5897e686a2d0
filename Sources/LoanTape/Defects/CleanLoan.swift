internal import CreditRisk
internal import Lending
internal import LoanPricing
internal import LoanUnits

/// A synthetic loan as fields of text that agree with each other, ready for a defect.
struct CleanLoan {
  var fields: [String]

  subscript(_ column: String) -> String {
    get { DefectiveTape.position[column].map { fields[$0] } ?? "" }
    set { if let position = DefectiveTape.position[column] { fields[position] = newValue } }
  }

  init(_ tape: SyntheticTape, row: Int, policy: BankPolicy) {
    let loan = tape.loan(row: row)
    var bytes: [UInt8] = []
    tape.append(row: row, to: &bytes)
    bytes.removeLast()
    fields =
      String(decoding: bytes, as: UTF8.self).split(separator: ",", omittingEmptySubsequences: false).map(
        String.init) + Array(repeating: "", count: DefectiveTape.moreColumns.count)
    let borrower = loan.borrower
    if let size = EnterpriseSize(code: self["size"]), size.rawValue <= EnterpriseSize.micro.rawValue,
      let measured = try? policy.enterpriseSize.size(
        EnterpriseSizeTable.Enterprise(
          industry: self["industry"], employees: borrower.employees, revenue: Money(fen: borrower.revenue),
          assets: Money(fen: borrower.assets)))
    {
      self["size"] = measured.code
    }
    let drawable = borrower.creditLimit - loan.undrawn
    self["original_amount"] = "\(Money(fen: max(loan.balance, drawable)))"
    self["arrears"] = "\(Money(fen: loan.daysPastDue > 0 ? max(100, loan.balance / 50) : 0))"
    if self["rate_type"] == RateType.floating.code {
      let months = loan.origination.monthsReaching(loan.maturity)
      self["lpr_tenor"] = policy.lpr.tenor(months: months).code
      self["repricing"] = RepricingCycle.anniversary.code
    }
    self["previous_class"] = CleanLoan.riskClass(loan.daysPastDue, policy).code
    let isEligible =
      EnterpriseSize(code: self["size"]).map { policy.inclusive.sizes.contains($0) } ?? false
    let isWithin = Double(borrower.creditLimit) / 100 <= policy.inclusive.limit
    self["inclusive"] = isEligible && isWithin ? "true" : "false"
    // The whole column is in units of 10,000 CNY: the defect that no single loan shows.
    if loan.collateral >= 0 { self["collateral_value"] = "\(Money(fen: loan.collateral / 10_000))" }
  }

  private static func riskClass(_ days: Int, _ policy: BankPolicy) -> RiskClass {
    let limits = policy.classification
    if days > limits.lossDays { return .loss }
    if days > limits.doubtfulDays { return .doubtful }
    if days > limits.substandardDays { return .substandard }
    return days > 0 ? .specialMention : .normal
  }
}
