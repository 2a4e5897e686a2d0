internal import CreditRisk
internal import LoanUnits
internal import Rescoring

/// Management overlays (管理层叠加) with what they add to the credit loss.
enum OverlayReport {
  /// A warning for each overlay that has expired: it has no effect.
  static func warnings(_ policy: ImpairmentPolicy, asOf: CalendarDay, _ language: ReportLanguage) -> [String]
  {
    policy.overlays.filter { !$0.isInForce(on: asOf) }.map {
      WarningText.overlayExpired(name: $0.name, expires: $0.expires, language)
    }
  }

  /// The overlays of a policy in order.
  static func json(_ policy: ImpairmentPolicy, _ totals: [OverlayTotals], asOf: CalendarDay) -> JSONValue {
    .list(
      policy.overlays.enumerated().map { index, overlay in
        let total = index < totals.count ? totals[index] : OverlayTotals()
        return .object([
          .init("name", .text(overlay.name)), .init("approver", .text(overlay.approver)),
          .init("expires", .day(overlay.expires)), .init("in_force", .bool(overlay.isInForce(on: asOf))),
          .init("count", .integer(Int(total.count))), .init("balance", .fen(total.balance)),
          .init("ecl", .fen(total.loss)),
        ])
      })
  }
}
