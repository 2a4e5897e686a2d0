internal import LoanTape

/// Bars of a waterfall in plain characters: `=` for a total, `+` and `-` for steps, over the range of the levels.
struct WaterfallChart {
  private static let columns = 26
  private let lowest: Int128
  private let span: Int128

  /// A chart that all levels fit in, with a tenth of their range below the lowest.
  init(levels: [Int128]) {
    let (low, high) = (levels.min() ?? 0, levels.max() ?? 0)
    lowest = max(0, low - (high - low) / 10)
    span = high - lowest
  }

  /// Where the bars begin.
  var title: String {
    let text = "| \(TapeRun.yuan(lowest))"
    return text + String(repeating: " ", count: max(0, WaterfallChart.columns - text.count))
  }

  private func column(_ level: Int128) -> Int {
    guard span > 0 else { return 0 }
    let place = (Double(level - lowest) / Double(span) * Double(WaterfallChart.columns)).rounded()
    return min(WaterfallChart.columns, max(0, Int(place)))
  }

  /// A bar from the left to a level.
  func total(_ level: Int128) -> String { bar(0, column(level), "=") }

  /// A bar between two levels; a step that is not zero shows.
  func step(from before: Int128, to after: Int128) -> String {
    guard before != after else { return bar(0, 0, " ") }
    let low = min(column(min(before, after)), WaterfallChart.columns - 1)
    return bar(low, max(column(max(before, after)), low + 1), after > before ? "+" : "-")
  }

  private func bar(_ start: Int, _ end: Int, _ mark: String) -> String {
    String(repeating: " ", count: start) + String(repeating: mark, count: end - start)
      + String(repeating: " ", count: WaterfallChart.columns - end)
  }
}
