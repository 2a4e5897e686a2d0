extension SectionReader {
  /// Reports an entry that should lie above another of the section and does not.
  ///
  /// - Parameter isStrict: Whether equal values are a fault as well.
  func reportOrder(
    _ lower: String, _ low: Double, _ upper: String, _ high: Double, isStrict: Bool = false
  ) {
    guard isStrict ? low >= high : low > high else { return }
    guard let node = optionalNode(upper), node.isNumber, optionalNode(lower)?.isNumber == true else { return }
    context.report(.below(path: child(lower), value: canonicalText(of: low)), at: node, path: child(upper))
  }

  /// Reports an entry of a list that is not above the one before.
  func reportDescent(of name: String, from previous: Double?, to value: Double) {
    guard let previous, value <= previous, let node = optionalNode(name) else { return }
    guard node.isNumber || node.isNull else { return }
    context.report(.notAscending(previous: canonicalText(of: previous)), at: node, path: child(name))
  }

  /// Reports a name that the list already has.
  func reportRepeated(_ name: String, _ value: String, among earlier: [String]) {
    guard !value.isEmpty, earlier.contains(value), let node = optionalNode(name) else { return }
    context.report(.repeated, at: node, path: child(name))
  }
}

extension DocumentNode {
  /// Whether the place holds a finite number.
  var isNumber: Bool {
    guard case .scalar(let text, false) = content else { return false }
    return parsedNumber(text)?.isFinite ?? false
  }
}
