internal import Lending

extension QualityCheck {
  func amounts(_ visit: inout Visit, _ totals: inout QualityTotals) {
    let batch = visit.batch
    let row = visit.row
    let balance = visit.balance
    let original = batch[.originalAmount, row]
    // Interest that a restructuring added to the principal (资本化) raises the balance above what was drawn.
    if original != missingMoney, !visit.flags.contains(.restructured) {
      judge(
        .balanceOverOriginal, &visit, &totals, isBroken: balance > original,
        change: Int128(original) - Int128(balance))
    }
    let limit = batch[.creditLimit, row]
    if limit != missingMoney {
      let undrawn = batch[.undrawn, row]
      let used = Int128(balance) + (undrawn == missingMoney ? 0 : Int128(undrawn))
      judge(
        .balanceAndUndrawnOverLimit, &visit, &totals, isBroken: used > Int128(limit),
        change: Int128(limit) - used)
    }
    let guarantee = batch[.guarantee, row]
    if guarantee == Guarantee.mortgage.rawValue || guarantee == Guarantee.pledge.rawValue {
      let value = batch[.collateralValue, row]
      judge(
        .collateralValueMissing, &visit, &totals, isBroken: value == missingMoney || value == 0,
        change: -Int128(balance))
    }
  }

  func days(_ visit: inout Visit, _ totals: inout QualityTotals) {
    let origination = visit.batch[.origination, visit.row]
    let maturity = visit.batch[.maturity, visit.row]
    if origination != missingDay, maturity != missingDay {
      judge(.maturityNotAfterOrigination, &visit, &totals, isBroken: maturity <= origination)
    }
    let past = [DayColumn.origination, .restructured, .curedSince].map { visit.batch[$0, visit.row] }
    let given = past.filter { $0 != missingDay }
    if !given.isEmpty {
      judge(.dateAfterAsOf, &visit, &totals, isBroken: given.contains { $0 > asOf })
    }
  }
}
