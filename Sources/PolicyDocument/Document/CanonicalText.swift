/// A number in the one writing that digests and comparisons use: the shortest text that reads back the same,
/// without `.0`, `-0` as `0`.
func canonicalText(of number: Double) -> String {
  if number == 0 { return "0" }
  let text = number.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// A text in its one writing: bare where that is safe, otherwise quoted and escaped as in JSON.
func canonicalText(of text: String) -> String {
  let isBare =
    !text.isEmpty
    && text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "-_./%()".unicodeScalars.contains(scalar)
    }
  if isBare { return text }
  var quoted = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": quoted += "\\\""
    case "\\": quoted += "\\\\"
    case "\n": quoted += "\\n"
    case "\r": quoted += "\\r"
    case "\t": quoted += "\\t"
    default: quoted.unicodeScalars.append(scalar)
    }
  }
  return quoted + "\""
}

/// A list in its one writing.
func canonicalText(of items: [String]) -> String {
  "[" + items.joined(separator: ", ") + "]"
}
