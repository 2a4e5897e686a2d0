internal import Lending

/// What the policy says of each size, by the size's code.
struct SizeTables: Sendable {
  let isInclusive: [Bool]
  let isVATExempt: [Bool]
  let isFreeOfStampDuty: [Bool]
  /// Fractions of the amount.
  let stampDuty: [Double]

  /// Lays the tables out.
  init(_ policy: BankPolicy) {
    let sizes = EnterpriseSize.allCases
    isInclusive = sizes.map { policy.inclusive.sizes.contains($0) }
    isVATExempt = sizes.map { policy.tax.vatExemptSizes.contains($0) }
    isFreeOfStampDuty = sizes.map { policy.tax.stampDutyExemptSizes.contains($0) }
    stampDuty = sizes.map { policy.tax.stampDutyBySize[$0] ?? 0 }
  }
}
