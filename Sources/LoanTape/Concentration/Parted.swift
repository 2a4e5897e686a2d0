internal import CreditRisk
internal import LoanPricing
internal import Rescoring

/// A portfolio parted by the words of a column, and by the units they are added up to.
struct Parted {
  private let words: [(text: String, balance: Int128)]
  private let unit: (String) -> String

  /// - Parameters:
  ///   - totals: By word, the first for an empty field.
  ///   - words: The words from the second on.
  ///   - unit: What a word is part of.
  init(_ totals: [GroupTotals], words: [String], unit: @escaping (String) -> String) {
    self.words = zip([""] + words, totals).map { ($0, $1.balance) }
    self.unit = unit
  }

  /// The section (门类) of a code of GB/T 4754; what is no such code is its own.
  static func section(_ code: String) -> String {
    guard let letter = code.unicodeScalars.first, ("A"..."T").contains(letter) else { return code }
    let rest = code.unicodeScalars.dropFirst()
    return rest.allSatisfy { ("0"..."9").contains($0) } ? String(letter) : code
  }

  private func sums(_ isCounted: (String) -> Bool = { _ in true }) -> [Concentration.Name] {
    var balances: [String: Int128] = [:]
    for word in words where isCounted(word.text) { balances[unit(word.text), default: 0] += word.balance }
    let names = balances.filter { $0.value > 0 }.map {
      Concentration.Name(key: $0.key, loan: nil, balance: $0.value, exposure: nil)
    }
    return Concentration.ranked(names) { $0.balance }
  }

  /// The whole; an empty field is a unit like others, which is the cautious reading.
  func dimension(top: Int) -> Concentration.Dimension {
    let names = sums()
    var index = ConcentrationIndex()
    for name in names { index.add(wide: name.balance) }
    return Concentration.Dimension(
      index: index, names: index.names, nameless: 0, largest: Array(names.prefix(top)))
  }

  /// Holds units against limits.
  ///
  /// Each code that has a limit counts with the longer ones that begin with it; what no code covers counts by its
  /// unit. An empty field is under no limit.
  func tests(
    _ kind: Concentration.Test.Kind, _ limits: ConcentrationPolicy.ShareLimits, of whole: Int128, top: Int
  ) -> [Concentration.Test] {
    func test(_ code: String, _ percent: Double, _ names: [Concentration.Name]) -> Concentration.Test {
      var test = Concentration.Test(kind: kind, code: code, base: .loans, percent: percent, whole: whole)
      test.largest = names.first
      test.largestAmount = names.first?.balance
      let share = Share(percent / 100)
      let breached = names.filter { share.isExceeded(byWide: $0.balance, of: whole) }
      test.breaches = Int64(breached.count)
      test.breachAmount = breached.reduce(0) { $0 + $1.balance }
      test.breached = Array(breached.prefix(top))
      return test
    }
    var tests: [Concentration.Test] = []
    for limit in limits.named {
      guard let percent = limit.percent else { continue }
      let balance = words.reduce(Int128(0)) { $0 + ($1.text.hasPrefix(limit.prefix) ? $1.balance : 0) }
      let name = Concentration.Name(key: limit.prefix, loan: nil, balance: balance, exposure: nil)
      tests.append(test(limit.prefix, percent, balance > 0 ? [name] : []))
    }
    if let percent = limits.other {
      let names = sums { word in
        !word.isEmpty && !limits.named.contains { word.hasPrefix($0.prefix) }
      }
      tests.append(test("other", percent, names))
    }
    return tests
  }
}
