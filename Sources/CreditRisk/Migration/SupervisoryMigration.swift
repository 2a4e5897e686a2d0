public import Lending

/// One migration ratio of the supervisor (贷款迁徙率).
///
/// Ratio = opening loans that are in a worse class at the end ÷ (opening balance − reductions of those loans within
/// the period): the same loans at both ends, whatever lay between, by principal. A reduction is
/// what of an opening loan was repaid, written off or sold.
///
/// - SeeAlso: 商业银行风险监管核心指标(试行), 银监发〔2005〕89号: 正常类、关注类、次级类、可疑类贷款迁徙率; the form
///   G12 贷款质量迁徙情况表 gives the base.
public struct SupervisoryMigration: Hashable, Sendable {
  /// Class at the start.
  public let from: RiskClass
  /// Balance at the start, fen.
  public let opening: Int128
  /// What of it was repaid, written off or sold, fen.
  public let reductions: Int128
  /// What of it is in a class that counts at the end, fen.
  public let moved: Int128

  /// A ratio from its amounts, all of one unit.
  public init(from: RiskClass, opening: Int128, reductions: Int128, moved: Int128) {
    self.from = from
    self.opening = opening
    self.reductions = reductions
    self.moved = moved
  }

  /// The ratio, a fraction; nil where no opening balance is left to move.
  public var ratio: Double? {
    let base = opening - reductions
    return base > 0 ? Double(moved) / Double(base) : nil
  }

  /// Classes from which a ratio is formed.
  public static let classes: [RiskClass] = [.normal, .specialMention, .substandard, .doubtful]

  /// Classes that count as moved: of normal loans all four others, of special mention the non-performing ones, of
  /// substandard doubtful and loss, of doubtful loss.
  public static func counted(from: RiskClass) -> [RiskClass] {
    [.specialMention, .substandard, .doubtful, .loss].filter { $0.rawValue > from.rawValue }
  }

  /// The four ratios of a tally over the five classes.
  public static func ratios(_ tally: TransitionTally) -> [SupervisoryMigration] {
    classes.map { from in
      let row = Int(from.rawValue)
      let start = tally.start(row)
      return SupervisoryMigration(
        from: from, opening: start.opening, reductions: start.opening - start.remaining,
        moved: counted(from: from).reduce(0) { $0 + tally.cell(row, Int($1.rawValue)).remaining })
    }
  }
}

/// How many loans turned non-performing within a period (不良生成率).
///
/// Formation = change of the non-performing balance + reductions of loans that were non-performing at the start
/// (written off, sold, recovered); ratio = formation ÷ opening normal and special mention. Upgraded loans
/// lower it, as in banks' own reports; `inflow` is the amount before they do. A loan that turned bad and was
/// written off between the tapes is on neither as non-performing and is not seen.
public struct NonPerformingFormation: Hashable, Sendable {
  /// Normal and special mention at the start, fen.
  public let openingPerforming: Int128
  /// Non-performing at the start, fen.
  public let opening: Int128
  /// Non-performing at the end, fen.
  public let closing: Int128
  /// What of the opening non-performing balance was written off, sold or recovered, fen.
  public let reductions: Int128
  /// What of it was upgraded, fen, as owed at the end.
  public let upgraded: Int128
  /// Performing at the start or new, and non-performing at the end, fen.
  public let inflow: Int128

  /// The formation of a tally over the five classes.
  public init(_ tally: TransitionTally) {
    let performing = 0...1
    let nonPerforming = Int(RiskClass.substandard.rawValue)...Int(RiskClass.loss.rawValue)
    func sum(_ old: ClosedRange<Int>, _ new: ClosedRange<Int>, _ value: (TransitionTally.Cell) -> Int128)
      -> Int128
    {
      old.reduce(0) { total, row in new.reduce(total) { $0 + value(tally.cell(row, $1)) } }
    }
    openingPerforming = performing.reduce(0) { $0 + tally.start($1).opening }
    opening = nonPerforming.reduce(0) { $0 + tally.start($1).opening }
    closing = nonPerforming.reduce(0) { $0 + tally.end($1).closing }
    reductions = nonPerforming.reduce(0) { $0 + tally.start($1).opening - tally.start($1).remaining }
    upgraded = sum(nonPerforming, performing) { $0.remaining }
    inflow =
      sum(performing, nonPerforming) { $0.closing }
      + nonPerforming.reduce(0) { $0 + tally.new(in: $1).closing }
  }

  /// Change + reductions, fen.
  public var formation: Int128 { closing - opening + reductions }
  /// Formation ÷ opening performing, a fraction; nil where nothing was performing.
  public var ratio: Double? { openingPerforming > 0 ? Double(formation) / Double(openingPerforming) : nil }
  /// Inflow ÷ opening performing, a fraction; nil likewise.
  public var inflowRatio: Double? { openingPerforming > 0 ? Double(inflow) / Double(openingPerforming) : nil }
}
