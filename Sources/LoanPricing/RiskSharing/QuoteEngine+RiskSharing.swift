internal import Cashflow
internal import CreditRisk
public import Lending
internal import LoanUnits

extension QuoteEngine {
  /// Prices a loan without its guarantor beside its quote with one (domain 3.1, 10).
  ///
  /// Without a guarantor a guaranteed loan is unsecured, and nothing is paid to guarantor or insurer; everything
  /// else is the same. A fee that the application does not name is the policy's, or by formula an insurer's premium;
  /// it is in this comparison alone, not in the quote.
  ///
  /// - Parameters:
  ///   - application: As it was quoted.
  ///   - quote: Its quote.
  /// - Returns: Nothing where no guarantor bears a share. A side without a price is nil, and a premium that would leave
  ///   the borrower nothing of the loan is not charged: the quote itself stands in either case.
  public func riskSharing(_ application: LoanApplication, quote: Quote) -> RiskSharing? {
    guard let guarantor = application.guarantor, let share = application.guarantorShare, share > 0 else {
      return nil
    }
    var alone = application
    alone.guarantor = nil
    alone.guarantorShare = nil
    if alone.guarantee == .guarantee { alone.guarantee = .credit }
    alone.fees.removeAll { isForSharing($0) }
    let premium = premium(
      application, guarantor, share: share, severity: exposureRisk(alone).lossGivenDefault)
    var shared = (application: application, quote: quote)
    var assumed: Double?
    let isGiven = application.fees.contains { isForSharing($0) }
    if !isGiven, let percent = premium?.grossPercent ?? assumedPercent(guarantor).map({ $0 * share }) {
      var dear = application
      dear.fees.append(assumedFee(guarantor, percent: percent))
      if let dearQuote = try? self.quote(dear) {
        shared = (dear, dearQuote)
        assumed = percent
      }
    }
    var free = shared.application
    free.fees.removeAll { isForSharing($0) }
    free.givenRatePercent = shared.quote.quotedRatePercent
    let financed = (try? shared.application.financingFees()) ?? shared.application
    return RiskSharing(
      guarantor: guarantor, share: share, without: (try? self.quote(alone)).map { RiskSharing.Side($0) },
      with: RiskSharing.Side(shared.quote), fee: sharingFee(financed, cost: shared.quote.borrowerCost),
      isFeeAssumed: assumed != nil, assumedFeePercent: assumed, premium: premium,
      allInWithoutFeePercent: (try? self.quote(free))?.borrowerCost.effectivePercent)
  }

  /// Whether a fee goes to a guarantor or an insurer.
  func isForSharing(_ fee: Fee) -> Bool {
    let payee = fee.payee(default: policy.fees.defaultPayees)
    return payee == .guarantor || payee == .insurer
  }

  /// All that is paid to guarantor and insurer over the term.
  ///
  /// - Parameter application: As priced, financed fees in its amount.
  func sharingFee(_ application: LoanApplication, cost: BorrowerCost) -> Money {
    let items = FeeCalendar(application, principal: application.drawn).items
    return items.filter { isForSharing($0.fee) }.reduce(.zero) { sum, item in
      item.dues(cost.rows, monthsPerPeriod: application.frequency.monthsPerPeriod).reduce(
        sum + item.upfront, +)
    }
  }

  private func assumedFee(_ guarantor: Guarantor, percent: Double) -> Fee {
    Fee(
      name: guarantor == .insurer ? "insurance" : "guarantee",
      size: .percentAYear(percent, of: policy.riskSharing.feeBase), timing: .annual,
      payee: guarantor == .insurer ? .insurer : .guarantor)
  }

  /// The policy's fee of a guarantor, percent a year of the guaranteed amount.
  private func assumedPercent(_ guarantor: Guarantor) -> Double? {
    switch guarantor {
    case .governmentFund: policy.riskSharing.fundFeePercent
    case .company: policy.riskSharing.companyFeePercent
    case .insurer, .person: nil
    }
  }

  private func premium(
    _ application: LoanApplication, _ guarantor: Guarantor, share: Double, severity: Double
  ) -> RiskSharing.Premium? {
    guard guarantor == .insurer else { return nil }
    let pure = 100 * application.probability * severity * share
    return RiskSharing.Premium(
      lossGivenDefault: severity, purePercent: pure,
      grossPercent: policy.riskSharing.insurance.gross(pure: pure),
      loadings: policy.riskSharing.insurance)
  }
}
