internal import Lending

extension SectionReader {
  /// A value of an enumeration of the policy.
  ///
  /// - Parameter standIn: What is returned for a faulty entry.
  func choice<Value>(_ name: String, standIn: Value) -> Value
  where Value: RawRepresentable<String> & CaseIterable {
    let codes = Value.allCases.map(\.rawValue)
    guard let text = code(name, codes), let value = Value(rawValue: text) else { return standIn }
    return value
  }

  /// A coded value of the contract.
  func coded<Value: CodedValue>(_ name: String, standIn: Value) -> Value {
    guard let text = code(name, Value.codes), let value = Value(code: text) else { return standIn }
    return value
  }

  /// One of some codes as text.
  func code(_ name: String, _ codes: [String]) -> String? {
    guard let node = node(name) else { return nil }
    let path = child(name)
    guard let text = code(node, codes, path: path) else { return nil }
    context.record(path, text, .oneOf(codes), line: node.line)
    return text
  }

  private func code(_ node: DocumentNode, _ codes: [String], path: String) -> String? {
    guard case .scalar(let text, _) = node.content, codes.contains(text) else {
      context.report(.outOfRange(allowed: .oneOf(codes)), at: node, path: path)
      return nil
    }
    return text
  }

  /// A list of codes of which each may stand once, one leaf.
  func set<Value: CodedValue & Hashable>(_ name: String, of type: Value.Type) -> Set<Value> {
    let list = codedList(name, of: type, isSet: true)
    return Set(list)
  }

  /// A list of codes in their order, one leaf.
  func codedList<Value: CodedValue>(_ name: String, of type: Value.Type, isSet: Bool = false) -> [Value] {
    let path = child(name)
    let allowed = Allowed.listOf(Value.codes)
    guard let node = node(name), let items = sequence(node, path: path, allowed) else { return [] }
    let texts = items.enumerated().compactMap { code($1, Value.codes, path: "\(path).\($0)") }
    if isSet { reportRepeated(texts, in: items, path: path) }
    let written = isSet ? Value.codes.filter(texts.contains) : texts
    context.record(path, canonicalText(of: written), allowed, line: node.line)
    return texts.compactMap { Value(code: $0) }
  }

  /// A number for every code of a type.
  func numbers<Value: CodedValue & Hashable>(
    _ name: String, by type: Value.Type, _ range: NumberRange
  ) -> [Value: Double] {
    let section = section(name)
    var numbers: [Value: Double] = [:]
    for value in Value.allCases { numbers[value] = section.number(value.code, range) }
    section.finish()
    return numbers
  }

  /// A number or `null` for every code of a type; null codes are left out.
  func optionalNumbers<Value: CodedValue & Hashable>(
    _ name: String, by type: Value.Type, _ range: NumberRange
  ) -> [Value: Double] {
    let section = section(name)
    var numbers: [Value: Double] = [:]
    for value in Value.allCases {
      if let number = section.optionalNumber(value.code, range) { numbers[value] = number }
    }
    section.finish()
    return numbers
  }
}
