internal import Lending
internal import LoanUnits

extension QualityCheck {
  func sizes(_ visit: inout Visit, _ borrower: QualityBorrower, _ totals: inout QualityTotals) {
    let size = visit.batch[.size, visit.row]
    let limit = visit.batch[.creditLimit, visit.row]
    let isOverLimit = limit != missingMoney && Double(limit) > lineLimit
    if visit.flags.contains(.inclusive), limit != missingMoney || size != missingCode {
      judge(
        .inclusiveNotEligible, &visit, &totals,
        isBroken: isOverLimit || (size != missingCode && !isInclusive(size: size)),
        change: -Int128(visit.balance))
    }
    guard size != missingCode else { return }
    /// The balance that counts as inclusive by a size.
    func inclusiveBalance(_ size: UInt8) -> Int128 {
      isInclusive(size: size) && !isOverLimit ? Int128(visit.balance) : 0
    }
    if borrower.isKnown {
      judge(
        .borrowerSizesDiffer, &visit, &totals, isBroken: borrower.sizesDiffer,
        change: -inclusiveBalance(size))
    }
    if size <= EnterpriseSize.micro.rawValue, let measured = measuredSize(visit) {
      judge(
        .sizeNotAsMeasured, &visit, &totals, isBroken: measured != size,
        change: inclusiveBalance(measured) - inclusiveBalance(size))
    }
  }

  /// The size by the official table; nil without its indicators.
  private func measuredSize(_ visit: Visit) -> UInt8? {
    guard isOn[Int(QualityRule.sizeNotAsMeasured.rawValue)] else { return nil }
    let batch = visit.batch
    let word = batch[.industry, visit.row]
    guard word != missingWord, Int(word) < industries.count, let industry = industries[Int(word)] else {
      return nil
    }
    let employees = batch[.employees, visit.row]
    let revenue = batch[.annualRevenue, visit.row]
    let assets = batch[.totalAssets, visit.row]
    let firm = EnterpriseSizeTable.Enterprise(
      industry: "", employees: employees.isNaN ? nil : Int(min(max(employees, 0), 1e9)),
      revenue: revenue == missingMoney ? nil : Money(fen: revenue),
      assets: assets == missingMoney ? nil : Money(fen: assets))
    return (try? industry.size(firm))?.rawValue
  }
}
