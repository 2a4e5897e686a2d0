internal import LoanUnits

/// The days on which a loan is due, and the parts of a year between them.
struct DueDays {
  private let terms: LoanTerms
  /// The days of the contract, from the drawdown on; empty without a start date.
  private let unshifted: [CalendarDay]
  /// The days on which the payments are made, the drawdown at 0.
  private let paid: [CalendarDay]
  /// Payments of the loan.
  let count: Int

  init(_ terms: LoanTerms) throws(ScheduleError) {
    self.terms = terms
    guard let start = terms.startDate else {
      unshifted = []
      paid = []
      count = terms.periods
      return
    }
    let days = [start] + ContractDays(terms: terms, start: start).ends
    unshifted = days
    count = days.count - 1
    guard let calendar = terms.calendar else {
      paid = days
      return
    }
    var paid = [start]
    for day in days.dropFirst() {
      do {
        paid.append(try terms.businessDayRule.shifted(day, in: calendar))
      } catch {
        throw .calendar(error)
      }
    }
    self.paid = paid
  }

  /// The day on which a payment is made.
  func printed(_ payment: Int) -> CalendarDay? {
    paid.indices.contains(payment) ? paid[payment] : nil
  }

  /// The day up to which a payment's interest runs, 0 being the drawdown.
  func accrued(_ payment: Int) -> CalendarDay? {
    guard unshifted.indices.contains(payment) else { return nil }
    return terms.interestFollowsShift ? paid[payment] : unshifted[payment]
  }

  /// The months from the drawdown within which a payment lies; a started one counts.
  func months(to payment: Int) -> Int {
    guard terms.hasOwnDays, let start = unshifted.first, unshifted.indices.contains(payment) else {
      return payment * terms.frequency.monthsPerPeriod
    }
    return start.monthsReaching(unshifted[payment])
  }

  /// The part of a year between two payments, 0 being the drawdown.
  func share(from first: Int, to last: Int) -> YearShare {
    guard let start = accrued(first), let end = accrued(last) else {
      return .exact((last - first) * terms.frequency.monthsPerPeriod, of: 12)
    }
    if terms.dayCount == nil, !terms.hasOwnDays, !terms.interestFollowsShift {
      return .exact((last - first) * terms.frequency.monthsPerPeriod, of: 12)
    }
    return share(from: start, to: end)
  }

  /// The part of a year between two days.
  ///
  /// Without a day count whole months are twelfths, and the days beside them are 360ths of a year: the method
  /// transaction by transaction (逐笔计息法), field reference 11.1.
  func share(from start: CalendarDay, to end: CalendarDay) -> YearShare {
    guard let dayCount = terms.dayCount else {
      var months = start.monthsReaching(end)
      if months > 0, start.adding(months: months) > end { months -= 1 }
      let odd = start.adding(months: months).days(to: end)
      return odd == 0 ? .exact(months, of: 12) : .exact(30 * months + odd, of: 360)
    }
    if let (days, basis) = dayCount.ratio(from: start, to: end) { return .exact(days, of: basis) }
    return .computed(dayCount.yearFraction(from: start, to: end))
  }
}

/// The days that a contract names for its payments, before any shift.
struct ContractDays {
  let terms: LoanTerms
  let start: CalendarDay

  /// Ascending; the last is the maturity.
  var ends: [CalendarDay] {
    if !terms.paymentDays.isEmpty { return terms.paymentDays }
    if let first = terms.firstPaymentDate { return withStubs(series(from: first)) }
    if let day = terms.settlementDay { return withStubs(settlements(on: day)) }
    let keepsLastDay = terms.endOfMonth && Self.isLastDay(start)
    // Counted from the drawdown each time: 31 January, 28 February, 31 March.
    return (1...terms.periods).map { period in
      let due = start.adding(months: period * terms.frequency.monthsPerPeriod)
      return keepsLastDay ? Self.lastDay(of: due) : due
    }
  }

  private var maturity: CalendarDay { start.adding(months: terms.months) }

  /// From a first day on, counted from it each time, up to maturity.
  private func series(from first: CalendarDay) -> [CalendarDay] {
    let keepsLastDay = terms.endOfMonth && Self.isLastDay(first)
    var days = [CalendarDay]()
    var number = 0
    while true {
      let due = first.adding(months: number * terms.frequency.monthsPerPeriod)
      let day = keepsLastDay ? Self.lastDay(of: due) : due
      if day >= maturity { return days }
      days.append(day)
      number += 1
    }
  }

  /// The days after the settlement days (结息日): the interest of the 20th is in, and is paid on the 21st.
  private func settlements(on day: Int) -> [CalendarDay] {
    let (year, month, _) = start.components
    let step = terms.frequency.monthsPerPeriod
    var days = [CalendarDay]()
    // Quarters are settled in their last month.
    var index = year * 12 + (month - 1) / step * step + step - 1
    while days.last.map({ $0 < maturity }) ?? true {
      let length = CalendarDay.lastDay(ofMonth: index % 12 + 1, year: index / 12)
      guard let settled = CalendarDay(year: index / 12, month: index % 12 + 1, day: min(day, length)) else {
        break
      }
      days.append(settled.adding(days: 1))
      index += step
    }
    return days.filter { $0 > start && $0 < maturity }
  }

  /// The days up to maturity; a first or last part of a period is left out where it is joined to its neighbour.
  private func withStubs(_ days: [CalendarDay]) -> [CalendarDay] {
    var days = days
    let step = terms.frequency.monthsPerPeriod
    if terms.firstPeriod == .long, days.count > 1, let first = days.first, start.adding(months: step) > first
    {
      days.removeFirst()
    }
    if terms.lastPeriod == .long, days.count > 1, let last = days.last, last.adding(months: step) > maturity {
      days.removeLast()
    }
    return days + [maturity]
  }

  private static func isLastDay(_ day: CalendarDay) -> Bool { lastDay(of: day) == day }

  private static func lastDay(of day: CalendarDay) -> CalendarDay {
    let (year, month, date) = day.components
    return day.adding(days: CalendarDay.lastDay(ofMonth: month, year: year) - date)
  }
}

/// A part of a year: counted parts where the convention counts, else a number.
enum YearShare {
  /// So many parts of which a year has so many.
  case exact(Int, of: Int)
  /// Years.
  case computed(Double)

  /// Years.
  var years: Double {
    switch self {
    case .exact(let parts, let whole): Double(parts) / Double(whole)
    case .computed(let years): years
    }
  }
}
