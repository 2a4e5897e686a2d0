internal import LoanFiles

/// The entries with the smallest keys of all that were offered: what is kept depends on no order.
struct SmallestKeys<Payload: Sendable>: Sendable {
  struct Entry: Sendable {
    let key: Digest128
    let payload: Payload
  }
  let limit: Int
  /// A heap with the largest key on top.
  private var heap: [Entry] = []

  init(limit: Int) {
    self.limit = limit
  }

  /// Whether an entry with this key would be kept.
  @inline(__always) func accepts(_ key: Digest128) -> Bool {
    heap.count < limit || (limit > 0 && key < heap[0].key)
  }

  /// Offers an entry.
  mutating func insert(_ key: Digest128, _ payload: @autoclosure () -> Payload) {
    guard accepts(key) else { return }
    let entry = Entry(key: key, payload: payload())
    if heap.count < limit {
      heap.append(entry)
      siftUp(heap.count - 1)
    } else {
      heap[0] = entry
      siftDown()
    }
  }

  /// Offers all entries of another.
  mutating func merge(_ other: SmallestKeys) {
    for entry in other.heap { insert(entry.key, entry.payload) }
  }

  /// The entries, smallest key first.
  var ascending: [Entry] { heap.sorted { $0.key < $1.key } }

  private mutating func siftUp(_ start: Int) {
    var index = start
    while index > 0, heap[(index - 1) / 2].key < heap[index].key {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  private mutating func siftDown() {
    var index = 0
    while true {
      var largest = index
      for child in [2 * index + 1, 2 * index + 2] where child < heap.count {
        if heap[largest].key < heap[child].key { largest = child }
      }
      guard largest != index else { return }
      heap.swapAt(index, largest)
      index = largest
    }
  }
}
