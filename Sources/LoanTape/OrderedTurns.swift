internal import Foundation

/// Lets workers finish blocks in the tape's order, whatever order they worked in.
final class OrderedTurns: @unchecked Sendable {
  // The condition guards both fields.
  private let condition = NSCondition()
  private var next = 0
  private var isStopped = false

  /// Waits until it is a block's turn; false when the run has been stopped.
  func wait(for index: Int) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while next != index, !isStopped { condition.wait() }
    return !isStopped
  }

  /// Begins with another block than the first; before any worker waits.
  func start(at index: Int) {
    condition.lock()
    next = index
    condition.unlock()
  }

  /// Gives the turn to the next block.
  func advance() {
    condition.lock()
    next += 1
    condition.broadcast()
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
