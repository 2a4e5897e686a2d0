internal import Lending
internal import LoanUnits

extension SectionReader {
  /// A number within a range; 0 stands in for a faulty one.
  func number(_ name: String, _ range: NumberRange) -> Double {
    guard let node = node(name) else { return 0 }
    return number(node, path: child(name), range, allowed: .number(range)) ?? 0
  }

  /// A number within a range, or nil for `null`.
  func optionalNumber(_ name: String, _ range: NumberRange) -> Double? {
    guard let node = node(name) else { return nil }
    let allowed = Allowed.orNull(.number(range))
    if node.isNull {
      context.record(child(name), "null", allowed, line: node.line)
      return nil
    }
    return number(node, path: child(name), range, allowed: allowed)
  }

  /// The number of a node; nil and a fault when it is none.
  func number(_ node: DocumentNode, path: String, _ range: NumberRange, allowed: Allowed) -> Double? {
    guard case .scalar(let text, false) = node.content, let number = parsedNumber(text) else {
      context.report(.wrongType(expected: allowed), at: node, path: path)
      return nil
    }
    guard number.isFinite else {
      context.report(.notFinite(expected: allowed), at: node, path: path)
      return nil
    }
    guard range.contains(number) else {
      context.report(.outOfRange(allowed: allowed), at: node, path: path)
      return nil
    }
    context.record(path, canonicalText(of: number), allowed, line: node.line)
    return number
  }

  /// A whole number within a range; the lower bound stands in for a faulty one.
  func integer(_ name: String, _ range: ClosedRange<Int>) -> Int {
    guard let node = node(name) else { return range.lowerBound }
    return integer(node, path: child(name), range, allowed: .integer(range)) ?? range.lowerBound
  }

  private func integer(
    _ node: DocumentNode, path: String, _ range: ClosedRange<Int>, allowed: Allowed, records: Bool = true
  ) -> Int? {
    guard case .scalar(let text, false) = node.content, let parsed = parsedNumber(text) else {
      context.report(.wrongType(expected: allowed), at: node, path: path)
      return nil
    }
    guard parsed.isFinite else {
      context.report(.notFinite(expected: allowed), at: node, path: path)
      return nil
    }
    guard let number = Int(exactly: parsed), !text.contains(where: { ".eE".contains($0) }) else {
      context.report(.wrongType(expected: allowed), at: node, path: path)
      return nil
    }
    guard range.contains(number) else {
      context.report(.outOfRange(allowed: allowed), at: node, path: path)
      return nil
    }
    if records { context.record(path, "\(number)", allowed, line: node.line) }
    return number
  }

  /// Ascending whole numbers, one leaf.
  func ascendingIntegers(_ name: String, _ range: ClosedRange<Int>) -> [Int] {
    let path = child(name)
    let allowed = Allowed.integers(range)
    guard let node = node(name), let items = sequence(node, path: path, allowed) else { return [] }
    var numbers: [Int] = []
    for (index, item) in items.enumerated() {
      let place = "\(path).\(index)"
      guard let number = integer(item, path: place, range, allowed: .integer(range), records: false) else {
        continue
      }
      if let last = numbers.last, number <= last {
        context.report(.notAscending(previous: "\(last)"), at: item, path: place)
      }
      numbers.append(number)
    }
    context.record(path, canonicalText(of: numbers.map { "\($0)" }), allowed, line: node.line)
    return numbers
  }

  /// `true` or `false`; `on` and `off` are read as well.
  func flag(_ name: String) -> Bool {
    guard let node = node(name) else { return false }
    return flag(node, path: child(name), words: ["false", "true"], allowed: .flag)
  }

  /// `off` or `on`; `true` and `false` are read as well.
  func isOn(_ name: String) -> Bool {
    guard let node = node(name) else { return false }
    return flag(node, path: child(name), words: ["off", "on"], allowed: .oneOf(["off", "on"]))
  }

  /// `true` or `false`, false where the entry is left out.
  func optionalFlag(_ name: String) -> Bool {
    guard let node = optionalNode(name) else { return false }
    return flag(node, path: child(name), words: ["false", "true"], allowed: .flag)
  }

  private func flag(_ node: DocumentNode, path: String, words: [String], allowed: Allowed) -> Bool {
    let values = ["false": false, "true": true, "off": false, "on": true]
    guard case .scalar(let text, false) = node.content, let value = values[text] else {
      context.report(.wrongType(expected: allowed), at: node, path: path)
      return false
    }
    context.record(path, words[value ? 1 : 0], allowed, line: node.line)
    return value
  }

  /// A day.
  func day(_ name: String) -> CalendarDay {
    let standIn = CalendarDay(daysSinceEpoch: 0)
    guard let node = node(name) else { return standIn }
    guard case .scalar(let text, _) = node.content, let day = CalendarDay(iso: text) else {
      context.report(.wrongType(expected: .date), at: node, path: child(name))
      return standIn
    }
    context.record(child(name), text, .date, line: node.line)
    return day
  }

  /// A text that is not empty.
  func text(_ name: String) -> String {
    guard let node = node(name) else { return "" }
    guard let text = text(node, path: child(name)) else { return "" }
    context.record(child(name), canonicalText(of: text), .text, line: node.line)
    return text
  }

  /// The text of a node; nil and a fault when it is none.
  func text(_ node: DocumentNode, path: String) -> String? {
    guard case .scalar(let text, _) = node.content, !text.isEmpty, !node.isNull else {
      context.report(.wrongType(expected: .text), at: node, path: path)
      return nil
    }
    return text
  }

  /// Texts, one leaf.
  func texts(_ name: String) -> [String] {
    let path = child(name)
    guard let node = node(name), let items = sequence(node, path: path, .texts) else { return [] }
    let texts = items.enumerated().compactMap { text($1, path: "\(path).\($0)") }
    reportRepeated(texts, in: items, path: path)
    context.record(path, canonicalText(of: texts.map { canonicalText(of: $0) }), .texts, line: node.line)
    return texts
  }

  /// The items of a list, or a fault.
  func sequence(_ node: DocumentNode, path: String, _ allowed: Allowed) -> [DocumentNode]? {
    if case .sequence(let items) = node.content { return items }
    context.report(.wrongType(expected: allowed), at: node, path: path)
    return nil
  }

  /// Reports texts that stand twice.
  func reportRepeated(_ texts: [String], in items: [DocumentNode], path: String) {
    guard texts.count == items.count else { return }
    var seen: Set<String> = []
    for (index, text) in texts.enumerated() where !seen.insert(text).inserted {
      context.report(.repeated, at: items[index], path: "\(path).\(index)")
    }
  }
}

/// Reads a number as JSON writes it; NaN and infinity as YAML writes them are numbers too, and refused later.
func parsedNumber(_ text: String) -> Double? {
  var bytes = text.utf8[...]
  if bytes.first == UInt8(ascii: "-") { bytes = bytes.dropFirst() }
  let isDigit = { (byte: UInt8) in byte >= 48 && byte <= 57 }
  let whole = bytes.prefix(while: isDigit)
  if whole.isEmpty {
    let names: Set<String> = [".nan", "nan", ".inf", "inf", "infinity"]
    return names.contains(text.lowercased()) || names.contains(text.lowercased().dropFirst().description)
      ? .nan : nil
  }
  if whole.count > 1, whole.first == 48 { return nil }
  bytes = bytes[whole.endIndex...]
  if bytes.first == UInt8(ascii: ".") {
    let digits = bytes.dropFirst().prefix(while: isDigit)
    if digits.isEmpty { return nil }
    bytes = bytes[digits.endIndex...]
  }
  if bytes.first == UInt8(ascii: "e") || bytes.first == UInt8(ascii: "E") {
    bytes = bytes.dropFirst()
    if bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
    let digits = bytes.prefix(while: isDigit)
    if digits.isEmpty { return nil }
    bytes = bytes[digits.endIndex...]
  }
  return bytes.isEmpty ? Double(text) : nil
}
