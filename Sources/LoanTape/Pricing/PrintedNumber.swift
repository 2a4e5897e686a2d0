/// What a number reads back as after it was printed with twelve significant digits.
struct PrintedNumber {
  private let text = TextBuffer()
  // Severities and weights repeat.
  private var last = (value: Double.nan, printed: Double.nan)

  /// The number that a reader of the output gets; NaN, which is an empty field, stays.
  mutating func read(_ value: Double) -> Double {
    guard value.isFinite else { return .nan }
    if value == last.value { return last.printed }
    text.count = 0
    text.reserve(PrintedNumber.room)
    var cursor = text.cursor
    cursor.put(number: value)
    // SAFETY: sixteen bytes and more follow the digits.
    let printed = unsafe FieldBytes(start: text.bytes, count: cursor.count).number() ?? value
    last = (value, printed)
    return printed
  }

  /// More than any number takes, and what is read behind it.
  private static let room = 512
}
