public import CreditRisk
internal import Lending
public import LoanTape

/// Moves between two tapes with what is estimated from them: as JSON, as a table, as CSV.
public struct MigrationReport: Sendable {
  /// One of the tapes.
  public struct Tape: Sendable {
    /// Its name and digest.
    public var file: RescoreReport.SourceFile
    /// What it holds.
    public var standings: TapeStandings

    /// A tape as it was read.
    public init(file: RescoreReport.SourceFile, standings: TapeStandings) {
      self.file = file
      self.standings = standings
    }
  }

  /// What is asked for beside the moves.
  public struct Horizon: Sendable {
    /// Years of the cumulative default probabilities, at least 1.
    public var years: Int
    /// Periods of the projection, 0 for none.
    public var periods: Int

    /// A horizon.
    public init(years: Int, periods: Int) {
      self.years = years
      self.periods = periods
    }
  }

  /// Moves by one set of states.
  struct Matrix {
    /// `grade`, `class` or `days_past_due`.
    let by: String
    let tally: TransitionTally
    let states: [String]
    /// First of the states that count as default.
    let firstDefault: Int
  }

  let old: Tape
  let new: Tape
  let period: ObservationPeriod
  let policy: MigrationPolicy
  let context: ResultContext
  let matrices: [Matrix]
  let interval: WilsonInterval
  let cohort: TransitionMatrix?
  let generator: TransitionGenerator?
  let cohortDefaults: CumulativeDefault?
  let generatorDefaults: CumulativeDefault?
  let projection: PortfolioProjection
  let horizon: Horizon

  var grades: Matrix { matrices[0] }
  var classes: Matrix { matrices[1] }
  var buckets: Matrix { matrices[2] }

  /// Estimates from the moves.
  ///
  /// - Parameters:
  ///   - defaultDays: Overdue days beyond which a bucket counts as default.
  public init(
    _ tallies: MigrationTallies, old: Tape, new: Tape, period: ObservationPeriod, policy: MigrationPolicy,
    defaultDays: Int, horizon: Horizon, context: ResultContext
  ) {
    self.old = old
    self.new = new
    self.period = period
    self.policy = policy
    self.context = context
    self.horizon = horizon
    let names = new.standings.grades
    let bounds = OverdueBuckets(lastDays: policy.bucketDays)
    matrices = [
      Matrix(by: "grade", tally: tallies.grades, states: names, firstDefault: names.count - 1),
      Matrix(
        by: "class", tally: tallies.classes, states: RiskClass.codes,
        firstDefault: Int(RiskClass.substandard.rawValue)),
      Matrix(
        by: "days_past_due", tally: tallies.buckets, states: bounds.names,
        firstDefault: bounds.firstBucket(beyond: defaultDays)),
    ]
    interval = WilsonInterval(confidencePercent: policy.confidencePercent)
    let cohort = TransitionMatrix(weights: tallies.grades.survivorCounts)
    self.cohort = cohort
    generator = cohort.flatMap {
      TransitionGenerator($0, years: period.years, adjustment: policy.generator)
    }
    cohortDefaults = cohort.flatMap { CumulativeDefault($0, period: period, years: horizon.years) }
    generatorDefaults = generator.map { CumulativeDefault($0, years: horizon.years) }
    projection = PortfolioProjection(tallies.grades, periods: horizon.periods)
  }

  /// Grades, the default grade left out, that held no loan whose later grade is known.
  var emptyGrades: [String] {
    TransitionMatrix.emptyRows(of: grades.tally.survivorCounts).map { grades.states[$0] }
  }

  /// Warnings in a language.
  public func warnings(_ language: ReportLanguage) -> [String] {
    let isEnglish = language == .english
    var lines = context.warnings(language)
    for tape in [old, new] where tape.standings.rejectedRows > 0 {
      let rows = tape.standings.rejectedRows
      lines.append(
        "rows_rejected: "
          + (isEnglish
            ? "\(rows) bad rows of \(tape.file.name) are left out; their loans look new or vanished"
            : "\(tape.file.name) 中 \(rows) 条记录被拒,相应贷款会显示为新增或已退出"))
    }
    for tape in [old, new] where !tape.standings.unreadColumns.isEmpty {
      let columns = tape.standings.unreadColumns.joined(separator: ", ")
      lines.append(
        "unread_columns: "
          + (isEnglish
            ? "nothing reads these columns of \(tape.file.name): \(columns)"
            : "\(tape.file.name) 中未读取的列:\(columns)"))
    }
    let survivors = (0..<classes.tally.states).reduce(Int64(0)) { sum, row in
      sum + classes.tally.start(row).count - classes.tally.vanished(from: row).count
    }
    if survivors == 0 {
      lines.append(
        "no_common_loan: "
          + (isEnglish
            ? "no loan_id stands on both tapes; the identifiers may differ in form"
            : "两期数据没有相同的 loan_id;请检查编号格式是否一致"))
    }
    if !emptyGrades.isEmpty {
      lines.append(
        "grade_without_loans: "
          + (isEnglish
            ? "no loan of the grades \(emptyGrades.joined(separator: ", ")) is on both tapes; what moves into them is taken to stay there"
            : "评级 \(emptyGrades.joined(separator: "、")) 没有两期均存在的贷款;迁入后按不再迁移处理"))
    }
    if generator == nil {
      lines.append(
        "no_generator: "
          + (isEnglish
            ? "the cohort matrix has no real logarithm, so there is no generator and what follows from it is null"
            : "迁徙矩阵没有实对数,无法得到生成元,相关结果为空"))
    }
    return lines
  }
}
