/// A record that is found again by the digest of an identifier.
///
/// In a ``KeyedSpill`` it is appended under ``Digest128/high``, so that equal digests of two spills lie in
/// partitions of the same number.
public protocol KeyedRecord: BitwiseCopyable, Sendable {
  /// Digest of the identifier.
  var digest: Digest128 { get }
}

/// Brings together the records of two sides that have the same digest: a full outer join, in constant memory.
///
/// A side is one spill or several, as when each worker wrote one of its own. Partitions are joined one
/// by one, in any order and by any thread; the memory is that of one partition of both sides. What a visitor sees
/// comes in no particular order, so it must add up to the same in any.
public struct KeyedJoin<Left: KeyedRecord, Right: KeyedRecord>: Sendable {
  /// Partitions of every spill of both sides.
  public let partitionCount: Int
  @usableFromInline let left: [KeyedSpill<Left>]
  @usableFromInline let right: [KeyedSpill<Right>]

  /// A join of spills to which nothing is appended any more.
  ///
  /// - Parameters:
  ///   - left: The spills of one side, all with as many partitions.
  ///   - right: Those of the other, with as many partitions again.
  public init(_ left: [KeyedSpill<Left>], _ right: [KeyedSpill<Right>]) {
    partitionCount = left.first?.partitionCount ?? right.first?.partitionCount ?? 0
    self.left = left
    self.right = right
    for spill in left { precondition(spill.partitionCount == partitionCount) }
    for spill in right { precondition(spill.partitionCount == partitionCount) }
  }

  /// What one thread keeps between partitions.
  public struct Workspace: Sendable {
    @usableFromInline var left: [Left] = []
    @usableFromInline var right: [Right] = []
    /// Open addressing, at most half full: positions in `left`, then in `right`; −1 is free.
    @usableFromInline var slots: [Int32] = []
    @usableFromInline var isMatched: [Bool] = []

    /// Nothing yet.
    public init() {}
  }

  /// What a visitor is told.
  public enum Visit: Sendable {
    /// A digest of both sides.
    case both(Left, Right)
    /// A digest of the left side alone.
    case leftOnly(Left)
    /// A digest of the right side alone.
    case rightOnly(Right)
    /// A further record of the left side with a digest it had before; the first of them is joined.
    case leftAgain(Left, first: Left)
    /// The same of the right side.
    case rightAgain(Right, first: Right)
  }

  /// Joins one partition.
  ///
  /// - Throws: ``FileFault/cannotRead(path:errno:)``
  @inlinable
  public func join(
    _ partition: Int, workspace: inout Workspace, _ visit: (Visit) -> Void
  ) throws(FileFault) {
    workspace.left.removeAll(keepingCapacity: true)
    workspace.right.removeAll(keepingCapacity: true)
    for spill in left { try spill.appendPartition(partition, to: &workspace.left) }
    for spill in right { try spill.appendPartition(partition, to: &workspace.right) }
    Self.match(
      workspace.left, workspace.right, &workspace.slots, &workspace.isMatched, visit)
  }

  /// The arrays come one by one, so that exclusive access is checked once and not for each record.
  @inlinable
  static func match(
    _ left: [Left], _ right: [Right], _ slots: inout [Int32], _ isMatched: inout [Bool],
    _ visit: (Visit) -> Void
  ) {
    var size = 16
    while size < 2 * (left.count + right.count) { size *= 2 }
    let mask = size - 1
    slots.removeAll(keepingCapacity: true)
    slots.append(contentsOf: repeatElement(-1, count: size))
    isMatched.removeAll(keepingCapacity: true)
    isMatched.append(contentsOf: repeatElement(false, count: left.count))
    /// Which right record a left one was joined with; only those that meet again are kept.
    var partners: [Int: Int] = [:]
    for index in left.indices {
      let digest = left[index].digest
      // Partitions share the high bits of `high`, so the places come from the other half.
      var place = Int(truncatingIfNeeded: digest.low) & mask
      while true {
        let held = Int(slots[place])
        if held < 0 {
          slots[place] = Int32(truncatingIfNeeded: index)
          break
        }
        if left[held].digest == digest {
          visit(.leftAgain(left[index], first: left[held]))
          isMatched[index] = true
          break
        }
        place = (place + 1) & mask
      }
    }
    for index in right.indices {
      let record = right[index]
      let digest = record.digest
      var place = Int(truncatingIfNeeded: digest.low) & mask
      while true {
        let held = Int(slots[place])
        if held < 0 {
          slots[place] = Int32(truncatingIfNeeded: left.count + index)
          visit(.rightOnly(record))
          break
        }
        if held < left.count {
          if left[held].digest == digest {
            if isMatched[held] {
              // Met again: a search finds the first, since duplicates end a run and are few.
              let first = partners[held] ?? (right.firstIndex { $0.digest == digest } ?? index)
              partners[held] = first
              visit(.rightAgain(record, first: right[first]))
            } else {
              isMatched[held] = true
              visit(.both(left[held], record))
            }
            break
          }
        } else if right[held - left.count].digest == digest {
          visit(.rightAgain(record, first: right[held - left.count]))
          break
        }
        place = (place + 1) & mask
      }
    }
    for index in left.indices where !isMatched[index] { visit(.leftOnly(left[index])) }
  }
}
