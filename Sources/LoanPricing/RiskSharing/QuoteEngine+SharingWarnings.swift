internal import Lending
internal import LoanUnits

extension QuoteEngine {
  /// What a government fund may not do: leave the bank too little of the risk, or charge a small borrower too much.
  ///
  /// Both limits are of domain 10 (国办发〔2019〕6号, 财金〔2025〕11号, recalled).
  ///
  /// - Parameter fee: All that is paid to guarantor and insurer.
  func sharingWarnings(_ application: LoanApplication, fee: () -> Money) -> [QuoteWarning] {
    guard application.guarantor == .governmentFund, let share = application.guarantorShare, share > 0 else {
      return []
    }
    var list: [QuoteWarning] = []
    let minimum = policy.riskSharing.bankShareMinimum
    if 1 - share < minimum - 1e-12 { list.append(.bankShareTooSmall(1 - share, minimum: minimum)) }
    let isSmall = application.size.map { policy.inclusive.sizes.contains($0) } ?? false
    let years = Double(application.termMonths) / 12
    let guaranteed = application.drawn.yuan * share
    let percent = 100 * fee().yuan / (guaranteed * years)
    let limit = policy.riskSharing.fundFeeLimitPercent
    if isSmall, application.drawn.yuan <= policy.riskSharing.fundFeeLimitAmount, percent > limit + 1e-9 {
      list.append(.fundFeeTooHigh(percent: percent, limitPercent: limit))
    }
    return list
  }
}
