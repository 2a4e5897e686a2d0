internal import Cashflow
internal import CreditRisk
internal import Lending
internal import LoanPricing
internal import LoanUnits

/// Reads plain applications from the bytes of their records; one a worker.
final class ApplicationParser {
  private let columns: [ApplicationColumn]
  private let asOf: CalendarDay
  private let probability: (Double) -> Double?
  private let ratings: [(text: PackedText, probability: Double)]
  private let codes = ApplicationCodes()
  private let months = MonthStarts()
  /// What the row that is read says so far.
  private(set) var application: LoanApplication
  private let template: LoanApplication

  init(_ quick: QuickApplications) {
    columns = quick.columns
    asOf = quick.asOf
    probability = quick.probability
    ratings = quick.engine.policy.pd.ratings.filter { $0.name.utf8.count <= PackedText.limit }.map {
      (PackedText(Array($0.name.utf8)), $0.probability)
    }
    template = LoanApplication(
      amount: .zero, termMonths: 0, repayment: .annuity, asOf: quick.asOf, probability: .nan,
      guarantee: .credit)
    application = template
  }

  /// What was seen of a row beside the application itself.
  private struct Seen {
    var hasAmount = false
    var hasTerm = false
    var hasRepayment = false
    var hasGuarantee = false
    var hasFeature = false
    var probability: Double?
    var scored: Double?
    var rated: Double?

    /// The probability of default, in the order of the careful reader; a model's columns are not for here.
    var chosen: Double? {
      probability ?? (hasFeature ? nil : scored ?? rated)
    }
  }

  /// Reads a record into ``application``.
  ///
  /// - Returns: False where the careful reader has to.
  func read(_ record: Record) -> Bool {
    guard record.fields == columns.count else { return false }
    application = template
    var seen = Seen()
    for index in 0..<columns.count {
      let field = record.field(index)
      if field.isEmpty { continue }
      guard take(field, columns[index], &seen) else { return false }
    }
    guard seen.hasAmount, seen.hasTerm, seen.hasRepayment, seen.hasGuarantee, let chosen = seen.chosen,
      application.utilisation == 1 || application.repayment == .revolving
    else { return false }
    application.probability = chosen
    return true
  }

  @inline(__always) private func take(
    _ field: FieldBytes, _ column: ApplicationColumn, _ seen: inout Seen
  ) -> Bool {
    switch column {
    case .amount:
      guard let money = money(field), money > .zero else { return false }
      application.amount = money
      seen.hasAmount = true
    case .term:
      guard let months = whole(field), (1...1200).contains(months) else { return false }
      application.termMonths = months
      seen.hasTerm = true
    case .repayment:
      guard let value = RepaymentMethod(rawValue: code(field, codes.repayment)) else { return false }
      application.repayment = value
      seen.hasRepayment = true
    case .guarantee:
      guard let value = Guarantee(rawValue: code(field, codes.guarantee)) else { return false }
      application.guarantee = value
      seen.hasGuarantee = true
    case .probability:
      guard let number = number(field, from: 0, to: 1) else { return false }
      seen.probability = number
    case .score:
      guard let points = number(field, from: -1e6, to: 1e6), let probability = probability(points)
      else { return false }
      seen.scored = probability
    case .rating:
      guard field.count <= PackedText.limit else { return false }
      let packed = PackedText(field)
      guard let rating = ratings.first(where: { $0.text == packed }) else { return false }
      seen.rated = rating.probability
    case .ignored: return field.isPlainText
    case .feature:
      seen.hasFeature = true
      return field.isPlainText
    case .careful, .industry: return false
    default: return takePlan(field, column) ?? takeBorrower(field, column)
    }
    return true
  }

  private func takePlan(_ field: FieldBytes, _ column: ApplicationColumn) -> Bool? {
    switch column {
    case .frequency:
      guard let value = PaymentFrequency(rawValue: code(field, codes.frequency)) else { return false }
      application.frequency = value
    case .grace: return whole(field) == 0
    case .utilisation:
      guard let number = number(field, from: 0, to: 1), number > 0 else { return false }
      application.utilisation = number
    case .startDate:
      guard let day = months.day(field) else { return false }
      application.startDate = CalendarDay(daysSinceEpoch: day)
    case .asOf:
      guard let day = months.day(field) else { return false }
      application.asOf = CalendarDay(daysSinceEpoch: day)
    case .rateType:
      guard let value = RateType(rawValue: code(field, codes.rateType)) else { return false }
      application.rateType = value
    case .repricing:
      guard let value = RepricingCycle(rawValue: code(field, codes.repricing)) else { return false }
      application.repricing = value
    case .method:
      let code = code(field, codes.method)
      guard code != TextTable.none else { return false }
      application.method = code == 0 ? .ratio : .cashFlow
    default: return nil
    }
    return true
  }

  private func takeBorrower(_ field: FieldBytes, _ column: ApplicationColumn) -> Bool {
    switch column {
    case .size:
      guard let value = EnterpriseSize(rawValue: code(field, codes.size)) else { return false }
      application.size = value
    case .collateralType:
      guard let value = CollateralType(rawValue: code(field, codes.collateralType)) else { return false }
      application.collateralType = value
    case .guarantor:
      guard let value = Guarantor(rawValue: code(field, codes.guarantor)) else { return false }
      application.guarantor = value
    case .guarantorShare:
      guard let number = number(field, from: 0, to: 1) else { return false }
      application.guarantorShare = number
    case .isFirstLoan:
      let flag = code(field, codes.flag)
      guard flag != TextTable.none else { return false }
      application.isFirstLoan = flag == 1
    case .isRenewal:
      let flag = code(field, codes.flag)
      guard flag != TextTable.none else { return false }
      application.isRenewal = flag == 1
    case .sector:
      let code = code(field, codes.sector)
      guard code != TextTable.none else { return false }
      application.sectors = codes.sectors[Int(code)]
    default:
      guard let money = money(field) else { return false }
      switch column {
      case .collateralValue: application.collateralValue = money
      case .creditLimit: application.creditLimit = money
      case .undrawn: application.undrawn = money
      case .annualRevenue: application.annualRevenue = money
      case .depositBalance: application.depositBalance = money
      default: return false
      }
    }
    return true
  }

  @inline(__always) private func money(_ field: FieldBytes) -> Money? {
    guard case .success(let fen) = field.money() else { return nil }
    return Money(fen: fen)
  }

  @inline(__always) private func number(_ field: FieldBytes, from low: Double, to high: Double) -> Double? {
    guard let value = field.number(), value >= low, value <= high else { return nil }
    return value
  }

  @inline(__always) private func whole(_ field: FieldBytes) -> Int? {
    guard field.count <= 8, let value = EightDigits.value(field, from: 0, count: field.count) else {
      return nil
    }
    return Int(value)
  }

  /// The position of a code in its list, which is its raw value; ``TextTable/none`` for none, which is no raw value.
  @inline(__always) private func code(_ field: FieldBytes, _ table: TextTable) -> UInt8 {
    field.count <= PackedText.limit ? table.number(of: PackedText(field)) : TextTable.none
  }
}

extension FieldBytes {
  /// Whether the field is ASCII without quotes.
  var isPlainText: Bool {
    for index in 0..<count where self[index] >= 0x80 || self[index] == 34 { return false }
    return true
  }
}
