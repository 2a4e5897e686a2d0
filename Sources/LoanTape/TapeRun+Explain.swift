internal import CreditRisk
internal import Lending
internal import LoanFiles
public import Rescoring

/// Why a loan of a tape has its class.
public struct TapeExplanation: Sendable {
  /// Its `loan_id`.
  public var identifier: String
  /// Line of the tape.
  public var line: Int
  /// Class, rules and the way to a better one.
  public var loan: LoanExplanation
  /// Its override, in force or not.
  public var override: ClassOverride?
}

extension TapeRun {
  /// Accepts the tape as for a rescore, and explains one loan of it instead of pricing all.
  ///
  /// - Throws: ``TapeFault``, among others ``TapeFault/unknownLoan(_:)``.
  public func explain(_ identifier: String, rejects: RejectsFile?) throws -> TapeExplanation {
    defer { folder.remove() }
    let intake = try accept(rejects)
    let digest = Digest128(Array(identifier.utf8).span)
    var keys: [LoanKey] = []
    do {
      try intake.grouping.loans.readPartition(
        intake.grouping.loans.partition(of: digest.high), into: &keys)
    } catch {
      throw TapeFault.file(error)
    }
    guard let line = keys.first(where: { $0.digest == digest && !intake.dropped.contains($0.line) })?.line,
      let found = try PricingPhase(self, intake).explain(line: line)
    else { throw TapeFault.unknownLoan(identifier) }
    return found
  }
}

extension PricingPhase {
  /// Explains the loan on a line; nil where there is none.
  func explain(line: UInt64) throws -> TapeExplanation? {
    guard let index = intake.segments.firstIndex(where: { $0.lines.contains(line) }) else { return nil }
    var batch = intake.makeBatch()
    try intake.load(index, into: &batch, buffer: ByteBuffer())
    guard let row = (0..<batch.count).first(where: { UInt64(batch.rowNumbers[$0]) == line }) else {
      return nil
    }
    let known = try known(of: line..<line + 1)
    var histories: [LoanHistory] = []
    intake.histories?.gather(batch, known.histories, into: &histories)
    var totals: [BorrowerTotals?] = []
    gather(batch, known, histories, &totals)
    let position = known.histories.first?.override ?? -1
    let override = position < 0 ? nil : intake.histories?.overrides[Int(position)]
    return TapeExplanation(
      identifier: String(decoding: batch.identifierBytes[batch.identifierRange(of: row)], as: UTF8.self),
      line: Int(line),
      loan: run.rescore.explain(
        batch, row: row, totals: totals[row], history: histories.isEmpty ? nil : histories[row],
        overrideExpires: override?.expires), override: override)
  }
}
