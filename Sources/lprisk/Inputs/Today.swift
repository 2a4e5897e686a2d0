internal import Foundation
internal import LoanUnits

/// The one place that reads the clock.
enum Today {
  /// The day it is in Beijing (UTC+8, no summer time), where the prime rate and the policy's dates are made:
  /// the same command gives the same day wherever it runs.
  static var day: CalendarDay {
    let seconds = Date().timeIntervalSince1970 + 8 * 3600
    return CalendarDay(daysSinceEpoch: Int32((seconds / 86_400).rounded(.down)))
  }
}
