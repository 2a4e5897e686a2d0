internal import LoanFiles

/// The names with the largest amounts, found part by part: of equal amounts those with the smaller hash, so that
/// neither the order of rows nor that of parts decides.
struct LargestNames: Sendable {
  /// A name with its amounts, and a row of it.
  struct Entry: Sendable {
    /// What it is ranked by, fen.
    var amount: Int64
    var balance: Int64
    var exposure: Int64
    var digest: Digest128
    var line: UInt64

    func isBefore(_ other: Entry) -> Bool {
      amount == other.amount ? digest < other.digest : amount > other.amount
    }
  }

  let limit: Int
  /// The largest first.
  private(set) var entries: [Entry] = []

  init(limit: Int) {
    self.limit = limit
  }

  /// Takes a name in if it is one of the largest so far.
  @inline(__always) mutating func add(_ entry: Entry) {
    if entries.count == limit, entry.amount < (entries.last?.amount ?? 0) { return }
    insert(entry)
  }

  private mutating func insert(_ entry: Entry) {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].isBefore(entry) { low = middle + 1 } else { high = middle }
    }
    guard low < limit else { return }
    entries.insert(entry, at: low)
    if entries.count > limit { entries.removeLast() }
  }

  mutating func merge(_ other: LargestNames) {
    for entry in other.entries { insert(entry) }
  }
}
