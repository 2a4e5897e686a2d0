internal import CKernels
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

  /// Finds the bins of some fields in the encoders of their column, or keeps their values.
  ///
  /// - Parameters:
  ///   - range: The encoders.
  ///   - column: The fields, with their numbers where an encoder reads them: NaN for an empty one.
  ///   - rows: Where they go.
  func encode(_ range: Range<Int>, _ column: FieldColumn, _ rows: Range<Int>, _ columns: BatchColumns) {
    // SAFETY: ranges lie within the table; the rows lie below the capacity and positions below the widths.
    for index in range {
      let entry = unsafe table.entries[index]
      let bins = unsafe columns.bins + (rows.lowerBound &* columns.binnedWidth &+ entry.position)
      if entry.isText {
        unsafe encodeTexts(index, entry, column, count: rows.count, bins, stride: columns.binnedWidth)
      } else if entry.isLinear {
        let values = unsafe columns.linear + (rows.lowerBound &* columns.linearWidth &+ entry.position)
        for row in 0..<rows.count {
          let number = unsafe column.numbers[row]
          unsafe values[row &* columns.linearWidth] = number.isNaN ? entry.missingValue : number
        }
      } else {
        unsafe lpr_bin_numbers(
          column.numbers, rows.count, table.bounds + entry.first, entry.end - entry.first, entry.missingBin,
          entry.unseenBin, bins, columns.binnedWidth)
      }
    }
  }

  private func encodeTexts(
    _ index: Int, _ entry: Entry, _ column: FieldColumn, count: Int, _ bins: UnsafeMutablePointer<UInt8>,
    stride: Int
  ) {
    let texts = tables[entry.first]
    let missing = entry.missingBin
    let unseen = entry.unseenBin
    for row in 0..<count {
      // SAFETY: as above.
      let field = unsafe column.fields[row]
      var bin = missing
      if field.count > PackedText.limit {
        bin = longBin(index, field)
      } else if !field.isEmpty {
        let number = texts.number(of: PackedText(field))
        bin = number == TextTable.none ? unseen : number
      }
      unsafe bins[row &* stride] = bin
    }
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
