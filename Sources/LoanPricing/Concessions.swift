internal import LoanUnits
public import Lending

extension BankPolicy {
  /// Reasons for a concession that an application has, in the policy's order.
  ///
  /// - Parameter isInclusive: Whether the loan counts as inclusive.
  public func concessionReasons(
    isInclusive: Bool, isFirstLoan: Bool, isRenewal: Bool, sectors: Set<PrioritySector>
  ) -> [ConcessionReason] {
    ConcessionReason.allCases.filter { reason in
      switch reason {
      case .inclusive: isInclusive
      case .firstLoan: isFirstLoan
      case .renewal: isRenewal
      case .foreignTrade: sectors.contains(.foreignTrade)
      case .privateFirm: sectors.contains(.privateFirm)
      case .technology: sectors.contains(.technology)
      case .consumption: sectors.contains(.consumption)
      }
    }
  }

  /// Total concession on the transfer price, basis points.
  func fundingConcession(_ application: LoanApplication) -> Double {
    guard !ftp.concessionBasisPoints.isEmpty else { return 0 }
    return concessionReasons(application).reduce(0) { $0 + (ftp.concessionBasisPoints[$1] ?? 0) }
  }

  func concessionReasons(_ application: LoanApplication) -> [ConcessionReason] {
    concessionReasons(
      isInclusive: application.size.map { inclusive.sizes.contains($0) } == true
        && application.line.yuan <= inclusive.limit,
      isFirstLoan: application.isFirstLoan, isRenewal: application.isRenewal, sectors: application.sectors)
  }

  /// Goes through the concessions on the quoted rate, basis points; their total is limited.
  func forEachQuoteConcession(
    _ reasons: [ConcessionReason], _ body: (_ reason: ConcessionReason, _ basisPoints: Double) -> Void
  ) {
    var left = pricing.concessionLimitBasisPoints
    for reason in reasons {
      let size = min(left, pricing.concessionsBasisPoints[reason] ?? 0)
      guard size > 0 else { continue }
      body(reason, size)
      left -= size
    }
  }
}
