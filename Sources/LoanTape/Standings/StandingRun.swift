internal import CreditRisk
internal import Dispatch
internal import Lending
public import LoanFiles
internal import Rescoring
internal import Scoring
internal import Synchronization

/// A light pass over a tape: balance, overdue days, class and grade of every loan, by loan, and nothing priced.
///
/// Intake checks all columns as a rescore does. It keeps one record a loan by borrower; partition by partition
/// the borrower rules are applied, and the records go on by loan, ready for a ``KeyedJoin``.
public final class StandingRun: Sendable {
  private let run: TapeRun

  /// Prepares the pass.
  ///
  /// - Parameter progress: Called from time to time, from any thread.
  /// - Throws: ``TapeFault`` where the policy, the models or the temporary folder do not hold.
  public init(_ plan: TapeRunPlan, progress: (@Sendable (TapeProgress) -> Void)? = nil) throws(TapeFault) {
    run = try TapeRun(plan, progress: progress)
  }

  /// Reads the tape.
  ///
  /// - Parameter rejects: Where bad rows go; nil: they stop the pass.
  /// - Throws: ``TapeFault``; without `rejects` duplicates are found by who joins the result.
  public func standings(rejects: RejectsFile? = nil) throws -> TapeStandings {
    defer { run.folder.remove() }
    do {
      let spill = try StandingSpill(in: run.folder)
      let intake = try IntakePhase(run, rejects: rejects, standings: spill).accept()
      if run.plan.isStrict, !intake.layout.unread.isEmpty {
        throw TapeFault.unreadColumns(intake.layout.unread)
      }
      let loans = try resolve(spill.borrowers, dropped: intake.dropped)
      // The system takes its time over it, and the caller goes on with another tape or the join.
      DispatchQueue.global().async { spill.borrowers.release() }
      return TapeStandings(
        loans: loans, intake: intake,
        grades: run.rescore.masterScale.names,
        modelNames: intake.layout.usesModels ? run.models?.names ?? [] : [])
    } catch let fault as FileFault {
      throw TapeFault.file(fault)
    }
  }

  /// Applies the borrower rules and hands the loans on by their own digest, one spill for each worker.
  private func resolve(
    _ borrowers: KeyedSpill<UnresolvedStanding>, dropped: Set<UInt64>
  ) throws -> [KeyedSpill<StandingRecord>] {
    let spare = Mutex<[KeyedSpill<StandingRecord>]>([])
    let all = Mutex<[KeyedSpill<StandingRecord>]>([])
    let folder = run.folder
    try Grouping.overPartitions(threads: run.plan.threads, each: Workspace()) { partition, workspace in
      let target: KeyedSpill<StandingRecord>
      if let free = spare.withLock({ $0.popLast() }) {
        target = free
      } else {
        target = try KeyedSpill(in: folder, partitionCount: Grouping.partitions)
        all.withLock { $0.append(target) }
      }
      defer { spare.withLock { $0.append(target) } }
      try borrowers.readPartition(partition, into: &workspace.records)
      if !dropped.isEmpty { workspace.records.removeAll { dropped.contains($0.line) } }
      try resolve(
        workspace.records, &workspace.table, &workspace.firsts, &workspace.totals, into: target)
    }
    return all.withLock { $0 }
  }

  /// What a worker keeps between partitions: its buffers keep their memory.
  private struct Workspace {
    var records: [UnresolvedStanding] = []
    var table = DigestTable()
    var firsts: [Int32] = []
    var totals: [BorrowerTotals] = []
  }

  private func resolve(
    _ records: [UnresolvedStanding], _ table: inout DigestTable, _ firsts: inout [Int32],
    _ totals: inout [BorrowerTotals], into target: KeyedSpill<StandingRecord>
  ) throws {
    table.prepare(count: records.count)
    // The first loan of a borrower gathers the totals.
    firsts.removeAll(keepingCapacity: true)
    firsts.append(contentsOf: repeatElement(0, count: records.count))
    totals.removeAll(keepingCapacity: true)
    totals.append(contentsOf: repeatElement(.none, count: records.count))
    for index in records.indices {
      let record = records[index]
      let first = table.slot(of: record.digest, index: index) { records[$0].digest }
      firsts[index] = Int32(truncatingIfNeeded: first)
      totals[first].add(balance: record.balance, bits: record.bits)
    }
    for index in records.indices {
      let record = records[index]
      let standing = run.rescore.standing(
        record.own, balance: record.balance, totals: totals[Int(firsts[index])])
      try target.append(
        StandingRecord(
          digest: record.loan, line: record.line, balance: record.balance, daysPastDue: record.daysPastDue,
          grade: UInt16(truncatingIfNeeded: standing.grade), riskClass: standing.riskClass.rawValue),
        key: record.loan.high)
    }
  }
}

/// The loans of a tape, each under the digest of its identifier.
public struct TapeStandings: Sendable {
  /// The loans, parted by digest; together all of them.
  public let loans: [KeyedSpill<StandingRecord>]
  /// Names of the grades, the default grade last.
  public let grades: [String]
  /// The models that scored, or none.
  public let modelNames: [String]
  private let intake: IntakeResult

  init(loans: [KeyedSpill<StandingRecord>], intake: IntakeResult, grades: [String], modelNames: [String]) {
    self.loans = loans
    self.intake = intake
    self.grades = grades
    self.modelNames = modelNames
  }

  /// Loans, without the rows that were set aside.
  public var rows: Int64 { intake.inputRows - intake.rejectedRows }
  /// Their balance, fen.
  public var balance: Int128 { intake.inputBalance - intake.rejectedBalance }
  /// Rows that were set aside.
  public var rejectedRows: Int64 { intake.rejectedRows }
  /// Their balance, fen; unreadable ones count 0.
  public var rejectedBalance: Int128 { intake.rejectedBalance }
  /// Columns that nothing reads.
  public var unreadColumns: [String] { intake.layout.unread }
  /// SHA-256 of the tape as it lies in the file, hexadecimal; empty where it was not asked for.
  public var sha256: String { intake.tapeSHA256 }

  /// The fault of a tape on which identifiers stand several times.
  ///
  /// - Parameter repeated: All records of those identifiers that a join met, each once or more.
  public func duplicateFault(_ repeated: [StandingRecord]) throws -> TapeFault {
    var lines: [Digest128: Set<UInt64>] = [:]
    for record in repeated { lines[record.digest, default: []].insert(record.line) }
    var later: [(line: UInt64, first: UInt64)] = []
    for numbers in lines.values {
      guard let first = numbers.min() else { continue }
      later += numbers.filter { $0 != first }.map { ($0, first) }
    }
    later.sort { $0.line < $1.line }
    var rows = SpooledRows(intake)
    let named = try later.prefix(IntakePhase.namedRows).map { duplicate in
      let row = try rows.row(line: duplicate.line)
      return RejectedRow(
        line: Int(duplicate.line), column: "loan_id", value: row.identifier,
        reason: .duplicate(firstLine: Int(duplicate.first)), row: Array(row.identifier.utf8),
        balance: row.balance)
    }
    return .badRows(named, total: later.count)
  }
}
