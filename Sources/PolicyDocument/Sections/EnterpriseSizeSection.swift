internal import Lending

extension EnterpriseSizeTable {
  /// An entry for each industry by a name of the policy's own; an indicator that is left out does not count.
  init(_ section: SectionReader) {
    var industries: [Industry] = []
    for name in section.entries.map(\.key) {
      let entry = section.section(name)
      industries.append(
        Industry(
          name: name, codes: entry.texts("codes"), employees: Self.bounds(entry, "employees"),
          revenue: Self.bounds(entry, "revenue_10k_cny"), assets: Self.bounds(entry, "assets_10k_cny")))
      entry.finish()
    }
    self.init(industries: industries)
    section.finish()
  }

  private static func bounds(_ section: SectionReader, _ name: String) -> Bounds? {
    guard let node = section.optionalNode(name) else { return nil }
    let numbers = section.ascendingIntegers(name, 0...1_000_000_000)
    guard numbers.count == 3 else {
      section.context.report(
        .wrongCount(allowed: 3...3), at: node, path: section.child(name), value: "\(numbers.count)")
      return nil
    }
    return Bounds(small: numbers[0], medium: numbers[1], large: numbers[2])
  }
}
