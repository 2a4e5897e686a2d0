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
    case .paymentNotUsed(let code):
      (option, value, allowed) = ("payment", "", "a repayment with a level payment, not \(code)")
    case .graceNotUsed(let code):
      (option, value, allowed) = ("grace", "", "a repayment without a list of principal, not \(code)")
    case .balloonNotUsed(let code):
      (option, value, allowed) = ("balloon", "", "a repayment without a list of principal, not \(code)")
    case .stepNotWholePeriods(let months, let step):
      (option, value) = ("step", "\(months)")
      allowed = "steps of whole payment periods of \(step) months"
    case .stepShareOutOfRange(let share):
      (option, value) = ("step", DecimalText.shortest(share))
      allowed = "shares of the principal from 0 to 1"
    case .stepsNotTheTerm(let months, let term):
      (option, value, allowed) = ("step", "\(months)", "steps that last the term of \(term) months together")
    case .stepSharesNotWhole(let sum):
      (option, value) = ("step", DecimalText.significant(sum, digits: 12))
      allowed = "shares that sum to 1"
    case .principalDueOutOfRange(let money):
      (option, value, allowed) = ("flows", "\(money)", "principal of 0 or more up to 10^15")
      isData = true
    case .dueMonthOutOfRange(let month, let step, let term):
      (option, value) = ("flows", "\(month)")
      allowed = "months up to the term of \(term)\(step > 1 ? " that are multiples of \(step)" : "")"
      isData = true
    case .listNotThePrincipal(let sum, let principal):
      (option, value) = ("flows", "\(sum)")
      allowed = "principal that sums to the amount of \(principal)"
      isData = true
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
    case .businessDayRuleNeeded:
      (option, value, allowed) = (
        "business-day", "", "following or modified-following, which --shift-interest needs"
      )
    case .settlementDayOutOfRange(let day):
      (option, value, allowed) = ("settlement-day", "\(day)", "a day of the month from 1 to 31")
    case .settlementDayWithFirstPayment:
      (option, value, allowed) = ("settlement-day", "", "no --first-payment-date beside it")
    case .firstPaymentOutOfRange(let day, let start, let maturity):
      (option, value) = ("first-payment-date", "\(day)")
      allowed = "a day after the drawdown on \(start), up to maturity on \(maturity)"
    case .paymentDayNotLater(let day, let earlier):
      (option, value, allowed) = ("flows", "\(day)", "days in ascending order, here after \(earlier)")
      isData = true
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
