internal import HeapModule

/// The first of all entries that were offered, in their own order: what is kept depends on no order of the offers.
struct FirstEntries<Entry: Comparable & Sendable>: Sendable {
  private let limit: Int
  private var heap = Heap<Entry>()

  /// Keeps at most so many.
  init(limit: Int) {
    self.limit = limit
  }

  /// The last of those kept, once there is no room for another.
  private(set) var last: Entry?

  /// Whether an entry may still come in somewhere, whatever it is.
  var hasRoom: Bool { heap.count < limit }

  /// The entries in their order.
  var inOrder: [Entry] { heap.unordered.sorted() }

  /// Offers an entry.
  @inline(__always) mutating func insert(_ entry: Entry) {
    if !hasRoom {
      guard let last, entry < last else { return }
    }
    take(entry)
  }

  private mutating func take(_ entry: Entry) {
    if hasRoom { heap.insert(entry) } else { heap.replaceMax(with: entry) }
    if !hasRoom { last = heap.max }
  }

  /// Offers all entries of another.
  mutating func merge(_ other: FirstEntries) {
    for entry in other.heap.unordered { insert(entry) }
  }
}
