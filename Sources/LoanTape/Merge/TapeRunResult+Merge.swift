public import LoanPricing
internal import Rescoring

extension TapeRunResult {
  /// Adds the result of another part of the tape, made with the same policy, models and day.
  ///
  /// Numbers of industries and regions are each part's own, so they are matched by their words.
  public mutating func merge(_ other: TapeRunResult) {
    inputRows += other.inputRows
    inputBalance += other.inputBalance
    rejectedRows += other.rejectedRows
    rejectedBalance += other.rejectedBalance
    unreadableBalances += other.unreadableBalances
    var part = other.summary
    part.byIndustry = TapeRunResult.renumbered(part.byIndustry, words: other.industries, in: &industries)
    part.byRegion = TapeRunResult.renumbered(part.byRegion, words: other.regions, in: &regions)
    summary.merge(part)
    if let added = other.concentration { concentration?.merge(added) }
    if let added = other.sample { sample?.merge(added) }
  }

  /// What follows from the summary of the whole alone, once all parts are in.
  public mutating func part(by policy: ConcentrationPolicy) {
    concentration?.part(policy, summary, industries: industries, regions: regions)
  }

  /// Groups of a part by the numbers of the whole; the first is for an empty field.
  private static func renumbered(
    _ groups: [GroupTotals], words: [String], in known: inout [String]
  ) -> [GroupTotals] {
    var position: [String: Int] = [:]
    for (index, word) in known.enumerated() { position[word] = index }
    var renumbered = Array(repeating: GroupTotals(), count: known.count + 1)
    for (index, totals) in groups.enumerated() {
      guard index > 0 else {
        renumbered[0].merge(totals)
        continue
      }
      guard index <= words.count else { continue }
      let word = words[index - 1]
      let place = position[word] ?? known.count
      if place == known.count {
        known.append(word)
        position[word] = place
        renumbered.append(GroupTotals())
      }
      renumbered[place + 1].merge(totals)
    }
    return renumbered
  }
}
