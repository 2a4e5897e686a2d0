/// The name that a misspelt one probably means: the nearest within a third of its letters, or none.
///
/// - Parameters:
///   - name: What was written.
///   - names: What could have been meant.
func nearestName(to name: String, among names: [String]) -> String? {
  let letters = Array(name.utf8)
  guard letters.count <= 64 else { return nil }
  let limit = max(1, letters.count / 3)
  var best: (name: String, distance: Int)?
  for candidate in names {
    let distance = editDistance(letters, Array(candidate.utf8))
    if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
  }
  return best?.name
}

/// Insertions, deletions, replacements and swaps of neighbours between two texts.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var rows = [Array(0...right.count)]
  for (index, letter) in left.enumerated() {
    var row = [index + 1]
    for (position, other) in right.enumerated() {
      var cost = min(
        rows[index][position + 1] + 1, row[position] + 1, rows[index][position] + (letter == other ? 0 : 1))
      if index > 0, position > 0, letter == right[position - 1], left[index - 1] == other {
        cost = min(cost, rows[index - 1][position - 1] + 1)
      }
      row.append(cost)
    }
    rows.append(row)
  }
  return rows[left.count][right.count]
}
