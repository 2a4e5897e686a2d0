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
  /// - Returns: Nothing where no guarantor bears a share.
  /// - Throws: ``QuoteFault`` for a loan that has no price on one of the sides.
  public func riskSharing(_ application: LoanApplication, quote: Quote) throws(QuoteFault) -> RiskSharing? {
    guard let guarantor = application.guarantor, let share = application.guarantorShare, share > 0 else {
      return nil
    }
    var alone = application
    alone.guarantor = nil
    alone.guarantorShare = nil
    if alone.guarantee == .guarantee { alone.guarantee = .credit }
    alone.fees.removeAll { isForSharing($0) }
    let aloneQuote = try self.quote(alone)
    var shared = application
    var sharedQuote = quote
    let isGiven = application.fees.contains { isForSharing($0) }
    let premium = premium(application, guarantor, share: share, severity: aloneQuote.lossGivenDefault)
    var assumed: Double?
    if !isGiven, let percent = premium?.grossPercent ?? assumedPercent(guarantor).map({ $0 * share }) {
      shared.fees.append(
        Fee(
          name: guarantor == .insurer ? "insurance" : "guarantee",
          size: .percentAYear(percent, of: policy.riskSharing.feeBase), timing: .annual,
          payee: guarantor == .insurer ? .insurer : .guarantor))
      sharedQuote = try self.quote(shared)
      assumed = percent
    }
    var free = shared
    free.fees.removeAll { isForSharing($0) }
    free.givenRatePercent = sharedQuote.quotedRatePercent
    return RiskSharing(
      guarantor: guarantor, share: share, without: RiskSharing.Side(aloneQuote),
      with: RiskSharing.Side(sharedQuote), fee: try sharingFee(shared, quote: sharedQuote),
      isFeeAssumed: assumed != nil, assumedFeePercent: assumed, premium: premium,
      allInWithoutFeePercent: try self.quote(free).borrowerCost.effectivePercent)
  }

  /// Whether a fee goes to a guarantor or an insurer.
  func isForSharing(_ fee: Fee) -> Bool {
    let payee = fee.payee(default: policy.fees.defaultPayees)
    return payee == .guarantor || payee == .insurer
  }

  /// All that is paid to guarantor and insurer over the term.
  func sharingFee(_ application: LoanApplication, quote: Quote) throws(QuoteFault) -> Money {
    sharingFee(try application.financingFees(), cost: quote.borrowerCost)
  }

  /// The same of an application with financed fees in its amount.
  func sharingFee(_ application: LoanApplication, cost: BorrowerCost) -> Money {
    let items = FeeCalendar(application, principal: application.drawn).items
    return items.filter { isForSharing($0.fee) }.reduce(.zero) { sum, item in
      item.dues(cost.rows, monthsPerPeriod: application.frequency.monthsPerPeriod).reduce(
        sum + item.upfront, +)
    }
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
      purePercent: pure, grossPercent: policy.riskSharing.insurance.gross(pure: pure),
      loadings: policy.riskSharing.insurance)
  }
}
