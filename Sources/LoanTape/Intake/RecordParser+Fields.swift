internal import Lending
internal import LoanFiles
internal import LoanUnits

extension RecordParser {
  /// Reads the fields of a column, located before, into the batch.
  func read(
    _ rows: Range<Int>, _ operation: FieldOperation, plan: Int, _ columns: BatchColumns,
    _ identifiers: inout IdentifierColumn, _ keys: inout RowKeys
  ) {
    // SAFETY: every column has `capacity` rows, and the rows lie below it.
    let place = operation.column &* columns.capacity &+ rows.lowerBound
    switch operation.kind {
    case .money: unsafe readMoney(rows, operation, plan, into: columns.money + place)
    case .number: unsafe readNumbers(rows, operation, plan, into: columns.numbers + place)
    case .day: unsafe readDays(rows, plan, into: columns.days + place)
    case .code: unsafe readCodes(rows, operation, plan, into: columns.codes + place)
    case .flag: unsafe readFlags(rows, operation, plan, into: columns.flags + rows.lowerBound)
    case .industry:
      let words = unsafe columns.words + WordColumn.industry.rawValue &* columns.capacity
      unsafe readWords(rows, caches.industry, registers.industry, into: words + rows.lowerBound)
    case .region:
      let words = unsafe columns.words + WordColumn.region.rawValue &* columns.capacity
      unsafe readWords(rows, caches.region, registers.region, into: words + rows.lowerBound)
    case .daysPastDue:
      unsafe readDaysPastDue(rows, operation, plan, into: columns.daysPastDue + rows.lowerBound)
    case .identifier:
      readIdentity(rows, plan, isRequired: true, into: &keys.loan, &keys.present, bit: 0)
      unsafe identifiers.append(column.fields, rows: rows)
    case .borrower:
      readIdentity(rows, plan, isRequired: false, into: &keys.borrower, &keys.present, bit: 1)
      unsafe keys.borrowerNames.append(column.fields, rows: rows)
    case .group:
      readIdentity(rows, plan, isRequired: false, into: &keys.group, &keys.present, bit: 2)
      unsafe keys.groupNames.append(column.fields, rows: rows)
    case .sectors: unsafe readSectors(rows, operation, plan, into: columns.codes + place)
    case .rating: unsafe readRatings(rows, plan, into: columns.numbers + place)
    case .text: break
    }
    if !operation.encoders.isEmpty { encode(rows, operation, plan, columns) }
  }

  private func encode(_ rows: Range<Int>, _ operation: FieldOperation, _ plan: Int, _ columns: BatchColumns) {
    if !haveFeatures { markFeatures(rows, columns) }
    switch operation.kind {
    case .money, .number, .daysPastDue, .rating: break
    default: if operation.needsNumbers { readPlainNumbers(rows, plan) }
    }
    encoderTable.encode(operation.encoders, column, rows, columns)
  }

  /// Marks the rows that have the field; once all have one, no other column is asked.
  private func markFeatures(_ rows: Range<Int>, _ columns: BatchColumns) {
    // SAFETY: the rows lie below the capacity.
    let flags = unsafe columns.flags + rows.lowerBound
    var all = true
    for index in 0..<rows.count {
      let isEmpty = unsafe column.fields[index].isEmpty
      unsafe flags[index] |= isEmpty ? 0 : LoanFlags.hasFeatures.rawValue
      all = unsafe all && flags[index] & LoanFlags.hasFeatures.rawValue != 0
    }
    haveFeatures = all
  }

  private func readMoney(
    _ rows: Range<Int>, _ operation: FieldOperation, _ plan: Int, into target: UnsafeMutablePointer<Int64>
  ) {
    // SAFETY: the target has a place for each row.
    let unread = unsafe column.readHundredths(count: rows.count, into: target)
    for index in 0..<(unread == 0 ? 0 : rows.count) where unsafe target[index] < 0 {
      let field = unsafe column.fields[index]
      unsafe target[index] = missingMoney
      if field.isEmpty {
        if operation.isRequired {
          report(rows.lowerBound + index, FieldFault(plan: plan, value: "", reason: .empty))
        }
        continue
      }
      switch field.money() {
      case .success(let fen): unsafe target[index] = fen
      case .failure(let fault):
        report(
          rows.lowerBound + index,
          FieldFault(plan: plan, value: field.text, reason: moneyReason(fault, field)))
      }
    }
    guard operation.needsNumbers else { return }
    for index in 0..<rows.count {
      let fen = unsafe target[index]
      unsafe column.numbers[index] = fen == missingMoney ? .nan : Double(fen) / 100
    }
  }

  private func moneyReason(_ fault: FieldBytes.MoneyFault, _ field: FieldBytes) -> RejectReason {
    switch fault {
    case .grammar: field.numberFault()
    case .decimals: .tooManyDecimals
    case .range: .outOfRange(lowest: 0, highest: Money.largest.yuan)
    case .negative: .negative
    }
  }

  private func readNumbers(
    _ rows: Range<Int>, _ operation: FieldOperation, _ plan: Int, into target: UnsafeMutablePointer<Double>
  ) {
    // SAFETY: the target has a place for each row.
    readPlainNumbers(rows, plan)
    let lowest = operation.lowest
    let highest = operation.highest
    for index in 0..<rows.count {
      let value = unsafe column.numbers[index]
      unsafe target[index] = value
      if value < lowest || value > highest {
        let field = unsafe column.fields[index]
        report(
          rows.lowerBound + index,
          FieldFault(plan: plan, value: field.text, reason: .outOfRange(lowest: lowest, highest: highest)))
      }
    }
  }

  /// The fields as numbers, NaN for an empty one.
  private func readPlainNumbers(_ rows: Range<Int>, _ plan: Int) {
    if column.readNumbers(count: rows.count) == 0 { return }
    // SAFETY: the column has a place for each row.
    for index in 0..<rows.count where unsafe column.numbers[index].isNaN {
      let field = unsafe column.fields[index]
      if field.isEmpty { continue }
      if let value = field.number() {
        unsafe column.numbers[index] = value
      } else {
        report(
          rows.lowerBound + index, FieldFault(plan: plan, value: field.text, reason: field.numberFault()))
      }
    }
  }

  private func readDays(_ rows: Range<Int>, _ plan: Int, into target: UnsafeMutablePointer<Int32>) {
    // SAFETY: the target has a place for each row.
    if unsafe months.read(column, count: rows.count, into: target) == 0 { return }
    for index in 0..<rows.count where unsafe target[index] == missingDay {
      let field = unsafe column.fields[index]
      if field.isEmpty { continue }
      if let read = months.day(field) {
        unsafe target[index] = read
      } else {
        report(rows.lowerBound + index, FieldFault(plan: plan, value: field.text, reason: .notADate))
      }
    }
  }

  private func readCodes(
    _ rows: Range<Int>, _ operation: FieldOperation, _ plan: Int, into target: UnsafeMutablePointer<UInt8>
  ) {
    let table = codeTable.table(operation.codes)
    // SAFETY: the target has a place for each row.
    for index in 0..<rows.count {
      let field = unsafe column.fields[index]
      var code = missingCode
      if !field.isEmpty {
        code = field.count <= PackedText.limit ? table.number(of: PackedText(field)) : TextTable.none
        if code == TextTable.none {
          report(
            rows.lowerBound + index,
            FieldFault(
              plan: plan, value: field.text,
              reason: .unknownCode(allowed: codeTable.codes(operation.codes))))
        }
      }
      unsafe target[index] = code
    }
  }

  private func readFlags(
    _ rows: Range<Int>, _ operation: FieldOperation, _ plan: Int, into target: UnsafeMutablePointer<UInt32>
  ) {
    let bit = UInt32(truncatingIfNeeded: operation.column)
    // SAFETY: the target has a place for each row.
    for index in 0..<rows.count {
      let field = unsafe column.fields[index]
      switch field.count {
      case 5 where PackedText(field).low == 0x65_736c_6166: continue
      case 4 where PackedText(field).low == 0x6575_7274: unsafe target[index] |= bit
      case 1 where field[0] == 48: continue
      case 1 where field[0] == 49: unsafe target[index] |= bit
      case 0: continue
      default:
        report(
          rows.lowerBound + index,
          FieldFault(
            plan: plan, value: field.text, reason: .unknownCode(allowed: ["true", "false", "1", "0"])))
      }
    }
  }

  private func readWords(
    _ rows: Range<Int>, _ cache: WordCache, _ register: WordRegister,
    into target: UnsafeMutablePointer<UInt32>
  ) {
    // SAFETY: the target has a place for each row.
    for index in 0..<rows.count {
      let field = unsafe column.fields[index]
      unsafe target[index] = field.isEmpty ? missingWord : cache.number(of: field, in: register)
    }
  }

  private func readDaysPastDue(
    _ rows: Range<Int>, _ operation: FieldOperation, _ plan: Int, into target: UnsafeMutablePointer<Int32>
  ) {
    // SAFETY: the target has a place for each row.
    for index in 0..<rows.count {
      let field = unsafe column.fields[index]
      var days: Int32 = 0
      switch daysPastDue(field) {
      case .success(let read): days = read
      case .failure(let fault):
        report(rows.lowerBound + index, FieldFault(plan: plan, value: field.text, reason: fault.reason))
      }
      unsafe target[index] = days
      unsafe column.numbers[index] = Double(days)
    }
  }

  @inline(__always) private func daysPastDue(_ field: FieldBytes) -> Result<Int32, TransformFault> {
    if field.isEmpty { return .failure(TransformFault(reason: .empty)) }
    guard let decimal = field.decimal() else { return .failure(TransformFault(reason: field.numberFault())) }
    if decimal.isNegative, decimal.mantissa != 0 { return .failure(TransformFault(reason: .negative)) }
    guard decimal.decimals == 0 else { return .failure(TransformFault(reason: .notWhole)) }
    guard !decimal.isLong, decimal.mantissa <= 36_600 else {
      return .failure(TransformFault(reason: .outOfRange(lowest: 0, highest: 36_600)))
    }
    return .success(Int32(truncatingIfNeeded: decimal.mantissa))
  }

  private func readIdentity(
    _ rows: Range<Int>, _ plan: Int, isRequired: Bool, into digests: inout [Digest128],
    _ present: inout [UInt8], bit: UInt8
  ) {
    for index in 0..<rows.count {
      // SAFETY: the bytes are hashed within the call.
      let field = unsafe column.fields[index]
      if field.isEmpty {
        if isRequired { report(rows.lowerBound + index, FieldFault(plan: plan, value: "", reason: .empty)) }
        continue
      }
      digests[rows.lowerBound + index] = unsafe Digest128(field.raw)
      present[rows.lowerBound + index] |= bit
      if field.count > RecordParser.identifierLimit {
        report(
          rows.lowerBound + index,
          FieldFault(
            plan: plan, value: field.text, reason: .tooLong(limit: RecordParser.identifierLimit)))
        unsafe column.fields[index] = FieldBytes(start: field.start, count: 0)
      }
    }
  }

  private func readSectors(
    _ rows: Range<Int>, _ operation: FieldOperation, _ plan: Int, into target: UnsafeMutablePointer<UInt8>
  ) {
    for index in 0..<rows.count {
      // SAFETY: the target has a place for each row.
      let field = unsafe column.fields[index]
      let bits = sectors(field, operation.codes)
      if bits == nil {
        report(
          rows.lowerBound + index,
          FieldFault(plan: plan, value: field.text, reason: .unknownCode(allowed: PrioritySector.codes)))
      }
      unsafe target[index] = bits ?? missingCode
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

  private func readRatings(_ rows: Range<Int>, _ plan: Int, into target: UnsafeMutablePointer<Double>) {
    for index in 0..<rows.count {
      // SAFETY: the target has a place for each row.
      let field = unsafe column.fields[index]
      var probability = Double.nan
      if !field.isEmpty {
        if let rating = ratings.first(where: { field.equals($0.name) }) {
          probability = rating.probability
        } else {
          report(
            rows.lowerBound + index,
            FieldFault(
              plan: plan, value: field.text,
              reason: .unknownRating(allowed: ratings.map { String(decoding: $0.name, as: UTF8.self) })))
        }
      }
      unsafe target[index] = probability
      unsafe column.numbers[index] = probability
    }
  }
}
