internal import Lending
internal import LoanUnits

/// The names behind the numbers of a batch.
struct SampleNames: Sendable {
  var grades: [String]
  var industries: [String]
  var regions: [String]
}

/// The facts of the tape that a sample shows beside the results.
struct SampleFacts {
  private static let money: [MoneyColumn] = [
    .balance, .originalAmount, .creditLimit, .undrawn, .provision, .collateralValue,
  ]
  static let columns =
    money.map(\.name) + [
      "rate_percent", "rate_type", "origination_date", "maturity_date", "guarantee", "size", "industry",
      "region", "days_past_due",
    ]

  private let names: SampleNames

  init(_ names: SampleNames) {
    self.names = names
  }

  /// The facts of a loan, each with a comma before it.
  func text(_ batch: LoanBatch, _ row: Int) -> [UInt8] {
    var fields = SampleFacts.money.map { column in
      let fen = batch[column, row]
      return fen == missingMoney ? "" : "\(Money(fen: fen))"
    }
    func day(_ column: DayColumn) -> String {
      let day = batch[column, row]
      return day == missingDay ? "" : "\(CalendarDay(daysSinceEpoch: day))"
    }
    fields += [
      SampleFacts.number(batch[.ratePercent, row]),
      SampleFacts.code(RateType.codes, batch[.rateType, row]), day(.origination), day(.maturity),
      SampleFacts.code(Guarantee.codes, batch[.guarantee, row]),
      SampleFacts.code(EnterpriseSize.codes, batch[.size, row]),
      SampleFacts.quoted(SampleFacts.word(names.industries, batch[.industry, row])),
      SampleFacts.quoted(SampleFacts.word(names.regions, batch[.region, row])),
      "\(batch.daysPastDue[row])",
    ]
    return Array(fields.map { "," + $0 }.joined().utf8)
  }

  /// A number as the per-loan output writes it.
  private static func number(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    let buffer = TextBuffer()
    buffer.reserve(64)
    var cursor = buffer.cursor
    cursor.put(number: value)
    buffer.count = cursor.count
    return String(decoding: buffer.copy, as: UTF8.self)
  }

  static func code(_ codes: [String], _ code: UInt8) -> String {
    Int(code) < codes.count ? codes[Int(code)] : ""
  }

  static func word(_ words: [String], _ word: UInt32) -> String {
    Int(word) < words.count ? words[Int(word)] : ""
  }

  /// A field, quoted where RFC 4180 asks for it.
  static func quoted(_ field: String) -> String {
    guard field.utf8.contains(where: { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
