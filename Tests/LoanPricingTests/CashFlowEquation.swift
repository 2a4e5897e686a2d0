import Cashflow
import CreditRisk
import Foundation
import Lending
import LoanPricing
import LoanUnits

/// The equation of domain 3.2, written once more from the text: month by month, with balances that are carried
/// forward by paying, and nothing shared with the engine but the quote's printed figures.
struct CashFlowEquation {
  let application: LoanApplication
  let quote: Quote
  let policy: BankPolicy

  /// The left side at a rate, CNY.
  ///
  /// - Parameters:
  ///   - rate: Annual, a fraction.
  ///   - chargesCapital: Whether the charge for capital is in: without it the root is the floor.
  func value(rate: Double, chargesCapital: Bool) -> Double {
    let parts = Dictionary(uniqueKeysWithValues: quote.components.map { ($0.name, $0.basisPoints / 10_000) })
    func part(_ name: String) -> Double { parts[name] ?? .nan }
    let funding = part("funding")
    let all =
      funding + part("liquidity") + part("reserve") + part("ftp_concession") + part("relending")
      + part("deposit_benefit") + (policy.cost.variablePercent - policy.cost.otherIncomePercent) / 100
    let balance =
      application.amount.yuan * (application.repayment == .revolving ? application.utilisation : 1)
    let principal = (balance * 100).rounded() / 100
    let open = application.amount.yuan - principal + application.undrawn.yuan
    let converted = policy.capital.ccf.commitment * open
    let hazard = 1 - pow(1 - quote.probability, 1.0 / 12)
    let capital = quote.riskWeightPercent / 100 * policy.capital.ratio
    let credit = policy.capital.creditPercent.map { $0 / 100 } ?? funding
    let charge =
      chargesCapital ? capital * (policy.capital.hurdleAfterTax / (1 - policy.tax.incomeTax) - credit) : 0
    let balances = balances(principal: principal, rate: rate)
    var (alive, sum) = (1.0, 0.0)
    for month in 1...application.termMonths {
      let discount = pow(1 + funding / 12, -Double(month))
      let owed = balances[month - 1]
      let exposed = owed + converted
      sum +=
        discount * alive
        * (net(rate, month: month) * owed / 12 - all * owed / 12 - policy.cost.servicingCNYPerYear / 12
          - hazard * quote.lossGivenDefault * exposed - charge * exposed / 12)
      alive *= 1 - hazard
    }
    let fees = application.fees.filter { $0.timing == .upfront && $0.payee == .bank }.reduce(0.0) {
      $0 + $1.due(on: application.amount, balance: application.amount, months: application.termMonths).yuan
    }
    return sum + fees / (1 + policy.tax.vatRate) - policy.cost.originationCNY
  }

  /// φ_m·r, domain 3.6: both exemptions end with the month whose last day is the last exempt one.
  private func net(_ rate: Double, month: Int) -> Double {
    let kept = (1 - policy.tax.vatRate * policy.tax.vatSurcharge) / (1 + policy.tax.vatRate)
    let line = (application.creditLimit ?? application.amount + application.undrawn).yuan
    let end = (application.startDate ?? application.asOf).adding(months: month).adding(days: -1)
    guard let size = application.size, [EnterpriseSize.small, .micro, .soleTrader].contains(size),
      line <= 10_000_000, end <= policy.tax.vatExemptUntil
    else { return kept * rate }
    let threshold = 1.5 * quote.primeRatePercent / 100
    if line <= 1_000_000 || rate <= threshold { return rate }
    if policy.tax.vat150PercentMethod == 1 { return kept * rate }
    return threshold + kept * (rate - threshold)
  }

  /// The balance at the start of each month, paid down forward.
  private func balances(principal: Double, rate: Double) -> [Double] {
    let step = application.frequency == .quarterly ? 3 : 1
    let periods = application.termMonths / step
    let grace = application.graceMonths / step
    let periodic = rate * Double(step) / 12
    let paying = Double(periods - grace)
    let rest = application.balloon.yuan
    let payment =
      periodic == 0
      ? (principal - rest) / paying
      : (principal - rest * pow(1 + periodic, -paying)) * periodic / (1 - pow(1 + periodic, -paying))
    var balance = principal
    var list: [Double] = []
    for period in 1...periods {
      list += Array(repeating: balance, count: step)
      guard period > grace else { continue }
      let due = listed(until: period * step) - listed(until: (period - 1) * step)
      if application.principalPlan != nil {
        balance -= principal * due
        continue
      }
      switch application.repayment {
      case .annuity: balance = balance * (1 + periodic) - payment
      case .linear: balance -= (principal - rest) / paying
      default: break
      }
    }
    return list
  }

  /// The share of the principal that a list repays up to the end of a month.
  private func listed(until month: Int) -> Double {
    switch application.principalPlan {
    case .custom(let list):
      return list.filter { $0.month <= month }.reduce(0.0) { $0 + $1.principal.yuan }
        / application.amount.yuan
    case .stepped(let steps):
      var (begin, share) = (0, 0.0)
      for step in steps {
        share += step.share * min(1, max(0, Double(month - begin) / Double(step.months)))
        begin += step.months
      }
      return share
    default: return 0
    }
  }
}
