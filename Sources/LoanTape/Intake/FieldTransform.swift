internal import LoanUnits
internal import PolicyDocument

/// What a mapping does to the text of a field before it is read.
struct FieldTransform: Sendable {
  private let values: [String: String]
  private let refusesUnknown: Bool
  private let constant: String?
  private let scale: ExactDecimal?
  private let dateFormat: DatePattern?
  private let addMonths: TapeMapping.Months?

  /// Nil where the mapping only renames.
  init?(_ column: TapeMapping.Column, refusesUnknown: Bool) {
    values = column.values
    self.refusesUnknown = refusesUnknown
    constant = column.constant
    scale = column.scale.flatMap { ExactDecimal(String(describing: $0)) }
    dateFormat = column.dateFormat.map { DatePattern($0) }
    addMonths = column.addMonths
    if values.isEmpty, constant == nil, scale == nil, dateFormat == nil, addMonths == nil { return nil }
  }

  /// The foreign column that holds the months to add.
  var monthsColumn: String? {
    if case .column(let name) = addMonths { return name }
    return nil
  }

  /// The text that is read, or why there is none.
  ///
  /// - Parameter months: Field of ``monthsColumn``.
  func apply(_ text: String, months: String?) -> Result<String, TransformFault> {
    if let constant { return .success(constant) }
    var mapped = text
    if !values.isEmpty {
      if let known = values[text] {
        mapped = known
      } else if refusesUnknown, !text.isEmpty {
        return .failure(TransformFault(reason: .unknownCode(allowed: values.keys.sorted())))
      } else {
        mapped = ""
      }
    }
    guard !mapped.isEmpty else { return .success(mapped) }
    if let scale {
      guard let number = ExactDecimal(mapped) else { return .failure(TransformFault(reason: .notANumber)) }
      guard let scaled = number.multiplied(by: scale) else {
        return .failure(TransformFault(reason: .outOfRange(lowest: 0, highest: Money.largest.yuan)))
      }
      mapped = scaled
    }
    guard dateFormat != nil || addMonths != nil else { return .success(mapped) }
    guard let day = dateFormat.map({ $0.day(mapped) }) ?? CalendarDay(iso: mapped) else {
      return .failure(TransformFault(reason: .notADate))
    }
    switch addMonths {
    case nil: return .success(String(describing: day))
    case .fixed(let count): return .success(String(describing: day.adding(months: count)))
    case .column:
      guard let count = months.flatMap({ Int($0) }), (-12_000...12_000).contains(count) else {
        return .failure(TransformFault(reason: .notWhole))
      }
      return .success(String(describing: day.adding(months: count)))
    }
  }
}

/// Why a mapped field cannot be read.
struct TransformFault: Error {
  var reason: RejectReason
}

/// A decimal number as a whole number and a count of decimals, to scale money without binary error.
struct ExactDecimal: Sendable {
  private let mantissa: Int128
  private let decimals: Int

  init?(_ text: String) {
    var mantissa: Int128 = 0
    var decimals = 0
    var digits = 0
    var isFraction = false
    var isNegative = false
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case 45 where index == 0: isNegative = true
      case 46 where !isFraction && digits > 0: isFraction = true
      case 48...57:
        digits += 1
        guard digits <= 18 else { return nil }
        mantissa = mantissa * 10 + Int128(byte - 48)
        if isFraction { decimals += 1 }
      default: return nil
      }
    }
    guard digits > 0 else { return nil }
    self.mantissa = isNegative ? -mantissa : mantissa
    self.decimals = decimals
  }

  /// The product as plain decimal text, trailing zeros left out.
  func multiplied(by other: ExactDecimal) -> String? {
    var product = mantissa * other.mantissa
    var places = decimals + other.decimals
    while places > 0, product % 10 == 0 {
      product /= 10
      places -= 1
    }
    let digits = String(product.magnitude)
    let sign = product < 0 ? "-" : ""
    guard places > 0 else { return sign + digits }
    let padded =
      digits.count <= places ? String(repeating: "0", count: places - digits.count + 1) + digits : digits
    return sign + padded.dropLast(places) + "." + padded.suffix(places)
  }
}

/// A date pattern with `yyyy yy MM M MMM dd d`, or `%Y %y %m %b %d` as `strptime` writes them; a pattern without a
/// day means the first.
struct DatePattern: Sendable {
  private let pattern: [UInt8]
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  init(_ pattern: String) {
    guard !pattern.contains("%") else {
      self.pattern = Array(pattern.utf8)
      return
    }
    var bytes: [UInt8] = []
    var rest = pattern[...]
    let marks = [
      ("yyyy", "%Y"), ("yy", "%y"), ("MMM", "%b"), ("MM", "%m"), ("M", "%m"), ("dd", "%d"), ("d", "%d"),
    ]
    while let first = rest.first {
      if let mark = marks.first(where: { rest.hasPrefix($0.0) }) {
        bytes += Array(mark.1.utf8)
        rest = rest.dropFirst(mark.0.count)
      } else {
        bytes += Array(String(first).utf8)
        rest = rest.dropFirst()
      }
    }
    self.pattern = bytes
  }

  func day(_ text: String) -> CalendarDay? {
    let bytes = Array(text.utf8)
    var position = 0
    var year: Int?
    var month: Int?
    var day = 1
    func number(_ width: Int) -> Int? {
      var value = 0
      var digits = 0
      while digits < width, position < bytes.count, (48...57).contains(bytes[position]) {
        value = value * 10 + Int(bytes[position] - 48)
        position += 1
        digits += 1
      }
      return digits > 0 ? value : nil
    }
    var index = 0
    while index < pattern.count {
      guard pattern[index] == 37, index + 1 < pattern.count else {
        guard position < bytes.count, bytes[position] == pattern[index] else { return nil }
        position += 1
        index += 1
        continue
      }
      switch pattern[index + 1] {
      case UInt8(ascii: "Y"): year = number(4)
      case UInt8(ascii: "y"): year = number(2).map { $0 < 70 ? 2000 + $0 : 1900 + $0 }
      case UInt8(ascii: "m"): month = number(2)
      case UInt8(ascii: "d"):
        guard let value = number(2) else { return nil }
        day = value
      case UInt8(ascii: "b"):
        guard position + 3 <= bytes.count else { return nil }
        let name = String(decoding: bytes[position..<position + 3], as: UTF8.self).lowercased()
        month = DatePattern.months.firstIndex(of: name).map { $0 + 1 }
        position += 3
      default: return nil
      }
      index += 2
    }
    guard position == bytes.count, let year, let month else { return nil }
    return CalendarDay(year: year, month: month, day: day)
  }
}
