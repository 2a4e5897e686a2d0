internal import Scoring
internal import Lending
internal import LoanFiles
internal import LoanUnits

extension RecordParser {
  /// Reads a field into its column; the reason where it cannot be.
  @inline(__always)
  func apply(
    _ operation: FieldOperation, _ index: Int, _ field: FieldBytes, _ row: Int, _ batch: inout LoanBatch,
    _ keys: inout RowKeys
  ) -> RejectReason? {
    if field.isEmpty, operation.isRequired { return .empty }
    var numeric = Double.nan
    switch operation.kind {
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
      batch.money[operation.column * batch.capacity + row] = value
    case .number:
      if !field.isEmpty {
        guard let value = field.number() else { return field.numberFault() }
        guard value >= operation.lowest, value <= operation.highest else {
          return .outOfRange(lowest: operation.lowest, highest: operation.highest)
        }
        numeric = value
      }
      batch.numbers[operation.column * batch.capacity + row] = numeric
    case .day:
      var value = missingDay
      if !field.isEmpty {
        guard let day = field.day() else { return .notADate }
        value = day
      }
      batch.days[operation.column * batch.capacity + row] = value
    case .code:
      var value = missingCode
      if !field.isEmpty {
        let table = codeTables[operation.table]
        guard let position = table.firstIndex(where: { field.equals($0) }) else {
          return .unknownCode(allowed: table.map { String(decoding: $0, as: UTF8.self) })
        }
        value = UInt8(truncatingIfNeeded: position)
      }
      batch.codes[operation.column * batch.capacity + row] = value
    case .flag:
      if !field.isEmpty {
        guard let isSet = flag(field) else { return .unknownCode(allowed: ["true", "false", "1", "0"]) }
        if isSet { batch.flags[row] |= UInt32(truncatingIfNeeded: operation.column) }
      }
    case .industry:
      batch.words[WordColumn.industry.rawValue * batch.capacity + row] =
        field.isEmpty ? missingWord : caches.industry.number(of: field, in: registers.industry)
    case .region:
      batch.words[WordColumn.region.rawValue * batch.capacity + row] =
        field.isEmpty ? missingWord : caches.region.number(of: field, in: registers.region)
    case .daysPastDue:
      guard let decimal = field.decimal() else { return field.numberFault() }
      if decimal.isNegative, decimal.mantissa != 0 { return .negative }
      guard decimal.decimals == 0 else { return .notWhole }
      guard !decimal.isLong, decimal.mantissa <= 36_600 else { return .outOfRange(lowest: 0, highest: 36_600) }
      batch.daysPastDue[row] = Int32(truncatingIfNeeded: decimal.mantissa)
      numeric = Double(decimal.mantissa)
    case .identifier, .borrower, .group:
      if let reason = identity(operation.kind, field, row, &batch, &keys) { return reason }
    case .sectors:
      guard let bits = sectors(field, operation.table) else {
        return .unknownCode(allowed: PrioritySector.codes)
      }
      batch.codes[operation.column * batch.capacity + row] = bits
    case .rating:
      if !field.isEmpty {
        guard let rating = ratings.first(where: { field.equals($0.name) }) else {
          return .unknownRating(allowed: ratings.map { String(decoding: $0.name, as: UTF8.self) })
        }
        numeric = rating.probability
      }
      batch.numbers[operation.column * batch.capacity + row] = numeric
    case .text: break
    }
    if operation.hasEncoders { return encode(index, field, numeric, row, &batch) }
    return nil
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
    _ kind: FieldOperation.Kind, _ field: FieldBytes, _ row: Int, _ batch: inout LoanBatch, _ keys: inout RowKeys
  ) -> RejectReason? {
    guard field.count <= RecordParser.identifierLimit else { return .tooLong(limit: RecordParser.identifierLimit) }
    if field.isEmpty { return nil }
    // SAFETY: the bytes are hashed and copied within the call.
    let digest = unsafe Digest128(field.raw)
    switch kind {
    case .identifier:
      keys.loan[row] = digest
      unsafe batch.identifierBytes.append(
        contentsOf: UnsafeBufferPointer(start: field.start, count: field.count))
    case .borrower:
      keys.borrower[row] = digest
      keys.present[row] |= 1
    default:
      keys.group[row] = digest
      keys.present[row] |= 2
    }
    return nil
  }

  private func flag(_ field: FieldBytes) -> Bool? {
    switch field.count {
    case 1: field[0] == 49 ? true : (field[0] == 48 ? false : nil)
    case 4: field.equals(Array("true".utf8)) ? true : nil
    case 5: field.equals(Array("false".utf8)) ? false : nil
    default: nil
    }
  }

  private func sectors(_ field: FieldBytes, _ table: Int) -> UInt8? {
    if field.isEmpty { return missingCode }
    var bits: UInt8 = 0
    for part in field.text.split(separator: ";", omittingEmptySubsequences: false) {
      guard let position = codeTables[table].firstIndex(where: { part.utf8.elementsEqual($0) }) else { return nil }
      bits |= 1 << UInt8(position)
    }
    return bits
  }

  /// Finds the bins of a field in the models that read it.
  private func encode(
    _ index: Int, _ field: FieldBytes, _ known: Double, _ row: Int, _ batch: inout LoanBatch
  ) -> RejectReason? {
    guard let models else { return nil }
    let plan = layout.plans[index]
    var numeric = known
    var isRead = !known.isNaN
    if !field.isEmpty { batch.flags[row] |= LoanFlags.hasFeatures.rawValue }
    func number() -> Double? {
      if !isRead, !field.isEmpty {
        guard let value = field.number() else { return nil }
        numeric = value
        isRead = true
      }
      return numeric
    }
    for position in plan.binned {
      let encoder = models.binned[position]
      let bin: UInt8
      if encoder.kind == .categorical {
        // SAFETY: the bytes are compared within the call.
        bin = unsafe encoder.bin(of: UnsafeBufferPointer(start: field.start, count: field.count))
      } else {
        guard let value = number() else { return field.numberFault() }
        bin = encoder.bin(of: value)
      }
      batch.bins[row * batch.binnedWidth + position] = bin
    }
    for position in plan.linear {
      guard let value = number() else { return field.numberFault() }
      batch.linear[row * batch.linearWidth + position] = value.isNaN ? models.linear[position].missingValue : value
    }
    return nil
  }

  /// What two fields must agree on.
  func crossCheck(_ row: Int, _ batch: LoanBatch) -> FieldFault? {
    let origination = batch[.origination, row]
    if origination != missingDay {
      for column in [DayColumn.maturity, .firstPayment, .restructured, .curedSince] {
        let day = batch[column, row]
        if day != missingDay, day < origination {
          return FieldFault(
            plan: nil, column: column.name, value: "\(CalendarDay(daysSinceEpoch: day))",
            reason: .before(
              column: DayColumn.origination.name, value: "\(CalendarDay(daysSinceEpoch: origination))"))
        }
      }
    }
    let hasRisk =
      !batch[.defaultProbability, row].isNaN || !batch[.score, row].isNaN || !batch[.ratingProbability, row].isNaN
      || (models != nil && batch.flags[row] & LoanFlags.hasFeatures.rawValue != 0)
    return hasRisk ? nil : FieldFault(plan: nil, column: "pd", value: "", reason: .noRisk)
  }
}
