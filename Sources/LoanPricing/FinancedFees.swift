internal import Cashflow
internal import Lending
internal import LoanUnits

extension LoanApplication {
  /// The application with its financed fees in the amount, each as a fixed sum (domain 4.4).
  ///
  /// A percentage is of the amount as it was asked for, so that a fee is not charged on itself.
  ///
  /// - Throws: `QuoteFault` for a revolving line, where the borrower draws what the fee takes.
  func financingFees() throws(QuoteFault) -> LoanApplication {
    guard let first = fees.first(where: { $0.timing == .financed }) else { return self }
    guard repayment != .revolving else {
      throw .outOfRange(
        option: "fee", value: first.name,
        allowed: "a fee that is not financed: a revolving line is drawn for it instead")
    }
    var financed = self
    for index in fees.indices where fees[index].timing == .financed {
      let due = fees[index].due(on: amount, balance: amount, months: termMonths)
      financed.fees[index].size = .amount(due)
      financed.amount += due
      guard financed.amount <= .largest else {
        throw .outOfRange(
          option: "fee", value: first.name, allowed: "financed fees that leave the amount within 10^15 CNY")
      }
    }
    return financed
  }
}
