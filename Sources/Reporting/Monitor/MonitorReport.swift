internal import Lending
public import LoanPricing
public import LoanTape
public import LoanUnits
public import Rescoring

/// The measures of small-business lending between two tapes.
public struct MonitorReport: Sendable {
  /// A tape, or the file of flows, as it was read.
  public struct Tape: Sendable {
    let file: RescoreReport.SourceFile
    let rows: Int64
    let balance: Int128
    let columns: Set<String>
    let unreadColumns: [String]
    let regions: [String]

    /// Takes what a result says of a tape.
    public init(name: String, _ tape: SupervisedTape) {
      file = RescoreReport.SourceFile(name: name, sha256: tape.sha256)
      rows = tape.rows
      balance = tape.balance
      columns = tape.columns
      unreadColumns = tape.unreadColumns
      regions = tape.regions
    }
  }

  /// What growth is measured from, and the days of the tapes.
  public struct Period: Sendable {
    let basis: SupervisionBasis
    let start: CalendarDay
    let end: CalendarDay

    /// Creates a period.
    public init(basis: SupervisionBasis, start: CalendarDay, end: CalendarDay) {
      self.basis = basis
      self.start = start
      self.end = end
    }

    /// Whether the earlier tape is of the day that the basis asks for.
    var isOnBasis: Bool { basis.fits(from: start, to: end) }
  }

  let old: Tape
  let new: Tape
  let flows: Tape?
  let tallies: SupervisionJoin.Tallies
  let period: Period
  let inclusive: InclusivePolicy
  let context: ResultContext
  let stalePrimeRateDays: Int?
  /// The measures.
  public let measures: SupervisionMeasures

  /// Forms the measures.
  ///
  /// - Parameter stalePrimeRateDays: Age of the last prime rate, where it is too old for the policy.
  public init(
    _ tallies: SupervisionJoin.Tallies, old: Tape, new: Tape, flows: Tape?, period: Period,
    policy: BankPolicy, context: ResultContext, stalePrimeRateDays: Int?
  ) {
    self.tallies = tallies
    self.old = old
    self.new = new
    self.flows = flows
    self.period = period
    self.context = context
    inclusive = policy.inclusive
    self.stalePrimeRateDays = stalePrimeRateDays
    measures = SupervisionMeasures(
      SupervisionMeasures.Sums(
        old: tallies.old, new: tallies.new, flows: tallies.flows, oldColumns: old.columns,
        columns: new.columns, isOnBasis: period.isOnBasis), policy: policy.supervision)
  }

  /// Keys of the measures at a light.
  public func names(_ lights: Set<SupervisionMeasure.Light>) -> [String] {
    measures.all.filter { lights.contains($0.light) }.map(\.name.rawValue)
  }

  /// One part of the inclusive loans on both tapes and in the flows.
  struct Part {
    var key: String
    var old = SupervisionCell()
    var new = SupervisionCell()
    var drawn = DrawnTally()
  }

  private func isTold(_ column: String) -> Bool {
    old.columns.contains(column) || new.columns.contains(column)
  }

  /// By priority sector; loans of several count in each.
  ///
  /// None where no tape has a sector.
  var sectors: [Part] {
    guard isTold("sector") else { return [] }
    let keys = PrioritySector.codes + [""]
    return keys.indices.map { index in
      var part = Part(
        key: keys[index], old: tallies.old.bySector[index], new: tallies.new.bySector[index],
        drawn: tallies.new.bySector[index].drawn)
      part.drawn.merge(tallies.flows.bySector[index].drawn)
      return part
    }.filter(MonitorReport.isUsed)
  }

  /// By region, in the order of their names; each tape numbers them in its own way.
  ///
  /// None where no tape has a region.
  var regions: [Part] {
    guard isTold("region") else { return [] }
    var parts: [String: Part] = [:]
    for (key, cell) in zip([""] + old.regions, tallies.old.byRegion) {
      parts[key, default: Part(key: key)].old.merge(cell)
    }
    for (key, cell) in zip([""] + new.regions, tallies.new.byRegion) {
      parts[key, default: Part(key: key)].new.merge(cell)
      parts[key]?.drawn.merge(cell.drawn)
    }
    for (key, cell) in zip([""] + (flows?.regions ?? []), tallies.flows.byRegion) {
      parts[key, default: Part(key: key)].drawn.merge(cell.drawn)
    }
    return parts.values.filter(MonitorReport.isUsed).sorted { $0.key < $1.key }
  }

  private static func isUsed(_ part: Part) -> Bool {
    part.old.stock.loans > 0 || part.new.stock.loans > 0 || part.drawn.loans > 0
  }

  /// Figures of a part with their keys, all of which a spreadsheet gets too.
  func figures(_ part: Part) -> [JSONValue.Field] {
    let (old, new) = (part.old.stock, part.new.stock)
    let hasBorrowers = self.new.columns.contains("borrower_id")
    let growth =
      period.isOnBasis ? RescoreRatios.percent(new.balance - old.balance, of: old.balance) : nil
    return [
      .init("loans", .integer(Int(new.loans))), .init("balance", RescoreReport.money(new.balance)),
      .init(
        "share_percent",
        .optional(RescoreRatios.percent(new.balance, of: tallies.new.inclusive.stock.balance))),
      .init("old_balance", RescoreReport.money(old.balance)), .init("growth_percent", .optional(growth)),
      .init("borrowers", hasBorrowers ? .integer(Int(new.borrowers)) : .null),
      .init(
        "old_borrowers", self.old.columns.contains("borrower_id") ? .integer(Int(old.borrowers)) : .null),
      .init("npl_balance", RescoreReport.money(new.nonPerforming)),
      .init("npl_ratio_percent", .optional(RescoreRatios.percent(new.nonPerforming, of: new.balance))),
      .init("new_loans", .integer(Int(part.drawn.loans))),
      .init("new_amount", RescoreReport.money(part.drawn.amount)),
      .init("new_rate_percent", .optional(part.drawn.rate.percent)),
    ]
  }
}
