/// The header of a file of which some columns are read by their names; others are left alone.
struct NamedColumns: Sendable {
  let header: [String]
  private let positions: [String: Int]

  init(_ header: [String], required: [String]) throws(TapeFault) {
    self.header = header
    var positions: [String: Int] = [:]
    for (index, name) in header.enumerated() {
      guard !name.isEmpty else { throw .emptyHeader(column: index + 1) }
      guard positions.updateValue(index, forKey: name) == nil else { throw .duplicateColumn(name) }
    }
    for name in required where positions[name] == nil { throw .missingColumn(name, needed: .tape) }
    self.positions = positions
  }

  /// The position of a column; nil where the file has none of that name.
  func position(_ name: String) -> Int? { positions[name] }
}

/// A row of such a file: fields by position, read or refused.
struct NamedRow {
  let record: Record
  let columns: NamedColumns

  /// Physical line on which it begins.
  var line: Int { record.line }

  /// Lends a field without its quotes.
  func with<Value>(
    _ column: String, _ read: (FieldBytes) -> Result<Value, RejectReason>
  ) throws(RowProblem) -> Value {
    try with(at: try position(column), read)
  }

  private func position(_ column: String) throws(RowProblem) -> Int {
    guard let position = columns.position(column) else {
      throw RowProblem(column: column, value: "", reason: .empty)
    }
    return position
  }

  /// Lends the field of a position that ``NamedColumns/position(_:)`` gave.
  func with<Value>(
    at position: Int, _ read: (FieldBytes) -> Result<Value, RejectReason>
  ) throws(RowProblem) -> Value {
    let field = record.field(position)
    let result: Result<Value, RejectReason>
    if let content = field.unquoted {
      let padded = content + Array(repeating: 0, count: PackedText.limit)
      // SAFETY: the field is read within the call, and sixteen bytes follow it.
      result = unsafe padded.withUnsafeBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return .failure(.empty) }
        return read(unsafe FieldBytes(start: start, count: content.count))
      }
    } else {
      result = read(field)
    }
    switch result {
    case .success(let value): return value
    case .failure(let reason):
      throw RowProblem(
        column: columns.header[position], value: String(field.text.prefix(60)), reason: reason)
    }
  }

  /// A number within bounds.
  func number(_ column: String, _ range: ClosedRange<Double>) throws(RowProblem) -> Double {
    try number(at: try position(column), range)
  }

  /// A number within bounds, of a position.
  func number(at position: Int, _ range: ClosedRange<Double>) throws(RowProblem) -> Double {
    try with(at: position) { field in
      if field.isEmpty { return .failure(.empty) }
      guard let value = field.number() else { return .failure(field.numberFault()) }
      return range.contains(value)
        ? .success(value)
        : .failure(.outOfRange(lowest: range.lowerBound, highest: range.upperBound))
    }
  }

  /// Money, 0 or more, in fen.
  func money(_ column: String) throws(RowProblem) -> Int64 {
    try money(at: try position(column))
  }

  /// Money, 0 or more, in fen, of a position.
  func money(at position: Int) throws(RowProblem) -> Int64 {
    try with(at: position) { field in
      if field.isEmpty { return .failure(.empty) }
      return field.money().mapError { fault in
        switch fault {
        case .grammar: field.numberFault()
        case .decimals: .tooManyDecimals
        case .range: .outOfRange(lowest: 0, highest: Double(Int64.max / 100))
        case .negative: .negative
        }
      }
    }
  }

  /// A flag as on a tape: true, false, 1 or 0; here it must be there.
  func flag(_ column: String) throws(RowProblem) -> Bool {
    try with(column) { field in
      if field.isEmpty { return .failure(.empty) }
      switch field.text {
      case "true", "1": return .success(true)
      case "false", "0": return .success(false)
      default: return .failure(.unknownCode(allowed: ["true", "false", "1", "0"]))
      }
    }
  }
}

/// What is wrong with a row of such a file.
struct RowProblem: Error {
  var column: String
  var value: String
  var reason: RejectReason
}
