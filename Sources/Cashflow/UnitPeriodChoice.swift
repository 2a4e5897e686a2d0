internal import LoanUnits

/// Chooses the unit-period of dated advances and payments (Appendix J (b)(4)).
struct UnitPeriodChoice {
  /// Days of the advances, ascending, at least one.
  var advances: [CalendarDay]
  /// Days of the payments, ascending.
  var payments: [CalendarDay]

  var unitPeriod: UnitPeriod {
    guard let begin = advances.first, let first = payments.first else { return .months(1) }
    if advances.count == 1, payments.count == 1 { return Self.term(from: begin, to: first) }
    let series = Self.distinct(payments)
    let intervals = Self.intervals(Self.distinct(advances)) + [[begin, first]] + Self.intervals(series)
    var counts = [UnitPeriod: Int]()
    for interval in intervals where interval[0] != interval[1] {
      for name in Self.names(from: interval[0], to: interval[1]) { counts[name, default: 0] += 1 }
    }
    for half in Self.halves(series) where half { counts[.semimonth, default: 0] += 1 }
    let common = counts.filter { $0.value > 1 && $0.key.length <= 365 }
    let best = common.min { left, right in
      // The same days may be a month and a number of days: the standard interval is meant.
      (-left.value, left.key.isStandard ? 0 : 1, left.key.length)
        < (-right.value, right.key.isStandard ? 0 : 1, right.key.length)
    }
    return best?.key ?? Self.nearest(to: Self.average(intervals))
  }

  private static func distinct(_ days: [CalendarDay]) -> [CalendarDay] {
    days.enumerated().filter { $0.offset == 0 || days[$0.offset - 1] != $0.element }.map(\.element)
  }

  private static func intervals(_ days: [CalendarDay]) -> [[CalendarDay]] {
    zip(days, days.dropFirst()).map { [$0, $1] }
  }

  /// Which intervals of a series are half a month: two in a row that make a whole one.
  private static func halves(_ days: [CalendarDay]) -> [Bool] {
    var halves = Array(repeating: false, count: max(0, days.count - 1))
    for index in days.indices.dropLast(2)
    where wholeMonths(from: days[index], to: days[index + 2]) == 1
      && (13...18).contains(days[index].days(to: days[index + 1]))
    {
      halves[index] = true
      halves[index + 1] = true
    }
    return halves
  }

  /// What an interval may be called.
  private static func names(from start: CalendarDay, to end: CalendarDay) -> [UnitPeriod] {
    let days = start.days(to: end)
    var names: [UnitPeriod] = days % 7 == 0 ? [.weeks(days / 7)] : [.days(days)]
    if let months = wholeMonths(from: start, to: end) { names.append(months == 12 ? .year : .months(months)) }
    return names
  }

  /// The months between two days of the same date, or two last days of their months.
  static func wholeMonths(from start: CalendarDay, to end: CalendarDay) -> Int? {
    let (startYear, startMonth, startDay) = start.components
    let (endYear, endMonth, endDay) = end.components
    let months = 12 * (endYear - startYear) + endMonth - startMonth
    guard months > 0 else { return nil }
    let isSameDay = start.adding(months: months) == end || end.adding(months: -months) == start
    let isLastDay =
      startDay == CalendarDay.lastDay(ofMonth: startMonth, year: startYear)
      && endDay == CalendarDay.lastDay(ofMonth: endMonth, year: endYear)
    return isSameDay || isLastDay ? months : nil
  }

  private static func term(from start: CalendarDay, to end: CalendarDay) -> UnitPeriod {
    guard end < start.adding(months: 12) else { return .year }
    return wholeMonths(from: start, to: end).map { .termMonths($0) }
      ?? .termDays(max(1, start.days(to: end)))
  }

  private static func average(_ intervals: [[CalendarDay]]) -> Double {
    let total = intervals.reduce(0) { $0 + $1[0].days(to: $1[1]) }
    return Double(total) / Double(max(1, intervals.count))
  }

  /// The standard interval nearest to a number of days, the shorter of two.
  private static func nearest(to days: Double) -> UnitPeriod {
    let standard: [UnitPeriod] =
      [.days(1), .semimonth, .year] + (1...52).map { .weeks($0) } + (1...11).map { .months($0) }
    let nearest = standard.min { left, right in
      ((left.length - days).magnitude, left.length) < ((right.length - days).magnitude, right.length)
    }
    return nearest ?? .year
  }
}

/// Counts unit-periods between two days (Appendix J (b)(5)): whole ones back from the later, then days.
struct UnitPeriodMeasure {
  let unit: UnitPeriod
  /// The day of the month that the payments are meant for, where they are: the 31st of a series on last days.
  private let nominalDay: Int?

  init(unit: UnitPeriod, series: [CalendarDay]) {
    self.unit = unit
    let dates = series.map(\.components)
    let latest = dates.map(\.day).max() ?? 0
    nominalDay =
      dates.allSatisfy { $0.day == min(latest, CalendarDay.lastDay(ofMonth: $0.month, year: $0.year)) }
      ? latest : nil
  }

  func distance(from start: CalendarDay, to end: CalendarDay) -> (whole: Int, fraction: Double) {
    guard end > start else { return (0, 0) }
    let days = start.days(to: end)
    switch unit {
    case .days(let count): return divided(days, by: count)
    case .weeks(let count): return divided(days, by: 7 * count)
    case .semimonth: return divided(daysOfThirty(from: start, to: end), by: 15)
    case .months(let count): return divided(daysOfThirty(from: start, to: end), by: 30 * count)
    case .termMonths, .termDays: return (1, 0)
    case .year:
      let months = fullMonths(from: start, to: end)
      let rest = monthsBack(months - months % 12, from: end)
      if let odd = UnitPeriodChoice.wholeMonths(from: start, to: rest), odd < 12 {
        return (months / 12, Double(odd) / 12)
      }
      let (whole, fraction) = divided(start.days(to: rest), by: 365)
      return (months / 12 + whole, fraction)
    }
  }

  private func divided(_ days: Int, by length: Int) -> (whole: Int, fraction: Double) {
    (days / length, Double(days % length) / Double(length))
  }

  /// A month counts 30 days, the days before the first whole month are as they are.
  private func daysOfThirty(from start: CalendarDay, to end: CalendarDay) -> Int {
    let months = fullMonths(from: start, to: end)
    return 30 * months + start.days(to: monthsBack(months, from: end))
  }

  private func fullMonths(from start: CalendarDay, to end: CalendarDay) -> Int {
    var months = start.monthsReaching(end)
    while months > 0, monthsBack(months, from: end) < start { months -= 1 }
    return months
  }

  private func monthsBack(_ months: Int, from day: CalendarDay) -> CalendarDay {
    let back = day.adding(months: -months)
    guard let nominalDay, months > 0 else { return back }
    let (year, month, date) = back.components
    return back.adding(days: min(nominalDay, CalendarDay.lastDay(ofMonth: month, year: year)) - date)
  }
}
