internal import Lending
internal import LoanFiles
internal import Rescoring

/// Where the columns stand that are compared, and how they are read.
struct OldColumns: Sendable {
  static let names = [
    "loan_id", "grade", "pd", "lgd", "ead", "risk_class", "stage", "ecl", "risk_weight_percent", "rwa",
    "capital", "required_rate_percent",
  ]
  /// Longest name of a grade, bytes.
  private static let gradeLimit = 64
  /// Percent: more than any weight or rate that a rescore writes.
  private static let weights = 0...10_000.0
  private static let rates = -10_000...10_000.0

  private let identifier: Int
  private let grade: Int
  private let probability: Int
  private let severity: Int
  private let exposure: Int
  private let riskClass: Int
  private let stage: Int
  private let loss: Int
  private let riskWeight: Int
  private let riskWeighted: Int
  private let capital: Int
  private let requiredRate: Int

  init(_ columns: NamedColumns) throws(TapeFault) {
    func find(_ name: String) throws(TapeFault) -> Int {
      guard let position = columns.position(name) else { throw .missingColumn(name, needed: .tape) }
      return position
    }
    identifier = try find("loan_id")
    grade = try find("grade")
    probability = try find("pd")
    severity = try find("lgd")
    exposure = try find("ead")
    riskClass = try find("risk_class")
    stage = try find("stage")
    loss = try find("ecl")
    riskWeight = try find("risk_weight_percent")
    riskWeighted = try find("rwa")
    capital = try find("capital")
    requiredRate = try find("required_rate_percent")
  }

  /// Reads a row; the identifier is lent.
  func read(
    _ row: NamedRow, _ cache: WordCache, _ grades: WordRegister,
    _ take: (Digest128, FieldBytes, ComparedLoan) throws(FileFault) -> Void
  ) throws {
    let loan = ComparedLoan(
      probability: try row.number(at: probability, 0...1), severity: try row.number(at: severity, 0...1),
      exposure: try row.money(at: exposure), loss: try row.money(at: loss),
      riskWeighted: try row.money(at: riskWeighted),
      riskWeight: try row.number(at: riskWeight, OldColumns.weights), capital: try row.money(at: capital),
      requiredRate: try rate(row), grade: try gradeNumber(row, cache, grades),
      riskClass: try classNumber(row), stage: try stageNumber(row))
    var fault: FileFault?
    try row.with(at: identifier) { (field: FieldBytes) -> Result<Void, RejectReason> in
      if field.isEmpty { return .failure(.empty) }
      guard field.count <= RecordParser.identifierLimit else {
        return .failure(.tooLong(limit: RecordParser.identifierLimit))
      }
      do throws(FileFault) {
        // SAFETY: the bytes are hashed within the call.
        try take(unsafe Digest128(field.raw), field, loan)
      } catch {
        fault = error
      }
      return .success(())
    }
    if let fault { throw fault }
  }

  /// Empty for a non-performing or matured loan and for one without a balance.
  private func rate(_ row: NamedRow) throws(RowProblem) -> Double {
    try row.with(at: requiredRate) { field in
      if field.isEmpty { return .success(.nan) }
      guard let value = field.number() else { return .failure(field.numberFault()) }
      return OldColumns.rates.contains(value)
        ? .success(value)
        : .failure(
          .outOfRange(lowest: OldColumns.rates.lowerBound, highest: OldColumns.rates.upperBound))
    }
  }

  private func gradeNumber(
    _ row: NamedRow, _ cache: WordCache, _ grades: WordRegister
  ) throws(RowProblem) -> UInt32 {
    try row.with(at: grade) { field in
      if field.isEmpty { return .failure(.empty) }
      guard field.count <= OldColumns.gradeLimit else {
        return .failure(.tooLong(limit: OldColumns.gradeLimit))
      }
      return .success(cache.number(of: field, in: grades))
    }
  }

  private static let classes = RiskClass.allCases.map { (Array($0.code.utf8), $0.rawValue) }

  private func classNumber(_ row: NamedRow) throws(RowProblem) -> UInt8 {
    try row.with(at: riskClass) { field in
      for (text, number) in OldColumns.classes where field.equals(text) { return .success(number) }
      return .failure(field.isEmpty ? .empty : .unknownCode(allowed: RiskClass.codes))
    }
  }

  private func stageNumber(_ row: NamedRow) throws(RowProblem) -> UInt8 {
    try row.with(at: stage) { field in
      guard field.count == 1, (49...51).contains(field[0]) else {
        return .failure(field.isEmpty ? .empty : .unknownCode(allowed: ["1", "2", "3"]))
      }
      return .success(field[0] - 48)
    }
  }
}
