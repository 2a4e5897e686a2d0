import PolicyDocument

/// Other values of a leaf, as settings; those that the policy refuses are passed over by who tries them.
enum LeafChanges {
  /// What must each be seen: a leaf, or each item of a list; within it alternatives, one of which must be seen.
  static func groups(_ leaf: PolicyLeaf) -> [[[String]]] {
    if leaf.path.hasPrefix("ecl.scenarios."), leaf.path.hasSuffix(".weight") { return [[weights(leaf.path)]] }
    switch leaf.allowed {
    case .listOf, .texts, .integers, .list:
      return lists(leaf.value).map { item in item.map { ["\(leaf.path)=\($0)"] } }
    default: return [values(leaf).map { ["\(leaf.path)=\($0)"] }]
    }
  }

  /// Scenario weights sum to 1, so one takes from another.
  private static func weights(_ path: String) -> [String] {
    let weights = ["0": 0.5, "1": 0.2, "2": 0.3]
    let index = String(path.split(separator: ".")[2])
    let other = index == "0" ? "2" : "0"
    return [
      "\(path)=\((weights[index] ?? 0) + 0.125)",
      "ecl.scenarios.\(other).weight=\((weights[other] ?? 0) - 0.125)",
    ]
  }

  private static func values(_ leaf: PolicyLeaf) -> [String] {
    var allowed = leaf.allowed
    if case .orNull(let other) = allowed { allowed = other }
    var values: [String]
    switch allowed {
    case .oneOf(let codes): values = codes.filter { $0 != leaf.value }
    case .flag: values = [leaf.value == "true" ? "false" : "true"]
    case .date: values = shifted(leaf.value)
    case .text: values = ["changed"]
    case .number, .integer: values = numbers(leaf.value, isWhole: isWhole(allowed))
    case .listOf, .texts, .integers, .mapping, .list, .orNull: values = []
    }
    if case .orNull = leaf.allowed, leaf.value != "null" { values.append("null") }
    return values
  }

  private static func isWhole(_ allowed: Allowed) -> Bool {
    if case .integer = allowed { true } else { false }
  }

  private static func numbers(_ text: String, isWhole: Bool) -> [String] {
    if text == "null" { return ["10", "20", "105", "500", "1000", "1000000000"] }
    let value = Double(text) ?? 0
    if isWhole {
      let whole = Int(value)
      return [whole + 1, whole - 1, whole + 8, whole / 2, 0, whole * 2].filter { $0 != whole }.map { "\($0)" }
    }
    let near = [value * 1.04, value * 0.96, value + 0.1, value + 1, value + 100]
    let far = [value * 0.5, value * 2, value * 10, value * 0.1, 0, value - 1]
    return (near + far).filter { $0 != value }.map { $0.magnitude >= 1e6 ? "\(Int($0))" : "\($0)" }
  }

  /// A year and a month later and earlier.
  private static func shifted(_ day: String) -> [String] {
    let parts = day.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return [] }
    return [1, -1, 2, -3].map { "\(parts[0] + $0)-0\(parts[1] % 9 + 1)-15" }
  }

  /// For each item the list without it, or with another in its place where items are numbers or classes.
  private static func lists(_ text: String) -> [[String]] {
    let items = text.dropFirst().dropLast().split(separator: ",").map { String($0.drop { $0 == " " }) }
    let classes = ["normal", "special_mention", "substandard", "doubtful", "loss"]
    func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }
    func replaced(_ index: Int, _ item: String) -> String {
      var changed = items
      changed[index] = item
      return list(changed)
    }
    return items.indices.map { index in
      if let number = Int(items[index]) {
        return [replaced(index, "\(number + 5)"), replaced(index, "\(number - 5)")]
      }
      if classes.contains(items[index]) {
        return ["loss", "normal"].filter { $0 != items[index] }.map { replaced(index, $0) }
      }
      var changed = items
      changed.remove(at: index)
      return [list(changed)]
    }
  }
}
