internal import Lending
internal import LoanFiles
internal import Rescoring

/// Writes differences as CSV, the largest first: money with two decimals, all else with twelve significant digits.
struct DifferencesFile {
  private let grades: TextList
  private let classes = TextList(RiskClass.allCases.map { Array($0.code.utf8) })
  private let longestGrade: Int
  private let text = TextBuffer()
  /// Rows before they are written.
  private static let textBytes = 1 << 20

  init(grades: [String]) {
    let quoted = grades.map { PaddedText.quoted(Array($0.utf8)) }
    self.grades = TextList(quoted)
    longestGrade = quoted.map(\.count).max() ?? 0
  }

  /// Writes a header and all entries.
  ///
  /// - Throws: ``TapeFault``, `FileFault`.
  func write(_ entries: SortedSpill.Reader, to output: OutputSink) throws {
    try output.write(DifferenceSchema.columns.map(\.name).joined(separator: ",") + "\n")
    var key: [UInt8] = []
    var payload: [UInt8] = []
    text.count = 0
    while try entries.next(key: &key, payload: &payload) {
      guard let loan = DifferencePayload.loan(payload) else {
        throw TapeFault.internalFault("a difference is no whole record")
      }
      put(loan, name: PaddedText.quoted(Array(DifferenceOrder.name(key))))
      if text.count >= DifferencesFile.textBytes { try flush(to: output) }
    }
    try flush(to: output)
  }

  private func flush(to output: OutputSink) throws {
    try Interrupt.check()
    try text.write(to: output)
    text.count = 0
  }

  private func put(_ loan: LoanDifference, name: [UInt8]) {
    // Four dozen fields at most, each shorter than forty bytes, and whole words behind the last.
    text.reserve(2048 + name.count + 2 * longestGrade)
    var cursor = text.cursor
    cursor.put(name.span)
    let presence: StaticString =
      switch loan.presence {
      case .both: ",both"
      case .new: ",new"
      case .vanished: ",vanished"
      }
    put(presence, &cursor)
    let old = loan.presence == .new ? nil : loan.old
    let new = loan.presence == .vanished ? nil : loan.new
    func pair(_ field: (ComparedLoan, inout TextCursor) -> Void) {
      for side in [old, new] {
        cursor.put(44)
        if let side { field(side, &cursor) }
      }
    }
    pair { $1.put(classes, Int($0.riskClass)) }
    pair { $1.put(48 + $0.stage) }
    pair { $1.put(grades, Int($0.grade)) }
    pair { $1.put(number: $0.probability) }
    pair { $1.put(number: $0.severity) }
    pair { $1.put(fen: $0.exposure) }
    pair { $1.put(fen: $0.loss) }
    pair { $1.put(number: $0.riskWeight) }
    pair { $1.put(fen: $0.riskWeighted) }
    pair { $1.put(fen: $0.capital) }
    pair { if !$0.requiredRate.isNaN { $1.put(number: $0.requiredRate) } }
    put(loan.loss, &cursor)
    for cause in LossCause.allCases { put(loan.lossCauses[cause.place], &cursor) }
    put(loan.riskWeighted, &cursor)
    for cause in WeightedCause.allCases { put(loan.weightedCauses[cause.place], &cursor) }
    cursor.put(10)
    text.count = cursor.count
  }

  private func put(_ fen: Int64, _ cursor: inout TextCursor) {
    cursor.put(44)
    cursor.put(fen: fen)
  }

  private func put(_ word: StaticString, _ cursor: inout TextCursor) {
    word.withUTF8Buffer { cursor.put(unsafe $0.span) }
  }
}
