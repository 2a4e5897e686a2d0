internal import Lending

/// Why an enterprise has no size by the official table: the option it is about, its value, and what is allowed.
struct EnterpriseSizeFaultText {
  let option: String
  let value: String
  let allowed: String

  init(_ fault: EnterpriseSizeTable.Fault) {
    switch fault {
    case .ambiguous(let industry, let choices):
      (option, value) = ("industry", industry)
      allowed =
        "one of \(choices.joined(separator: ", ")), which the table of sizes measures differently or alone"
    case .notInTable(let industry):
      (option, value) = ("industry", industry)
      allowed =
        "an industry of the official table of sizes, which has none for rail, finance, own property, education, health and others"
    case .missing(let indicator, let industry):
      (option, value) = (indicator.rawValue, "")
      allowed = "a number, by which the table of sizes measures \(industry)"
    }
  }

  /// One sentence.
  var sentence: String {
    let what = value.isEmpty ? "is missing" : "\(ErrorSentence.shown(value)) does not decide a size"
    return "--\(option) \(what): it takes \(allowed)"
  }
}
