internal import Lending
internal import LoanUnits

/// When an application's fees fall due, and how much each time.
struct FeeCalendar {
  /// One fee with what it comes to each time.
  struct Item {
    let fee: Fee
    /// Each time, where that is the same.
    private let each: Money
    private let principal: Money
    private let termMonths: Int

    init(_ fee: Fee, _ application: LoanApplication, principal: Money) {
      self.fee = fee
      self.principal = principal
      termMonths = application.termMonths
      each = fee.due(on: application.amount, balance: principal, months: 0)
    }

    /// An upper bound of all of it, CNY.
    var largestTotal: Double {
      let times =
        fee.timing == .monthly ? Double(termMonths) : fee.timing == .annual ? Double(termMonths / 12 + 1) : 1
      return times * amount(balance: principal, months: termMonths).yuan
    }

    /// What falls due at drawdown.
    var upfront: Money {
      switch fee.timing {
      case .upfront, .financed: amount(balance: principal, months: termMonths)
      case .annual: amount(balance: principal, months: min(12, termMonths))
      case .monthly, .end: .zero
      }
    }

    /// What falls due at the end of a period: monthly fees of its months, an annual one on an anniversary before
    /// maturity, the last at maturity.
    func due(period: Int, monthsPerPeriod: Int, balance: Money) -> Money {
      let last = period * monthsPerPeriod
      switch fee.timing {
      case .upfront, .financed: return .zero
      case .monthly:
        if case .percentAYear = fee.size { return amount(balance: balance, months: monthsPerPeriod) }
        return Money(fen: each.fen * Int64(monthsPerPeriod))
      case .annual:
        guard last % 12 == 0, last < termMonths else { return .zero }
        return amount(balance: balance, months: min(12, termMonths - last))
      case .end: return last >= termMonths ? amount(balance: principal, months: termMonths) : .zero
      }
    }

    /// Whether it falls due between drawdown and maturity.
    var isPeriodic: Bool {
      switch fee.timing {
      case .monthly: each != .zero || isYearly
      case .annual: termMonths > 12 && (each != .zero || isYearly)
      case .upfront, .end, .financed: false
      }
    }

    private var isYearly: Bool {
      if case .percentAYear(let percent, _) = fee.size { percent != 0 } else { false }
    }

    private func amount(balance: Money, months: Int) -> Money {
      isYearly ? fee.due(on: principal, balance: balance, months: months) : each
    }
  }

  let items: [Item]

  init(_ application: LoanApplication, principal: Money) {
    items = application.fees.map { Item($0, application, principal: principal) }
  }

  /// An upper bound of all fees over the term, CNY: whole fen of every sum fit while it is within ``Money/largest``.
  var largestTotal: Double { items.reduce(0) { $0 + $1.largestTotal } }

  /// All fees at drawdown.
  var upfront: Money { items.reduce(.zero) { $0 + $1.upfront } }

  var isPeriodic: Bool { items.contains { $0.isPeriodic } }

  /// All fees of a period.
  ///
  /// - Parameter balance: What is owed after its payment.
  func due(period: Int, monthsPerPeriod: Int, balance: Money) -> Money {
    items.reduce(.zero) {
      $0 + $1.due(period: period, monthsPerPeriod: monthsPerPeriod, balance: balance)
    }
  }
}
