internal import Foundation

/// Hands on what workers finish in the tape's order, whatever order they finish in.
///
/// A worker ahead of its turn leaves what it made and goes on with the next block: where one processor is slower than
/// another, or is taken away for a while, the other one does not wait for it. What is ready goes on by the hand of
/// the worker that finished the block whose turn it was. There are only so many parcels, and a worker takes one **before** it
/// takes a block, so that the block whose turn it is always has one.
final class OrderedHandover<Parcel: AnyObject>: @unchecked Sendable {
  // The condition guards all that follows but the parcels inside, which belong to whoever holds them.
  private let condition = NSCondition()
  private let make: @Sendable () -> Parcel
  /// The last one put back is the first one taken: its memory is still near.
  private var free: [Parcel] = []
  /// How many may still be made.
  private var unmade: Int
  /// What waits for its turn, by its number; the first block's is 0.
  private var waiting: [Int: Parcel] = [:]
  private var next = 0
  private var isDelivering = false
  private var isStopped = false

  /// - Parameters:
  ///   - threads: How many workers there are.
  ///   - make: Makes a parcel.
  init(threads: Int, make: @escaping @Sendable () -> Parcel) {
    unmade = 2 * threads + 2
    self.make = make
  }

  /// A parcel to fill, as soon as there is one; nil when the run was stopped.
  func take() -> Parcel? {
    condition.lock()
    defer { condition.unlock() }
    while !isStopped {
      if let parcel = free.popLast() { return parcel }
      if unmade > 0 {
        unmade -= 1
        return make()
      }
      condition.wait()
    }
    return nil
  }

  /// Takes a block's parcel in, and hands on all that are ready if the block's turn has come.
  ///
  /// - Parameter deliver: Called in the blocks' order, by one thread at a time.
  /// - Throws: What `deliver` throws; the run is stopped then.
  func give(_ parcel: Parcel, at index: Int, deliver: (Parcel) throws -> Void) throws {
    condition.lock()
    waiting[index] = parcel
    guard !isDelivering else {
      condition.unlock()
      return
    }
    isDelivering = true
    while !isStopped, let ready = waiting.removeValue(forKey: next) {
      condition.unlock()
      do {
        try deliver(ready)
      } catch {
        stop()
        throw error
      }
      condition.lock()
      next += 1
      free.append(ready)
      condition.signal()
    }
    isDelivering = false
    condition.unlock()
  }

  /// Wakes all who wait: nothing follows.
  func stop() {
    condition.lock()
    isStopped = true
    condition.broadcast()
    condition.unlock()
  }
}
