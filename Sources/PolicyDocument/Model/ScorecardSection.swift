internal import Scoring

extension Scorecard {
  /// Reads a card; only one that is no segment may have segments.
  init(_ section: SectionReader, isSegment: Bool) {
    let positive = NumberRange(0, 1e6, includesLower: false)
    let coefficient = NumberRange(-1e6, 1e6)
    self.init(
      name: section.text("name"), version: section.text("version"),
      baseScore: section.number("base_score", coefficient), baseOdds: section.number("base_odds", positive),
      pointsToDoubleOdds: section.number("pdo", positive),
      intercept: section.number("intercept", coefficient),
      calibration: Calibration(section.section("calibration")),
      characteristics: section.items("characteristics").map { Characteristic($0) },
      segments: [])
    if !isSegment { segments = Self.segments(section) }
    section.finish()
  }

  private static func segments(_ section: SectionReader) -> [Segment] {
    guard section.hasEntry("segments") else { return [] }
    var segments: [Segment] = []
    for item in section.items("segments", count: 0...Characteristic.maximumBins) {
      let when = item.section("when")
      let segment = Segment(
        column: when.text("column"), values: when.texts("values"),
        model: Scorecard(item.section("model"), isSegment: true))
      if let first = segments.first, segment.column != first.column, let node = when.optionalNode("column") {
        section.context.report(
          .outOfRange(allowed: .oneOf([first.column])), at: node, path: when.child("column"))
      }
      when.reportValuesAlreadyTaken(segment.values, by: segments.flatMap(\.values))
      when.finish()
      item.finish()
      segments.append(segment)
    }
    return segments
  }
}

extension Scorecard.Calibration {
  fileprivate init(_ section: SectionReader) {
    self.init(
      a: section.number("a", NumberRange(-1000, 1000)),
      b: section.number("b", NumberRange(0, 1000, includesLower: false)))
    section.finish()
  }
}

extension Scorecard.Characteristic {
  fileprivate init(_ section: SectionReader) {
    let value = NumberRange(-1e6, 1e6)
    let kind: Kind = section.choice("kind", standIn: .numeric)
    self.init(
      column: section.text("column"), kind: kind, bins: [], valuesArePoints: false,
      missing: section.number("missing", value), unseen: 0, weight: 1)
    if kind == .linear {
      if section.hasEntry("unseen") { unseen = section.number("unseen", value) }
      weight = section.number("weight", value)
      if section.hasEntry("bins"), let node = section.optionalNode("bins") {
        section.context.report(.excludedBy("kind linear"), at: node, path: section.child("bins"))
      }
    } else {
      unseen = section.number("unseen", value)
      readBins(section)
      if valuesArePoints {
        if let node = section.optionalNode("weight"), section.number("weight", value) != 1 {
          section.context.report(.excludedBy("points"), at: node, path: section.child("weight"))
        }
      } else if section.hasEntry("weight") {
        weight = section.number("weight", value)
      }
    }
    section.finish()
  }

  private mutating func readBins(_ section: SectionReader) {
    let value = NumberRange(-1e6, 1e6)
    let items = section.items("bins", count: 1...Self.maximumBins)
    valuesArePoints = items.first?.hasEntry("points") ?? false
    let (name, other) = valuesArePoints ? ("points", "woe") : ("woe", "points")
    for (index, item) in items.enumerated() {
      var bin = Scorecard.Bin(upper: nil, values: [], value: item.number(name, value))
      if kind == .categorical {
        bin.values = item.texts("values")
        item.reportValuesAlreadyTaken(bin.values, by: bins.flatMap(\.values))
      } else {
        bin.upper = Self.upper(item, isLast: index == items.count - 1)
        item.reportDescent(of: "upper", from: bins.last?.upper, to: bin.upper ?? .infinity)
      }
      if let node = item.optionalNode(other) {
        item.context.report(.excludedBy(name), at: node, path: item.child(other))
      }
      item.finish()
      bins.append(bin)
    }
  }

  /// The upper bound; only the last bin may go without.
  private static func upper(_ item: SectionReader, isLast: Bool) -> Double? {
    let range = NumberRange(-1e18, 1e18)
    if !isLast { return item.number("upper", range) }
    return item.hasEntry("upper") ? item.optionalNumber("upper", range) : nil
  }
}

extension SectionReader {
  /// Whether a name stands in the mapping; asking does not use it.
  func hasEntry(_ name: String) -> Bool { entries.contains { $0.key == name } }

  /// Reports entries of `values` that an earlier list has.
  func reportValuesAlreadyTaken(_ values: [String], by earlier: [String]) {
    guard let node = optionalNode("values"), case .sequence(let items) = node.content,
      items.count == values.count
    else { return }
    for (index, value) in values.enumerated() where earlier.contains(value) {
      context.report(.repeated, at: items[index], path: child("values.\(index)"))
    }
  }
}
