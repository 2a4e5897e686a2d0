public import CreditRisk
internal import Lending

/// Moves of loans between two tapes by grade, by class and by bucket of overdue days.
public struct MigrationTallies: Sendable {
  /// By grade, the default grade last.
  public private(set) var grades: TransitionTally
  /// By class.
  public private(set) var classes: TransitionTally
  /// By bucket.
  public private(set) var buckets: TransitionTally
  private let bounds: OverdueBuckets

  /// Nothing yet.
  ///
  /// - Parameters:
  ///   - grades: Grades, the default grade among them.
  ///   - buckets: Buckets of overdue days.
  public init(grades: Int, buckets: OverdueBuckets) {
    self.grades = TransitionTally(states: grades)
    classes = TransitionTally(states: RiskClass.allCases.count)
    self.buckets = TransitionTally(states: buckets.count)
    bounds = buckets
  }

  /// Adds a loan of either tape, or of both.
  public mutating func add(old: StandingRecord?, new: StandingRecord?) {
    let opening = old?.balance ?? 0
    let closing = new?.balance ?? 0
    grades.add(
      from: old.map { Int($0.grade) }, to: new.map { Int($0.grade) }, opening: opening, closing: closing)
    classes.add(
      from: old.map { Int($0.riskClass) }, to: new.map { Int($0.riskClass) }, opening: opening,
      closing: closing)
    buckets.add(
      from: old.map { bounds.bucket(of: $0.daysPastDue) }, to: new.map { bounds.bucket(of: $0.daysPastDue) },
      opening: opening, closing: closing)
  }

  /// Adds other tallies.
  public mutating func merge(_ other: MigrationTallies) {
    grades.merge(other.grades)
    classes.merge(other.classes)
    buckets.merge(other.buckets)
  }

  /// The moves between two tapes.
  ///
  /// - Throws: ``StandingFault`` when an identifier stands on a tape more than once.
  public static func gather(
    old: TapeStandings, new: TapeStandings, buckets: OverdueBuckets, threads: Int
  ) throws -> MigrationTallies {
    try StandingJoin(old: old, new: new).gather(
      threads: threads, empty: MigrationTallies(grades: new.grades.count, buckets: buckets),
      { $0.add(old: $1, new: $2) }, merge: { $0.merge($1) })
  }
}
