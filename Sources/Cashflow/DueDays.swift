internal import LoanUnits

/// The days on which a loan is due, and the parts of a year between them.
struct DueDays {
  private var terms: LoanTerms
  /// The days of the contract, from the drawdown on; empty without a start date.
  private var unshifted: [CalendarDay]

  init(_ terms: LoanTerms) {
    self.terms = terms
    self.unshifted = []
    guard let start = terms.startDate else { return }
    let (year, month, day) = start.components
    let keepsLastDay = terms.endOfMonth && day == CalendarDay.lastDay(ofMonth: month, year: year)
    unshifted = (0...terms.periods).map { period in
      // Counted from the drawdown each time: 31 January, 28 February, 31 March.
      let due = start.adding(months: period * terms.frequency.monthsPerPeriod)
      guard keepsLastDay else { return due }
      let (year, month, day) = due.components
      return due.adding(days: CalendarDay.lastDay(ofMonth: month, year: year) - day)
    }
  }

  /// The day on which a period's payment is made.
  func printed(_ period: Int) throws(ScheduleError) -> CalendarDay? {
    guard unshifted.indices.contains(period) else { return nil }
    let due = unshifted[period]
    guard let calendar = terms.calendar else { return due }
    do {
      return try terms.businessDayRule.shifted(due, in: calendar)
    } catch {
      throw .calendar(error)
    }
  }

  /// The part of a year between the ends of two periods, 0 being the drawdown.
  func share(from first: Int, to last: Int) -> YearShare {
    guard let dayCount = terms.dayCount, unshifted.indices.contains(last) else {
      return .exact((last - first) * terms.frequency.monthsPerPeriod, of: 12)
    }
    if let (days, basis) = dayCount.ratio(from: unshifted[first], to: unshifted[last]) {
      return .exact(days, of: basis)
    }
    return .computed(dayCount.yearFraction(from: unshifted[first], to: unshifted[last]))
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
