extension BankPolicy {
  /// Concessions on the quoted rate, basis points, each with its reason; their total is limited.
  func quoteConcessions(_ reasons: [ConcessionReason]) -> [(reason: ConcessionReason, basisPoints: Double)] {
    var left = pricing.concessionLimitBasisPoints
    var list: [(reason: ConcessionReason, basisPoints: Double)] = []
    for reason in reasons {
      let size = min(left, pricing.concessionsBasisPoints[reason] ?? 0)
      guard size > 0 else { continue }
      list.append((reason, size))
      left -= size
    }
    return list
  }
}
