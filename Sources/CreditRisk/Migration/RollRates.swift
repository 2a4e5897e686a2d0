/// Where the loans of a bucket of overdue days rolled within a period (滚动率).
public struct RollRates: Hashable, Sendable {
  /// Loans of the bucket at the start.
  public let start: TransitionTally.Cell
  /// To a later bucket.
  public let forward: TransitionTally.Cell
  /// In the same bucket.
  public let stayed: TransitionTally.Cell
  /// To an earlier bucket, but not the first.
  public let back: TransitionTally.Cell
  /// To the first bucket; of the first bucket itself nothing.
  public let cured: TransitionTally.Cell
  /// Not on the later tape.
  public let vanished: TransitionTally.Cell

  /// The rolls of a bucket.
  ///
  /// - Parameters:
  ///   - tally: Over buckets, the first being current loans.
  ///   - bucket: From 0.
  public init(_ tally: TransitionTally, bucket: Int) {
    func sum(_ states: some Sequence<Int>) -> TransitionTally.Cell {
      states.reduce(into: TransitionTally.Cell()) { $0.merge(tally.cell(bucket, $1)) }
    }
    start = tally.start(bucket)
    forward = sum((bucket + 1)..<max(bucket + 1, tally.states))
    stayed = sum(bucket...bucket)
    back = sum(bucket > 1 ? 1..<bucket : 0..<0)
    cured = sum(bucket > 0 ? 0..<1 : 0..<0)
    vanished = tally.vanished(from: bucket)
  }
}

/// Bounds of the buckets of overdue days.
public struct OverdueBuckets: Hashable, Sendable {
  /// Last day of each bucket, ascending; one more bucket holds what lies beyond.
  public let lastDays: [Int]

  /// Buckets of a policy.
  public init(lastDays: [Int]) {
    self.lastDays = lastDays
  }

  /// Buckets.
  public var count: Int { lastDays.count + 1 }

  /// The bucket of so many days.
  @inlinable public func bucket(of days: Int32) -> Int {
    var bucket = 0
    while bucket < lastDays.count, Int(days) > lastDays[bucket] { bucket += 1 }
    return bucket
  }

  /// Names by their days: `0`, `1-30`, …, `361+`.
  public var names: [String] {
    (0..<count).map { index in
      let first = index == 0 ? 0 : lastDays[index - 1] + 1
      guard index < lastDays.count else { return "\(first)+" }
      return first == lastDays[index] ? "\(first)" : "\(first)-\(lastDays[index])"
    }
  }

  /// First bucket that lies wholly beyond so many days.
  public func firstBucket(beyond days: Int) -> Int {
    (0..<count).first { $0 > 0 && lastDays[$0 - 1] >= days } ?? count
  }
}
