internal import Lending
internal import LoanFiles

/// A batch as bytes for the spool: the columns that the tape has, one after the other.
///
/// A column that no field of the tape fills holds its missing value in every row and is not stored.
struct BatchCodec: Sendable {
  private let money: [Int]
  private let numbers: [Int]
  private let days: [Int]
  private let codes: [Int]
  private let words: [Int]
  private let hasFlags: Bool
  private let binnedWidth: Int
  private let linearWidth: Int

  init(_ layout: TapeLayout, binnedWidth: Int, linearWidth: Int) {
    var money: Set<Int> = []
    var numbers: Set<Int> = []
    var days: Set<Int> = []
    var codes: Set<Int> = []
    var words: Set<Int> = []
    var hasFlags = layout.usesModels
    for plan in layout.plans {
      switch plan.field {
      case .money(let column): money.insert(column.rawValue)
      case .number(let column, _, _), .rating(let column): numbers.insert(column.rawValue)
      case .day(let column): days.insert(column.rawValue)
      case .code(let column, _): codes.insert(column.rawValue)
      case .sectors: codes.insert(CodeColumn.sectors.rawValue)
      case .word(let column): words.insert(column.rawValue)
      case .flag: hasFlags = true
      case .identifier, .borrower, .group, .daysPastDue, .text, nil: break
      }
    }
    self.money = money.sorted()
    self.numbers = numbers.sorted()
    self.days = days.sorted()
    self.codes = codes.sorted()
    self.words = words.sorted()
    self.hasFlags = hasFlags
    self.binnedWidth = layout.usesModels ? binnedWidth : 0
    self.linearWidth = layout.usesModels ? linearWidth : 0
  }

  /// Bytes of a batch.
  func encode(_ batch: LoanBatch, into bytes: inout [UInt8]) {
    bytes.removeAll(keepingCapacity: true)
    func put<Value: BitwiseCopyable>(_ values: [Value], from start: Int, count: Int) {
      // SAFETY: every caller names a range within the column; the bytes are copied within the call.
      unsafe values.withUnsafeBytes { raw in
        let stride = MemoryLayout<Value>.stride
        unsafe bytes.append(
          contentsOf: UnsafeRawBufferPointer(rebasing: raw[start * stride..<(start + count) * stride]))
      }
    }
    let count = batch.count
    let capacity = batch.capacity
    put([UInt64(count), UInt64(batch.identifierBytes.count)], from: 0, count: 2)
    put(batch.rowNumbers, from: 0, count: count)
    for column in money { put(batch.money, from: column * capacity, count: count) }
    for column in numbers { put(batch.numbers, from: column * capacity, count: count) }
    put(batch.linear, from: 0, count: count * linearWidth)
    put(batch.identifierEnds, from: 0, count: count)
    put(batch.daysPastDue, from: 0, count: count)
    for column in days { put(batch.days, from: column * capacity, count: count) }
    for column in words { put(batch.words, from: column * capacity, count: count) }
    if hasFlags { put(batch.flags, from: 0, count: count) }
    for column in codes { put(batch.codes, from: column * capacity, count: count) }
    put(batch.bins, from: 0, count: count * binnedWidth)
    put(batch.identifierBytes, from: 0, count: batch.identifierBytes.count)
  }

  /// Gives an array a length; what it keeps is overwritten by the caller.
  private static func resize<Value: BinaryInteger>(_ values: inout [Value], to count: Int) {
    if values.count > count {
      values.removeLast(values.count - count)
    } else if values.count < count {
      values.append(contentsOf: repeatElement(0, count: count - values.count))
    }
  }

  /// Fills a batch from bytes of ``encode(_:into:)``.
  func decode(_ buffer: ByteBuffer, into batch: inout LoanBatch) {
    // SAFETY: the bytes were written by `encode` with the same columns; each copy is bounds-checked by the slices.
    unsafe buffer.withUnsafeBytes { raw in
      var offset = 0
      func take<Value: BitwiseCopyable>(_ values: inout [Value], at start: Int, count: Int) {
        let stride = MemoryLayout<Value>.stride
        unsafe values.withUnsafeMutableBytes { target in
          unsafe UnsafeMutableRawBufferPointer(rebasing: target[start * stride..<(start + count) * stride])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: raw[offset..<offset + count * stride]))
        }
        offset += count * stride
      }
      var sizes: [UInt64] = [0, 0]
      take(&sizes, at: 0, count: 2)
      let count = Int(sizes[0])
      let capacity = batch.capacity
      batch.count = count
      take(&batch.rowNumbers, at: 0, count: count)
      for column in money { take(&batch.money, at: column * capacity, count: count) }
      for column in numbers { take(&batch.numbers, at: column * capacity, count: count) }
      take(&batch.linear, at: 0, count: count * linearWidth)
      BatchCodec.resize(&batch.identifierEnds, to: count)
      take(&batch.identifierEnds, at: 0, count: count)
      take(&batch.daysPastDue, at: 0, count: count)
      for column in days { take(&batch.days, at: column * capacity, count: count) }
      for column in words { take(&batch.words, at: column * capacity, count: count) }
      if hasFlags { take(&batch.flags, at: 0, count: count) }
      for column in codes { take(&batch.codes, at: column * capacity, count: count) }
      take(&batch.bins, at: 0, count: count * binnedWidth)
      BatchCodec.resize(&batch.identifierBytes, to: Int(sizes[1]))
      take(&batch.identifierBytes, at: 0, count: Int(sizes[1]))
    }
  }
}
