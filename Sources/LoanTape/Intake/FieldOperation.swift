internal import Lending
internal import Scoring

/// How a field is read, as numbers: what is decided once a column.
struct FieldOperation {
  enum Kind: UInt8 {
    case identifier, borrower, group, money, number, day, code, sectors, industry, region, rating, flag,
      daysPastDue
    case text
  }
  let kind: Kind
  /// Whether an encoder reads its number.
  let needsNumbers: Bool
  /// Position in the record, −1 for a constant.
  let source: Int
  /// Raw value of the column among its kind, or the flag's bit.
  let column: Int
  let lowest: Double
  let highest: Double
  /// Number of its table of codes.
  let codes: Int
  /// Its encoders in the table.
  let encoders: Range<Int>
  let isRequired: Bool
  let hasTransform: Bool

  init(
    _ plan: ColumnPlan, models: ModelSet?, codeTable: inout CodeTable, encoderTable: inout EncoderTableBuilder
  ) {
    source = plan.source ?? -1
    hasTransform = plan.transform != nil
    encoders = models.map { encoderTable.add(plan, $0) } ?? 0..<0
    needsNumbers = encoderTable.entries[encoders].contains { !$0.isText }
    var column = 0
    var lowest = 0.0
    var highest = 0.0
    var table = 0
    var isRequired = false
    switch plan.field {
    case .identifier:
      kind = .identifier
      isRequired = true
    case .borrower: kind = .borrower
    case .group: kind = .group
    case .money(let money):
      kind = .money
      column = money.rawValue
      isRequired = money == .balance
    case .number(let number, let low, let high):
      kind = .number
      column = number.rawValue
      lowest = low
      highest = high
    case .day(let day):
      kind = .day
      column = day.rawValue
    case .code(let code, let codes):
      kind = .code
      column = code.rawValue
      table = codeTable.add(codes)
    case .sectors:
      kind = .sectors
      column = CodeColumn.sectors.rawValue
      table = codeTable.add(PrioritySector.codes)
    case .word(.industry): kind = .industry
    case .word(.region): kind = .region
    case .rating(let number):
      kind = .rating
      column = number.rawValue
    case .flag(let bit):
      kind = .flag
      column = Int(bit)
    case .daysPastDue:
      kind = .daysPastDue
      isRequired = true
    case .text, nil: kind = .text
    }
    self.column = column
    self.lowest = lowest
    self.highest = highest
    self.codes = table
    self.isRequired = isRequired
  }
}
