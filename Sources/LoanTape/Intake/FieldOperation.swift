internal import Lending

/// How a field is read, as numbers: what the row loop switches over.
struct FieldOperation {
  enum Kind: UInt8 {
    case identifier, borrower, group, money, number, day, code, sectors, industry, region, rating, flag, daysPastDue
    case text
  }
  let kind: Kind
  /// Position in the record, −1 for a constant.
  let source: Int
  /// Raw value of the column among its kind, or the flag's bit.
  let column: Int
  let lowest: Double
  let highest: Double
  /// Index of the table of codes.
  let table: Int
  let isRequired: Bool
  let hasTransform: Bool
  let hasEncoders: Bool

  init(_ plan: ColumnPlan, tables: inout [[[UInt8]]]) {
    source = plan.source ?? -1
    hasTransform = plan.transform != nil
    hasEncoders = !plan.binned.isEmpty || !plan.linear.isEmpty
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
      table = tables.count
      tables.append(codes.map { Array($0.utf8) })
    case .sectors:
      kind = .sectors
      column = CodeColumn.sectors.rawValue
      table = tables.count
      tables.append(PrioritySector.codes.map { Array($0.utf8) })
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
    self.table = table
    self.isRequired = isRequired
  }
}
