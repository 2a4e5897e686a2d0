internal import Scoring

/// The encoders of the models, laid flat for the row loop.
struct EncoderTable {
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
    /// Bounds or values of the encoder.
    var range: Range<Int>
  }

  private(set) var entries: [Entry] = []
  private var bounds: [Double] = []
  private var texts: [PackedText] = []
  private var bins: [UInt8] = []
  /// Values too long to be packed: text, bin, index of their entry.
  private var long: [(text: [UInt8], bin: UInt8, entry: Int)] = []

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
      let first = texts.count
      for value in encoder.values {
        if value.bytes.count <= PackedText.limit {
          texts.append(PackedText(value.bytes))
          bins.append(value.bin)
        } else {
          long.append((value.bytes, value.bin, entries.count))
        }
      }
      range = first..<texts.count
    } else if !isLinear {
      bounds += encoder.uppers
      range = range.lowerBound..<bounds.count
    }
    entries.append(
      Entry(
        position: position, isText: isText, isLinear: isLinear, missingBin: encoder.missingBin,
        unseenBin: encoder.unseenBin, missingValue: encoder.missingValue, range: range))
  }

  /// The bin of a text.
  @inline(__always) func bin(_ entry: Int, of field: FieldBytes) -> UInt8 {
    if field.isEmpty { return entries[entry].missingBin }
    guard field.count <= PackedText.limit else {
      return long.first { $0.entry == entry && field.equals($0.text) }?.bin ?? entries[entry].unseenBin
    }
    let packed = PackedText(field)
    for index in entries[entry].range where texts[index] == packed { return bins[index] }
    return entries[entry].unseenBin
  }

  /// The bin of a number; NaN is missing.
  @inline(__always) func bin(_ entry: Int, of number: Double) -> UInt8 {
    if number.isNaN { return entries[entry].missingBin }
    let range = entries[entry].range
    // Bounds ascend: the bin is the number of those at or below the value, found without a branch a bound.
    var bin = 0
    for index in range { bin &+= number >= bounds[index] ? 1 : 0 }
    return bin < range.count ? UInt8(truncatingIfNeeded: bin) : entries[entry].unseenBin
  }
}
