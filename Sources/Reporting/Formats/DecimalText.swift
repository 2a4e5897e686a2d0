/// The decimal digits of a double, without a formatter: its shortest text that reads back the same, rounded.
public enum DecimalText {
  /// The shortest decimal text that reads back as the same double, without an exponent where that is short.
  ///
  /// - Parameter value: Finite; others give `0`, which no caller passes.
  public static func shortest(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    if value == 0 { return "0" }
    if value.magnitude < 9e15, value == value.rounded(.towardZero) { return String(Int64(value)) }
    return value.description
  }

  /// A text with exactly so many decimals, half away from zero on the shortest digits.
  public static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "0" }
    var digits = Digits(value)
    digits.round(toDecimals: decimals)
    return digits.fixed(decimals: decimals)
  }

  /// A text with at most so many significant digits, trailing zeros left out.
  public static func significant(_ value: Double, digits count: Int) -> String {
    guard value.isFinite, value != 0 else { return "0" }
    var digits = Digits(value)
    digits.round(toDecimals: count - digits.pointPosition)
    return digits.plain()
  }

  /// A fixed text with a comma between groups of three.
  public static func grouped(_ value: Double, decimals: Int) -> String {
    grouped(fixed(value, decimals: decimals))
  }

  /// Commas between the groups of three of a plain decimal text.
  public static func grouped(_ text: String) -> String {
    let isNegative = text.first == "-"
    let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    let whole = Array(parts.first ?? "")
    var result = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    if parts.count > 1 { result += "." + parts[1] }
    return (isNegative ? "-" : "") + result
  }
}

/// Sign, digits and the place of the point: `0.d₁d₂d₃… × 10^pointPosition`.
private struct Digits {
  private var isNegative: Bool
  private var digits: [UInt8]
  private(set) var pointPosition: Int

  init(_ value: Double) {
    isNegative = value < 0
    var mantissa = value.magnitude.description
    var exponent = 0
    if let mark = mantissa.firstIndex(of: "e") {
      exponent = Int(mantissa[mantissa.index(after: mark)...]) ?? 0
      mantissa = String(mantissa[..<mark])
    }
    let parts = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    let whole = parts.first.map { Array($0.utf8) } ?? []
    let fraction = parts.count > 1 ? Array(parts[1].utf8) : []
    digits = (whole + fraction).map { $0 - 48 }
    pointPosition = whole.count + exponent
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leading)
    pointPosition -= leading
    if digits.isEmpty { pointPosition = 0 }
  }

  mutating func round(toDecimals decimals: Int) {
    let kept = pointPosition + decimals
    guard kept < digits.count else { return }
    guard kept >= 0 else {
      digits = []
      return
    }
    let up = digits[kept] >= 5
    digits.removeLast(digits.count - kept)
    guard up else { return }
    var place = kept - 1
    while place >= 0, digits[place] == 9 {
      digits[place] = 0
      place -= 1
    }
    if place >= 0 {
      digits[place] += 1
    } else {
      digits.insert(1, at: 0)
      pointPosition += 1
    }
  }

  private func digit(_ place: Int) -> Character {
    place >= 0 && place < digits.count ? Character(Unicode.Scalar(digits[place] + 48)) : "0"
  }

  func fixed(decimals: Int) -> String {
    var text = ""
    if pointPosition <= 0 {
      text = "0"
    } else {
      for place in 0..<pointPosition { text.append(digit(place)) }
    }
    if decimals > 0 {
      text.append(".")
      for place in pointPosition..<(pointPosition + decimals) { text.append(digit(place)) }
    }
    let isZero = digits.allSatisfy { $0 == 0 }
    return isNegative && !isZero ? "-" + text : text
  }

  func plain() -> String {
    let last = (digits.lastIndex { $0 != 0 } ?? -1) + 1
    return fixed(decimals: max(0, last - pointPosition))
  }
}
