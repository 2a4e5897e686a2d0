internal import Scoring
internal import Lending
internal import LoanFiles
internal import LoanUnits

extension RecordParser {
  /// Reads a field into its column; the reason where it cannot be.
  @inline(__always)
  func apply(
    _ operation: UnsafePointer<FieldOperation>, _ field: FieldBytes, _ row: Int, _ columns: BatchColumns,
    _ rows: inout FilledRows, _ keys: inout RowKeys
  ) -> RejectReason? {
    if field.isEmpty, unsafe operation.pointee.isRequired { return .empty }
    var numeric = Double.nan
    // SAFETY: every column has `capacity` rows, and the row lies below it.
    let place = unsafe operation.pointee.column &* columns.capacity &+ row
    switch unsafe operation.pointee.kind {
    case .money:
      var value = missingMoney
      if !field.isEmpty {
        switch field.money() {
        case .success(let fen):
          value = fen
          numeric = Double(fen) / 100
        case .failure(let fault): return moneyReason(fault, field)
        }
      }
      unsafe columns.money[place] = value
    case .number:
      if !field.isEmpty {
        guard let value = field.number() else { return field.numberFault() }
        let (lowest, highest) = unsafe (operation.pointee.lowest, operation.pointee.highest)
        guard value >= lowest, value <= highest else { return .outOfRange(lowest: lowest, highest: highest) }
        numeric = value
      }
      unsafe columns.numbers[place] = numeric
    case .day:
      var value = missingDay
      if !field.isEmpty {
        guard let day = field.day() else { return .notADate }
        value = day
      }
      unsafe columns.days[place] = value
    case .code:
      var value = missingCode
      if !field.isEmpty {
        let codes = unsafe operation.pointee.codes
        let position = codeTable.position(of: field, in: codes)
        guard position != TextTable.none else { return .unknownCode(allowed: codeTable.codes(codes)) }
        value = position
      }
      unsafe columns.codes[place] = value
    case .flag:
      if !field.isEmpty {
        guard let isSet = flag(field) else { return .unknownCode(allowed: ["true", "false", "1", "0"]) }
        if isSet { unsafe columns.flags[row] |= UInt32(truncatingIfNeeded: operation.pointee.column) }
      }
    case .industry:
      unsafe columns.words[WordColumn.industry.rawValue &* columns.capacity &+ row] =
        field.isEmpty ? missingWord : caches.industry.number(of: field, in: registers.industry)
    case .region:
      unsafe columns.words[WordColumn.region.rawValue &* columns.capacity &+ row] =
        field.isEmpty ? missingWord : caches.region.number(of: field, in: registers.region)
    case .daysPastDue:
      guard let decimal = field.decimal() else { return field.numberFault() }
      if decimal.isNegative, decimal.mantissa != 0 { return .negative }
      guard decimal.decimals == 0 else { return .notWhole }
      guard !decimal.isLong, decimal.mantissa <= 36_600 else {
        return .outOfRange(lowest: 0, highest: 36_600)
      }
      unsafe columns.daysPastDue[row] = Int32(truncatingIfNeeded: decimal.mantissa)
      numeric = Double(decimal.mantissa)
    case .identifier, .borrower, .group:
      if let reason = identity(unsafe operation.pointee.kind, field, row, &rows, &keys) { return reason }
    case .sectors:
      guard let bits = sectors(field, unsafe operation.pointee.codes) else {
        return .unknownCode(allowed: PrioritySector.codes)
      }
      unsafe columns.codes[place] = bits
    case .rating:
      if !field.isEmpty {
        guard let rating = ratings.first(where: { field.equals($0.name) }) else {
          return .unknownRating(allowed: ratings.map { String(decoding: $0.name, as: UTF8.self) })
        }
        numeric = rating.probability
      }
      unsafe columns.numbers[place] = numeric
    case .text: break
    }
    let encoders = unsafe operation.pointee.encoders
    if encoders.isEmpty { return nil }
    if !field.isEmpty { unsafe columns.flags[row] |= LoanFlags.hasFeatures.rawValue }
    return encoderTable.encode(encoders, field, numeric, row, columns) ? nil : field.numberFault()
  }

  private func moneyReason(_ fault: FieldBytes.MoneyFault, _ field: FieldBytes) -> RejectReason {
    switch fault {
    case .grammar: field.numberFault()
    case .decimals: .tooManyDecimals
    case .range: .outOfRange(lowest: 0, highest: Money.largest.yuan)
    case .negative: .negative
    }
  }

  private func identity(
    _ kind: FieldOperation.Kind, _ field: FieldBytes, _ row: Int, _ rows: inout FilledRows,
    _ keys: inout RowKeys
  ) -> RejectReason? {
    guard field.count <= RecordParser.identifierLimit else {
      return .tooLong(limit: RecordParser.identifierLimit)
    }
    if field.isEmpty { return nil }
    // SAFETY: the bytes are hashed and copied within the call.
    let digest = unsafe Digest128(field.raw)
    switch kind {
    case .identifier:
      keys.loan[row] = digest
      unsafe rows.bytes.append(contentsOf: UnsafeBufferPointer(start: field.start, count: field.count))
    case .borrower:
      keys.borrower[row] = digest
      keys.present[row] |= 1
    default:
      keys.group[row] = digest
      keys.present[row] |= 2
    }
    return nil
  }

  @inline(__always) private func flag(_ field: FieldBytes) -> Bool? {
    switch field.count {
    case 1: return field[0] == 49 ? true : (field[0] == 48 ? false : nil)
    case 4: return PackedText(field).low == 0x6575_7274 ? true : nil
    case 5: return PackedText(field).low == 0x65_736c_6166 ? false : nil
    default: return nil
    }
  }

  private func sectors(_ field: FieldBytes, _ codes: Int) -> UInt8? {
    if field.isEmpty { return missingCode }
    let names = codeTable.codes(codes)
    var bits: UInt8 = 0
    for part in field.text.split(separator: ";", omittingEmptySubsequences: false) {
      guard let position = names.firstIndex(where: { $0 == part }) else { return nil }
      bits |= 1 << UInt8(position)
    }
    return bits
  }

  /// What two fields must agree on.
  func crossCheck(_ row: Int, _ columns: BatchColumns) -> FieldFault? {
    // SAFETY: the row lies below the capacity.
    func day(_ column: DayColumn) -> Int32 { unsafe columns.days[column.rawValue &* columns.capacity &+ row] }
    func number(_ column: NumberColumn) -> Double {
      unsafe columns.numbers[column.rawValue &* columns.capacity &+ row]
    }
    let origination = day(.origination)
    if origination != missingDay {
      func fault(_ column: DayColumn) -> FieldFault? {
        let later = day(column)
        guard later != missingDay, later < origination else { return nil }
        return FieldFault(
          plan: nil, column: column.name, value: "\(CalendarDay(daysSinceEpoch: later))",
          reason: .before(
            column: DayColumn.origination.name, value: "\(CalendarDay(daysSinceEpoch: origination))"))
      }
      if let fault = fault(.maturity) ?? fault(.firstPayment) ?? fault(.restructured) ?? fault(.curedSince) {
        return fault
      }
    }
    let hasFeatures = unsafe models != nil && columns.flags[row] & LoanFlags.hasFeatures.rawValue != 0
    if hasFeatures || !number(.defaultProbability).isNaN || !number(.score).isNaN
      || !number(.ratingProbability).isNaN
    {
      return nil
    }
    return FieldFault(plan: nil, column: "pd", value: "", reason: .noRisk)
  }
}
