import Dispatch
import Foundation
import Synchronization
import Testing

@testable import LoanTape

/// Blocks that are finished in any order are handed on in theirs, by workers that do not wait for each other.
@Suite struct OrderedHandoverTests {
  private final class Parcel {
    var block = -1
  }

  private struct Refusal: Error {}

  /// Workers that need different times for their blocks.
  @Test(arguments: [1, 2, 3, 8]) func blocksGoOnInTheirOrder(threads: Int) {
    let made = Atomic(0)
    let handover = OrderedHandover(threads: threads) {
      made.add(1, ordering: .relaxed)
      return Parcel()
    }
    let next = Atomic(0)
    let delivered = Mutex<[Int]>([])
    DispatchQueue.concurrentPerform(iterations: threads) { worker in
      while let parcel = handover.take() {
        let block = next.add(1, ordering: .relaxed).oldValue
        guard block < 400 else { return }
        parcel.block = block
        if (block &* 7919) % 13 < worker { usleep(300) }
        try? handover.give(parcel, at: block) { parcel in delivered.withLock { $0.append(parcel.block) } }
      }
    }
    #expect(delivered.withLock { $0 } == Array(0..<400))
    #expect(made.load(ordering: .relaxed) <= 2 * threads + 2)
  }

  /// One worker sits on the first block while another finishes what comes after it, as far as there are parcels.
  @Test func aWorkerAheadGoesOn() throws {
    let handover = OrderedHandover(threads: 1) { Parcel() }
    var delivered: [Int] = []
    let first = try #require(handover.take())
    first.block = 0
    for block in [2, 1, 3] {
      let parcel = try #require(handover.take())
      parcel.block = block
      try handover.give(parcel, at: block) { delivered.append($0.block) }
      #expect(delivered.isEmpty)
    }
    try handover.give(first, at: 0) { delivered.append($0.block) }
    #expect(delivered == [0, 1, 2, 3])
    // Parcels come back: the last one first.
    #expect(handover.take()?.block == 3)
  }

  @Test func aRefusalStopsTheRun() throws {
    let handover = OrderedHandover(threads: 2) { Parcel() }
    let parcel = try #require(handover.take())
    #expect(throws: Refusal.self) { try handover.give(parcel, at: 0) { _ in throw Refusal() } }
    #expect(handover.take() == nil)
  }

  /// Whoever waits for a parcel is woken when the run stops.
  @Test func aWorkerThatWaitsIsWoken() throws {
    let handover = OrderedHandover(threads: 1) { Parcel() }
    for _ in 0..<4 { _ = try #require(handover.take()) }
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(20)) { handover.stop() }
    #expect(handover.take() == nil)
  }
}
