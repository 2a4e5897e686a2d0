internal import Lending
internal import LoanUnits

extension ApplicationReader {
  /// Fees, subsidy and a given rate.
  func readCosts(
    _ fields: ApplicationFields, _ application: inout LoanApplication
  ) throws(FieldFault) {
    for text in fields.all("fee") { application.fees.append(try ApplicationReader.fee(text)) }
    if let text = fields["compensating-balance"] {
      application.compensatingBalance = try ApplicationReader.compensatingBalance(text)
    }
    if let text = fields["subsidy"] { application.subsidy = try ApplicationReader.subsidy(text) }
    if let text = fields["rate"] {
      application.givenRatePercent = try ValueReader.number("rate", text, .rate)
    }
  }

  /// `NAME=AMOUNT[%]@upfront|monthly|annual|end[:PAYEE]`.
  private static func fee(_ text: String) throws(FieldFault) -> Fee {
    let payees = FeePayee.codes.joined(separator: "|")
    let form =
      "NAME=AMOUNT[%]@\(FeeTiming.codes.joined(separator: "|"))[:\(payees)] with a plain amount of 0 or more"
    let fault = FieldFault(field: "fee", value: text, allowed: form)
    guard let equals = text.firstIndex(of: "="), let at = text.lastIndex(of: "@"), equals < at else {
      throw fault
    }
    let name = String(text[..<equals])
    var amount = String(text[text.index(after: equals)..<at])
    let when = text[text.index(after: at)...].split(separator: ":", omittingEmptySubsequences: false)
    guard !name.isEmpty, when.count <= 2, let timing = FeeTiming(code: String(when[0])) else { throw fault }
    var payee: FeePayee?
    if when.count == 2 {
      guard let known = FeePayee(code: String(when[1])) else { throw fault }
      payee = known
    }
    let size: Fee.Size
    if amount.last == "%" {
      amount.removeLast()
      guard let percent = StrictNumber.double(amount), percent >= 0, percent <= 100 else { throw fault }
      size = .percent(percent)
    } else {
      guard let money = StrictNumber.money(amount), money >= .zero else { throw fault }
      size = .amount(money)
    }
    return Fee(name: name, size: size, timing: timing, payee: payee)
  }

  /// `AMOUNT[%]@RATE`: what stays with the bank, in money or of what is drawn, and what it earns a year.
  private static func compensatingBalance(_ text: String) throws(FieldFault) -> CompensatingBalance {
    let fault = FieldFault(
      field: "compensating-balance", value: text,
      allowed:
        "AMOUNT[%]@RATE, a plain amount of 0 or more and the deposit's rate from 0 to 100 percent a year")
    guard let at = text.lastIndex(of: "@"),
      let rate = StrictNumber.double(String(text[text.index(after: at)...])), rate >= 0, rate <= 100
    else { throw fault }
    var amount = String(text[..<at])
    if amount.last == "%" {
      amount.removeLast()
      guard let percent = StrictNumber.double(amount), percent >= 0, percent <= 100 else { throw fault }
      return CompensatingBalance(size: .percent(percent), ratePercent: rate)
    }
    guard let money = StrictNumber.money(amount), money >= .zero else { throw fault }
    return CompensatingBalance(size: .amount(money), ratePercent: rate)
  }

  /// `PERCENT@borrower|bank[:MONTHS]`.
  private static func subsidy(_ text: String) throws(FieldFault) -> InterestSubsidy {
    let fault = FieldFault(
      field: "subsidy", value: text,
      allowed: "PERCENT@borrower|bank[:MONTHS] with percent a year from 0 to 100")
    guard let at = text.firstIndex(of: "@"), let percent = StrictNumber.double(String(text[..<at])),
      percent >= 0, percent <= 100
    else { throw fault }
    let rest = text[text.index(after: at)...].split(separator: ":", omittingEmptySubsequences: false)
    guard rest.count <= 2, let recipient = InterestSubsidy.Recipient(rawValue: String(rest[0])) else {
      throw fault
    }
    var months: Int?
    if rest.count == 2 {
      guard let count = StrictNumber.integer(String(rest[1])), (1...1200).contains(count) else { throw fault }
      months = count
    }
    return InterestSubsidy(percent: percent, recipient: recipient, months: months)
  }
}
