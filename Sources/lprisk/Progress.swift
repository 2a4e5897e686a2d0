internal import Foundation
internal import LoanTape
internal import Synchronization

/// Rows, speed and time left on standard error, once the work takes over a second.
final class Progress: Sendable {
  private struct State {
    var shown: Double
    var isShown = false
  }
  private let start: Double
  private let state: Mutex<State>

  /// A progress line, or nothing where standard error is no terminal.
  init?(isQuiet: Bool) {
    guard !isQuiet, isatty(2) == 1 else { return nil }
    let now = Progress.now
    start = now
    state = Mutex(State(shown: now + 0.5))
  }

  private static var now: Double {
    Double(DispatchTime.now().uptimeNanoseconds) / 1e9
  }

  /// Shows how far the run is, at most twice a second.
  func show(_ progress: TapeProgress) {
    let now = Progress.now
    guard now - start > 1 else { return }
    state.withLock { state in
      guard now - state.shown >= 0.5 else { return }
      state.shown = now
      state.isShown = true
      let speed = Int(Double(progress.rows) / max(0.001, now - start))
      var line = "\r\u{1B}[K\(progress.phase): \(progress.rows) rows, \(speed) rows/s"
      if let share = progress.share, share > 0 {
        line += ", \(Int(share * 100)) %, \(Int((now - start) * (1 - share) / share)) s left"
      }
      StandardError.write(line)
    }
  }

  /// Takes the line away.
  func finish() {
    if state.withLock({ $0.isShown }) { StandardError.write("\r\u{1B}[K") }
  }
}
