internal import Lending

extension QuoteEngine {
  /// The size by the official table; nothing where the application says too little to want it.
  ///
  /// Revenue alone does not ask for it: it decides the risk weight as well.
  func computedSize(_ application: LoanApplication) -> Result<EnterpriseSize, EnterpriseSizeTable.Fault>? {
    guard let industry = application.industry else { return nil }
    let isAsked =
      application.employees != nil || application.totalAssets != nil || application.annualRevenue != nil
    guard isAsked else { return nil }
    let enterprise = EnterpriseSizeTable.Enterprise(
      industry: industry, employees: application.employees, revenue: application.annualRevenue,
      assets: application.totalAssets)
    return Result { () throws(EnterpriseSizeTable.Fault) in try policy.enterpriseSize.size(enterprise) }
  }

  /// What the check of the declared size says; the sizes of natural persons are not the table's.
  func sizeWarnings(_ application: LoanApplication) -> [QuoteWarning] {
    switch computedSize(application) {
    case .none: return []
    case .success(let size):
      guard let declared = application.size, declared != size,
        [.large, .medium, .small, .micro].contains(declared)
      else { return [] }
      return [.sizeDiffers(declared, size)]
    case .failure(let fault):
      let wantsIt = application.employees != nil || application.totalAssets != nil
      return wantsIt ? [.sizeNotChecked(fault)] : []
    }
  }
}
