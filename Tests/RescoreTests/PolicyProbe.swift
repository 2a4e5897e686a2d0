import Cashflow
import CreditRisk
import Foundation
import Lending
import LoanFiles
import LoanPricing
import LoanTape
import LoanUnits
import PolicyDocument
import Rescoring

/// What a policy does to fixed applications, loans and exposures, as texts to compare.
///
/// A policy is alive in a leaf when one of the texts changes with it. They are made one after the other, so that a
/// comparison can stop at the first that differs.
final class PolicyProbe: Sendable {
  private let history: LoanPrimeRateHistory
  private let folder: URL
  private let tape: String
  private let contradictions: String
  private let builtInTable: EnterpriseSizeTable

  init() throws {
    builtInTable = try PolicyFile.builtIn().policy.enterpriseSize
    history = try .builtIn()
    folder = FileManager.default.temporaryDirectory.appending(path: "lprisk-probe-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    tape = folder.appending(path: "tape.csv").path
    try Data(ProbeLoans.tape.csv.utf8).write(to: URL(filePath: tape))
    contradictions = folder.appending(path: "contradictions.csv").path
    try Data(ProbeLoans.contradictions.csv.utf8).write(to: URL(filePath: contradictions))
    for (name, rows) in [("old.csv", MonitorTapes.old), ("new.csv", MonitorTapes.new)] {
      try Data(Tape(rows, first: MonitorTapes.header).csv.utf8).write(to: folder.appending(path: name))
    }
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  var count: Int { ProbeApplications.all.count + 4 }

  /// Text of a step under a policy.
  func text(_ step: Int, _ policy: BankPolicy) -> String {
    switch step {
    case 0: exposures(policy)
    case 1: rescore(policy)
    case 2: sizes(policy) + penalties(policy) + migration(policy)
    case 3: profile(policy) + monitor(policy)
    default: quote(ProbeApplications.all[step - 4], policy)
    }
  }

  private func quote(_ application: LoanApplication, _ policy: BankPolicy) -> String {
    do {
      let engine = QuoteEngine(policy: policy, primeRates: history)
      let quote = try engine.quote(application)
      let statement = try CostStatement(application, quote: quote, policy: policy)
      let sharing = engine.riskSharing(application, quote: quote)
      return "\(quote) \(statement) \(sharing.map { "\($0)" } ?? "")"
    } catch {
      return "\(error)"
    }
  }

  /// The calculator's capital: the classes that neither quotes nor tapes of business loans reach.
  private func exposures(_ policy: BankPolicy) -> String {
    let ratings = InternalRatings(policy.capital.internalRatings)
    let loss = SupervisoryLoss(policy.capital.internalRatings.supervisoryLoss)
    let classes: [InternalRatings.ExposureClass] = [.corporate, .sme, .retail, .mortgage, .revolving]
    return classes.map { kind in
      [0.0001, 0.02].map { probability in
        "\(ratings.capital(probability: probability, lossGivenDefault: 0.4, maturityYears: 3, exposureClass: kind, turnover: 100_000_000))"
      }.joined() + "\(loss.floor(.none, exposure: 1, exposureClass: kind))"
    }.joined(separator: "\n")
  }

  /// What a breach costs.
  private func penalties(_ policy: BankPolicy) -> String {
    [policy.penalty.overdueUplift, policy.penalty.divertedUplift].map { uplift in
      let penalty = PenaltyInterest(
        contractRate: 0.0435, uplift: uplift, dayBasis: policy.penalty.dayBase)
      return "\(penalty.interest(on: 500_000, days: 30))"
    }.joined(separator: " ")
  }

  /// Buckets, an interval and the generator of a matrix whose logarithm is none.
  private func migration(_ policy: BankPolicy) -> String {
    let days = OverdueBuckets(lastDays: policy.migration.bucketDays)
    let bounds = WilsonInterval(confidencePercent: policy.migration.confidencePercent)
      .bounds(share: 0.1, trials: 50)
    let weights: [[Double]] = [[90, 10, 0, 0], [5, 85, 10, 0], [0, 5, 80, 15], [0, 0, 0, 1]]
    let generator = TransitionMatrix(weights: weights).flatMap {
      TransitionGenerator($0, years: 1, adjustment: policy.migration.generator)
    }
    return " \(days.names) \(bounds.map { "\($0)" } ?? "") \(generator?.rows ?? [])"
  }

  /// The official size of firms in every industry, at each bound of the built-in table and far above it.
  private func sizes(_ policy: BankPolicy) -> String {
    builtInTable.industries.flatMap { industry in
      let bounds = [industry.employees, industry.revenue, industry.assets].compactMap { $0 }
      let values = bounds.flatMap { [$0.small, $0.medium, $0.large] } + [1_000_000_000]
      return industry.codes.flatMap { code in
        values.flatMap { value in
          (0..<3).map { indicator in
            let amounts = (0..<3).map { $0 == indicator ? value : 1_000_000_000 }
            let firm = EnterpriseSizeTable.Enterprise(
              industry: code, employees: amounts[0], revenue: Money(fen: Int64(amounts[1]) * 1_000_000),
              assets: Money(fen: Int64(amounts[2]) * 1_000_000))
            return (try? policy.enterpriseSize.size(firm))?.code ?? "none"
          }
        }
      }
    }.joined(separator: " ")
  }

  /// What the profile of a tape of contradictions finds.
  private func profile(_ policy: BankPolicy) -> String {
    guard let asOf = CalendarDay(iso: Workplace.asOf) else { return "no day" }
    do {
      var plan = TapeRunPlan(
        tape: contradictions, policy: policy, models: [], areModelsGiven: false, primeRates: history,
        asOf: asOf)
      plan.threads = 1
      plan.profilesQuality = true
      let profile = try TapeRun(plan).check(rejects: nil).quality
      return profile.map { "\($0)" } ?? "no profile"
    } catch {
      return "\(error)"
    }
  }

  /// The supervisory measures of two small tapes.
  private func monitor(_ policy: BankPolicy) -> String {
    guard let end = CalendarDay(iso: MonitorTapes.asOf) else { return "no day" }
    let start = SupervisionBasis.yearOnYear.start(for: end)
    do {
      let tapes = try [("old.csv", start), ("new.csv", end)].map { name, day in
        var plan = TapeRunPlan(
          tape: folder.appending(path: name).path, policy: policy, models: [], areModelsGiven: false,
          primeRates: history, asOf: day)
        plan.threads = 1
        let window = SupervisionWindow(
          from: start, to: day, isFlow: false, primeRates: history, policy: policy)
        return try SupervisionRun(plan, window: window).tape()
      }
      let sums = try SupervisionJoin(old: tapes[0], new: tapes[1], flows: nil, policy: policy.inclusive)
        .tallies(threads: 1)
      let measures = SupervisionMeasures(
        SupervisionMeasures.Sums(
          old: sums.old, new: sums.new, flows: sums.flows, oldColumns: tapes[0].columns,
          columns: tapes[1].columns, isOnBasis: true), policy: policy.supervision)
      return "\(measures.all)"
    } catch {
      return "\(error)"
    }
  }

  /// The per-loan output of the probe's tape, and its totals.
  private func rescore(_ policy: BankPolicy) -> String {
    guard let asOf = CalendarDay(iso: Workplace.asOf) else { return "no day" }
    let name = folder.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: name) }
    do {
      var plan = TapeRunPlan(
        tape: tape, policy: policy, models: [], areModelsGiven: false, primeRates: history, asOf: asOf)
      plan.threads = 1
      plan.comparesApproaches = true
      let sink = try OutputSink.open(name)
      let result = try TapeRun(plan).run(output: sink, rejects: nil)
      try sink.commit()
      let text = String(decoding: try Data(contentsOf: URL(filePath: name)), as: UTF8.self)
      let provision = RegulatoryProvision(result.summary, policy: policy.provision)
      let concentration = result.concentration.map { "\($0)" } ?? ""
      return text
        + "\(result.summary.notes) \(result.summary.overdue90Balance) \(provision) \(concentration)"
        + " \(CapitalStanding(result.summary, policy: policy.capital))"
    } catch {
      return "\(error)"
    }
  }
}
