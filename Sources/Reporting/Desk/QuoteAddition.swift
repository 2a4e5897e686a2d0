/// What a desk asked for beside a quote: a key of its JSON and a part of its table.
public struct QuoteAddition: Sendable {
  /// Key in the quote's JSON.
  public let key: String
  /// Its value.
  public let json: JSONValue
  /// The lines under the quote.
  let lines: @Sendable (ReportLanguage, TextStyle) -> [String]
}

/// A bar of a chart in a table: to the right of its middle above zero, to the left below.
enum ChartBar {
  /// Cells of half a chart.
  static let half = 11

  /// A bar from the middle.
  ///
  /// - Parameters:
  ///   - value: What is shown.
  ///   - largest: The value that fills half the chart; 0 where nothing differs.
  static func diverging(_ value: Double, largest: Double) -> String {
    let cells = largest > 0 ? Int((value.magnitude / largest * Double(half)).rounded()) : 0
    let bar = String(repeating: "█", count: cells)
    let space = String(repeating: " ", count: half - cells)
    return value < 0 ? space + bar + "│" : String(repeating: " ", count: half) + "│" + bar
  }

  /// A bar from the left.
  static func rising(_ value: Double, largest: Double) -> String {
    let cells = largest > 0 && value > 0 ? Int((value / largest * Double(2 * half)).rounded()) : 0
    return String(repeating: "█", count: cells)
  }
}
