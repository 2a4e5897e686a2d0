internal import LoanFiles

/// Something ranked by a hash.
struct KeyedEntry<Payload: Sendable>: Comparable, Sendable {
  let key: Digest128
  let payload: Payload

  static func == (left: KeyedEntry, right: KeyedEntry) -> Bool { left.key == right.key }

  static func < (left: KeyedEntry, right: KeyedEntry) -> Bool { left.key < right.key }
}

/// What has the smallest hashes of all that was offered: a sample that no order, thread or shard decides.
typealias SmallestKeys<Payload: Sendable> = FirstEntries<KeyedEntry<Payload>>

extension FirstEntries {
  /// Whether an entry with this key would be kept.
  @inline(__always)
  func accepts<Payload>(_ key: Digest128) -> Bool where Entry == KeyedEntry<Payload> {
    hasRoom || (last.map { key < $0.key } ?? false)
  }

  /// Offers an entry, whose payload is made where it is kept.
  mutating func insert<Payload>(
    _ key: Digest128, _ payload: @autoclosure () -> Payload
  ) where Entry == KeyedEntry<Payload> {
    if accepts(key) { insert(KeyedEntry(key: key, payload: payload())) }
  }
}
