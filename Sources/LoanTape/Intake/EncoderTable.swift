internal import Scoring

/// The encoders of the models, laid flat for the row loop: what it reads lies behind constant pointers.
@safe final class EncoderTable {
  /// One encoder of a column.
  struct Entry {
    /// Position among the batch's bins or linear values.
    var position: Int
    /// Whether the field is compared as a text.
    var isText: Bool
    /// Whether the value itself is kept.
    var isLinear: Bool
    var missingBin: UInt8
    var unseenBin: UInt8
    var missingValue: Double
    /// First of its bounds, or its table of texts.
    var first: Int
    /// Behind the last of its bounds.
    var end: Int
  }

  private let entries: [Entry]
  /// Tables of texts, one an encoder of texts.
  private let tables: [TextTable]
  private let table: (entries: UnsafeMutablePointer<Entry>, bounds: UnsafeMutablePointer<Double>)
  /// Values too long to be packed: text, bin, index of their entry.
  private let long: [(text: [UInt8], bin: UInt8, entry: Int)]

  /// Lays a finished list of encoders down.
  init(_ builder: EncoderTableBuilder) {
    func laid<Value>(_ values: [Value]) -> UnsafeMutablePointer<Value> {
      let start = UnsafeMutablePointer<Value>.allocate(capacity: max(1, values.count))
      for (index, value) in values.enumerated() { unsafe (start + index).initialize(to: value) }
      return unsafe start
    }
    entries = builder.entries
    tables = builder.tables
    long = builder.long
    unsafe table = unsafe (laid(builder.entries), laid(builder.bounds))
  }

  deinit {
    // SAFETY: allocated once in `init`; all elements are trivial.
    unsafe table.entries.deallocate()
    unsafe table.bounds.deallocate()
  }

  /// Finds the bins of a field in the encoders of its column, or keeps its value.
  ///
  /// - Parameter known: The field's number where it has been read, else NaN.
  /// - Returns: False where a number is needed and the field is none.
  @inline(__always)
  func encode(_ range: Range<Int>, _ field: FieldBytes, _ known: Double, _ row: Int, _ columns: BatchColumns)
    -> Bool
  {
    var numeric = known
    var isRead = !known.isNaN || field.isEmpty
    var packed = PackedText(low: 0, high: 0)
    let isShort = field.count <= PackedText.limit
    // SAFETY: ranges lie within the table; the row lies below the capacity and positions below the widths.
    for index in range {
      let entry = unsafe table.entries + index
      if unsafe entry.pointee.isText {
        var bin = unsafe entry.pointee.missingBin
        if !field.isEmpty {
          if isShort { packed = PackedText(field) }
          if isShort {
            let number = tables[unsafe entry.pointee.first].number(of: packed)
            bin = number == TextTable.none ? unsafe entry.pointee.unseenBin : number
          } else {
            bin = longBin(index, field)
          }
        }
        unsafe columns.bins[row &* columns.binnedWidth &+ entry.pointee.position] = bin
        continue
      }
      if !isRead {
        guard let value = field.number() else { return false }
        numeric = value
        isRead = true
      }
      if unsafe entry.pointee.isLinear {
        unsafe columns.linear[row &* columns.linearWidth &+ entry.pointee.position] =
          numeric.isNaN ? entry.pointee.missingValue : numeric
      } else {
        unsafe columns.bins[row &* columns.binnedWidth &+ entry.pointee.position] =
          self.bin(entry, numeric, table.bounds)
      }
    }
    return true
  }

  @inline(__always) private func bin(
    _ entry: UnsafeMutablePointer<Entry>, _ number: Double, _ bounds: UnsafeMutablePointer<Double>
  ) -> UInt8 {
    if number.isNaN { return unsafe entry.pointee.missingBin }
    // Bounds ascend: the bin is the number of those at or below the value, found without a branch a bound.
    // SAFETY: the entry's range lies within the table.
    var bin = 0
    var index = unsafe entry.pointee.first
    let end = unsafe entry.pointee.end
    while index < end {
      bin &+= unsafe number >= bounds[index] ? 1 : 0
      index &+= 1
    }
    let count = unsafe end &- entry.pointee.first
    return bin < count ? UInt8(truncatingIfNeeded: bin) : unsafe entry.pointee.unseenBin
  }

  private func longBin(_ entry: Int, _ field: FieldBytes) -> UInt8 {
    long.first { $0.entry == entry && field.equals($0.text) }?.bin ?? entries[entry].unseenBin
  }
}

/// Gathers the encoders of all columns.
struct EncoderTableBuilder {
  private(set) var entries: [EncoderTable.Entry] = []
  private(set) var bounds: [Double] = []
  private(set) var tables: [TextTable] = []
  private(set) var long: [(text: [UInt8], bin: UInt8, entry: Int)] = []

  /// Adds the encoders of a column; the range they got.
  mutating func add(_ plan: ColumnPlan, _ models: ModelSet) -> Range<Int> {
    let start = entries.count
    for position in plan.binned { add(models.binned[position], position, isLinear: false) }
    for position in plan.linear { add(models.linear[position], position, isLinear: true) }
    return start..<entries.count
  }

  private mutating func add(_ encoder: FeatureEncoder, _ position: Int, isLinear: Bool) {
    let isText = encoder.kind == .categorical
    var range = bounds.count..<bounds.count
    if isText {
      range = tables.count..<tables.count + 1
      tables.append(
        TextTable(encoder.values.filter { $0.bytes.count <= PackedText.limit }.map { ($0.bytes, $0.bin) }))
      for value in encoder.values where value.bytes.count > PackedText.limit {
        long.append((value.bytes, value.bin, entries.count))
      }
    } else if !isLinear {
      bounds += encoder.uppers
      range = range.lowerBound..<bounds.count
    }
    entries.append(
      EncoderTable.Entry(
        position: position, isText: isText, isLinear: isLinear, missingBin: encoder.missingBin,
        unseenBin: encoder.unseenBin, missingValue: encoder.missingValue, first: range.lowerBound,
        end: range.upperBound))
  }
}
