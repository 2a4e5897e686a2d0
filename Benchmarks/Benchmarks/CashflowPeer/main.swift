import Dispatch
import Foundation
import LoanEngine

// CashflowPeer rates FILE LOANS FLOWS ROUNDS OUT: a matrix of doubles, loan by loan; writes the periodic rates.
// CashflowPeer schedules FILE LOANS MONTHS ROUNDS OUT: principal, rate and day of drawdown of each loan; writes yields.
// Prints the seconds of each round, on two threads; reading and writing are not timed.

let words = CommandLine.arguments
guard words.count == 7, let loans = Int(words[3]), let width = Int(words[4]), let rounds = Int(words[5])
else {
  FileHandle.standardError.write(
    Data("usage: CashflowPeer rates|schedules FILE LOANS WIDTH ROUNDS OUT\n".utf8))
  exit(64)
}
let numbers = try Data(contentsOf: URL(filePath: words[2])).withUnsafeBytes {
  Array($0.bindMemory(to: Double.self))
}
let threads = 2
let parts = (0..<threads).map { (loans * $0 / threads)..<(loans * ($0 + 1) / threads) }

/// Each thread's own part of the result, put together afterwards.
final class Parts: @unchecked Sendable {
  private let lock = NSLock()
  private var found: [Int: [Double]] = [:]

  func put(_ values: [Double], at part: Int) {
    lock.lock()
    found[part] = values
    lock.unlock()
  }

  var all: [Double] { found.sorted { $0.key < $1.key }.flatMap(\.value) }
}

@MainActor func timed(_ body: @Sendable (Int) -> [Double]) throws {
  for round in 0..<rounds {
    let result = Parts()
    let clock = ContinuousClock()
    let time = clock.measure {
      DispatchQueue.concurrentPerform(iterations: threads) { result.put(body($0), at: $0) }
    }
    print(Double(time.components.seconds) + 1e-18 * Double(time.components.attoseconds))
    if round == rounds - 1 {
      try result.all.withUnsafeBytes { Data($0) }.write(to: URL(filePath: words[6]))
    }
  }
}

if words[1] == "rates" {
  let (flows, ranges) = (numbers, parts)
  let count = width
  try timed { InternalRateBatch.rates(flows, flows: count, loans: ranges[$0]) }
} else {
  let book = (0..<loans).map { loan in
    ScheduleBatch.Loan(
      principal: Money(rounding: numbers[3 * loan]), annualRate: numbers[3 * loan + 1], months: width,
      method: .annuity, start: CalendarDay(daysSinceEpoch: Int32(numbers[3 * loan + 2])))
  }
  let ranges = parts
  try timed { part in
    var batch = ScheduleBatch()
    var yields: [Double] = []
    var first = ranges[part].lowerBound
    while first < ranges[part].upperBound {
      let end = min(first + 1000, ranges[part].upperBound)
      guard (try? batch.fill(book[first..<end])) != nil else { return [] }
      yields += batch.yields
      first = end
    }
    return yields
  }
}
