internal import Lending

/// The concessions of each set of reasons, a bit for each reason in the policy's order.
struct ConcessionTables: Sendable {
  /// On the transfer price, basis points.
  let funding: [Double]
  /// On the quoted rate: each reason with its basis points.
  let quote: [[(reason: ConcessionReason, basisPoints: Double)]]

  /// Works all sets out.
  init(_ policy: BankPolicy) {
    let reasons = ConcessionReason.allCases
    let sets = (0..<(1 << reasons.count)).map { bits in
      reasons.indices.filter { bits & (1 << $0) != 0 }.map { reasons[$0] }
    }
    funding = sets.map { $0.reduce(0) { $0 + (policy.ftp.concessionBasisPoints[$1] ?? 0) } }
    quote = sets.map { policy.quoteConcessions($0) }
  }
}

extension QuoteEngine {
  /// The reasons of an application as bits.
  func concessionReasons(_ application: LoanApplication) -> Int {
    var bits = 0
    for (place, reason) in ConcessionReason.allCases.enumerated() {
      let holds =
        switch reason {
        case .inclusive: isInclusive(application)
        case .firstLoan: application.isFirstLoan
        case .renewal: application.isRenewal
        case .foreignTrade: application.has(.foreignTrade)
        case .privateFirm: application.has(.privateFirm)
        case .technology: application.has(.technology)
        case .consumption: application.has(.consumption)
        }
      if holds { bits |= 1 << place }
    }
    return bits
  }

  /// Total concession on an application's transfer price, basis points.
  func fundingConcession(_ application: LoanApplication) -> Double {
    concessions.funding[concessionReasons(application)]
  }

  /// Concessions on an application's quoted rate, each with its reason; their total is limited.
  func quoteConcessions(
    _ application: LoanApplication
  ) -> [(reason: ConcessionReason, basisPoints: Double)] {
    concessions.quote[concessionReasons(application)]
  }
}

extension LoanApplication {
  fileprivate func has(_ sector: PrioritySector) -> Bool {
    !sectors.isEmpty && sectors.contains(sector)
  }
}
