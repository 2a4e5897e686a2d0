internal import Cashflow
internal import LoanUnits

/// A fault of a repayment plan as the option it is about, the value, and what is allowed.
struct ScheduleFaultText {
  let option: String
  let value: String
  let allowed: String
  /// Whether the values fit each other badly, rather than one being wrong by itself.
  let isData: Bool

  init(_ fault: ScheduleError) {
    var isData = false
    switch fault {
    case .principalOutOfRange(let money):
      (option, value, allowed) = ("amount", "\(money)", "an amount over 0 up to 10^15")
    case .termOutOfRange(let months, let range):
      (option, value) = ("term", "\(months)")
      allowed = "\(range.lowerBound) to \(range.upperBound) months"
    case .rateOutOfRange(let rate, let range):
      (option, value) = ("rate", DecimalText.significant(rate * 100, digits: 15))
      allowed = "a rate over -100 up to \(DecimalText.shortest(range.upperBound * 100)) percent"
    case .termNotWholePeriods(let months, let step):
      (option, value, allowed) = ("term", "\(months)", "a multiple of the payment period of \(step) months")
    case .graceOutOfRange(let months, let term):
      (option, value, allowed) = ("grace", "\(months)", "0 to \(term - 1) months, less than the term")
    case .graceNotWholePeriods(let months, let step):
      (option, value, allowed) = ("grace", "\(months)", "a multiple of the payment period of \(step) months")
    case .balloonOutOfRange(let balloon, let principal):
      (option, value, allowed) = ("balloon", "\(balloon)", "0 to the amount of \(principal)")
    case .paymentBelowInterest(let payment, let interest):
      (option, value, allowed) = (
        "payment", "\(payment)", "a payment above the first interest of \(interest)"
      )
      isData = true
    case .paymentNotUsed(let method):
      (option, value, allowed) = ("payment", "", "a repayment with a level payment, not \(method.code)")
    case .interestTooLarge(_, let rate, _):
      (option, value) = ("rate", DecimalText.significant(rate * 100, digits: 15))
      allowed = "a rate at which the whole interest stays within 10^15"
    case .startDateNeeded:
      (option, value, allowed) = ("start-date", "", "a date, which a day count or a business-day rule needs")
    case .calendarNeeded(let rule):
      (option, value, allowed) = (
        "calendar", "", "a file of holidays, which --business-day \(rule.code) needs"
      )
    case .maturityBeyondCalendar(let start, let months):
      (option, value) = ("start-date", "\(start)")
      allowed = "a day from which \(months) months end before the year 10000"
    case .calendar(let fault):
      isData = true
      option = "calendar"
      switch fault {
      case .yearMissing(let year): (value, allowed) = ("", "a file that has the year \(year)")
      case .contradiction(let day): (value, allowed) = ("\(day)", "each day once, as holiday or as workday")
      }
    }
    self.isData = isData
  }
}

extension ErrorSentence {
  static func schedule(_ fault: ScheduleError) -> ErrorSentence {
    let text = ScheduleFaultText(fault)
    let what = text.value.isEmpty ? "is needed otherwise" : "\(text.value) is not allowed"
    return ErrorSentence(
      text.isData ? .badData : .usage, "--\(text.option) \(what): it takes \(text.allowed)")
  }
}
