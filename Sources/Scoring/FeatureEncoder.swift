/// Turns one field of a tape into the bin of one characteristic.
///
/// Bins are numbered in the card's order; after them come *missing* and *unseen*.
public struct FeatureEncoder: Hashable, Sendable {
  /// The column it reads.
  public let column: String
  /// How the field is read.
  public let kind: Scorecard.Characteristic.Kind
  /// Exclusive upper bounds of numeric bins, ascending; the last is infinite where the card has no bound.
  public let uppers: [Double]
  /// Bytes of categorical values, with the bin of each.
  public let values: [(bytes: [UInt8], bin: UInt8)]
  /// Bin of an empty field.
  public let missingBin: UInt8
  /// Bin of a value that no bin holds.
  public let unseenBin: UInt8
  /// What a linear characteristic takes for an empty field.
  public let missingValue: Double

  init(_ characteristic: Scorecard.Characteristic) {
    column = characteristic.column
    kind = characteristic.kind
    uppers = characteristic.bins.map { $0.upper ?? .infinity }
    var values: [(bytes: [UInt8], bin: UInt8)] = []
    for (bin, entry) in characteristic.bins.enumerated() {
      for value in entry.values { values.append((Array(value.utf8), UInt8(truncatingIfNeeded: bin))) }
    }
    self.values = values
    missingBin = UInt8(truncatingIfNeeded: characteristic.bins.count)
    unseenBin = UInt8(truncatingIfNeeded: characteristic.bins.count + 1)
    missingValue = characteristic.missing
  }

  /// An encoder that tells segments apart: bin `s` for a value of segment `s`, unseen for none.
  init(segmentColumn column: String, segments: [[String]]) {
    self.column = column
    kind = .categorical
    uppers = []
    var values: [(bytes: [UInt8], bin: UInt8)] = []
    for (bin, names) in segments.enumerated() {
      for name in names { values.append((Array(name.utf8), UInt8(truncatingIfNeeded: bin))) }
    }
    self.values = values
    missingBin = UInt8(truncatingIfNeeded: segments.count)
    unseenBin = UInt8(truncatingIfNeeded: segments.count + 1)
    missingValue = 0
  }

  /// The bin of a number; NaN is missing.
  @inlinable public func bin(of number: Double) -> UInt8 {
    if number.isNaN { return missingBin }
    for index in 0..<uppers.count where number < uppers[index] { return UInt8(truncatingIfNeeded: index) }
    return unseenBin
  }

  /// The bin of a text; empty is missing.
  @inlinable public func bin(of text: some Collection<UInt8>) -> UInt8 {
    let count = text.count
    if count == 0 { return missingBin }
    for value in values where value.bytes.count == count && value.bytes.elementsEqual(text) {
      return value.bin
    }
    return unseenBin
  }

  /// Whether two encoders read the same field in the same way.
  public static func == (left: FeatureEncoder, right: FeatureEncoder) -> Bool {
    left.column == right.column && left.kind == right.kind && left.uppers == right.uppers
      && left.missingBin == right.missingBin && left.missingValue == right.missingValue
      && left.values.map(\.bytes) == right.values.map(\.bytes)
      && left.values.map(\.bin) == right.values.map(\.bin)
  }

  /// Hashes what equality looks at.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(column)
    hasher.combine(uppers)
    hasher.combine(missingBin)
  }
}
