public import LoanPricing

/// Expected profit against the rate for one segment of an acceptance file.
public struct SegmentProfit: Sendable {
  /// Column of the file.
  public let segment: String
  /// The fitted curve.
  public let curve: AcceptanceCurve
  /// What comes of each rate.
  public let profit: ExpectedProfit

  /// Creates a segment.
  public init(segment: String, curve: AcceptanceCurve, profit: ExpectedProfit) {
    self.segment = segment
    self.curve = curve
    self.profit = profit
  }
}

extension QuoteAddition {
  /// Rows of a chart.
  private static let chartRows = 12

  /// The best rate of each segment, and expected profit against the rate as bars.
  public static func expectedProfit(_ segments: [SegmentProfit]) -> QuoteAddition {
    QuoteAddition(
      key: "expected_profit", json: .list(segments.map(json)),
      lines: { language, style in
        var lines = ["", style.strong(Wording.expectedProfit.text(language))]
        var best = TextTable(
          header: [Wording.segment, .bestRate, .acceptance, .profitAYear, .expectedProfit].map {
            $0.text(language)
          }, [.left, .right, .right, .right, .right])
        for segment in segments {
          let point = segment.profit.best
          best.add([segment.segment] + cells(point))
        }
        lines += best.lines(style)
        for segment in segments {
          lines += ["", segment.segment] + chart(segment.profit, language, style)
        }
        return lines
      })
  }

  private static func cells(_ point: ExpectedProfitPoint) -> [String] {
    [
      DecimalText.fixed(point.ratePercent, decimals: 2),
      DecimalText.fixed(100 * point.acceptance, decimals: 1) + " %",
      DecimalText.grouped(DecimalText.fixed(point.economicProfit, decimals: 2)),
      DecimalText.grouped(DecimalText.fixed(point.expectedProfit, decimals: 2)),
    ]
  }

  /// Rates around the best one, from the lowest on until little is left.
  private static func chart(
    _ profit: ExpectedProfit, _ language: ReportLanguage, _ style: TextStyle
  ) -> [String] {
    let points = profit.points
    guard let place = points.firstIndex(of: profit.best) else { return [] }
    let end = min(points.count - 1, max(2 * place, chartRows))
    let stride = max(1, end / chartRows)
    let largest = profit.best.expectedProfit
    var table = TextTable(
      header: [Wording.rateColumn, .acceptance, .profitAYear, .expectedProfit].map { $0.text(language) } + [
        ""
      ],
      [.right, .right, .right, .right, .left])
    var shown = Array(Swift.stride(from: 0, through: end, by: stride))
    if !shown.contains(place) { shown.append(place) }
    for index in shown.sorted() {
      table.add(
        cells(points[index]) + [ChartBar.rising(points[index].expectedProfit, largest: largest)],
        isStrong: index == place)
    }
    return table.lines(style)
  }

  private static func json(_ segment: SegmentProfit) -> JSONValue {
    let best = segment.profit.best
    return .object([
      .init("segment", .text(segment.segment)),
      .init("lowest_rate_percent", .number(100 * segment.curve.lowestRate)),
      .init("scale_percent", .number(100 * segment.curve.scale)),
      .init("shape", .number(segment.curve.shape)),
      .init("fit_error", .number(segment.curve.error)),
      .init("floor_percent", .number(segment.profit.lowestPercent)),
      .init("cap_percent", .number(segment.profit.highestPercent)),
      .init("best_rate_percent", .number(best.ratePercent)),
      .init("acceptance", .number(best.acceptance)),
      .init("economic_profit", .number(best.economicProfit)),
      .init("expected_profit", .number(best.expectedProfit)),
    ])
  }
}
