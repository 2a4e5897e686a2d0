internal import ArgumentParser
internal import Cashflow
internal import Reporting

/// `calc apr`: the annual rate of a loan's flows as the EU, the US or China prescribe it.
struct CalcAPRCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apr", abstract: "Annual percentage rates of the EU, the US and China.")

  /// Whose rule it is.
  enum Method: String, CaseIterable {
    /// Directives 2008/48/EC and 2014/17/EU, annex I.
    case eu
    /// Regulation Z, Appendix J.
    case us
    /// Announcement 2021 No. 3 of the People's Bank (贷款年化利率).
    case cn
  }

  @Option(
    help: ArgumentHelp(
      "CSV: years,amount or date,amount (eu); amount,unit_periods,fraction or date,amount (us); period,amount or date,amount (cn).",
      valueName: "file"))
  var flows: String
  @Option(
    help: ArgumentHelp("eu, us or cn.", valueName: "code"),
    transform: { text in try OptionValue.code(text, Method.allCases.map { ($0.rawValue, $0) }) })
  var method: Method
  @Option(
    help: ArgumentHelp("us: unit-periods of a year, also as a fraction such as 365/255.", valueName: "count"),
    transform: OptionValue.ratio(.over(0, to: 366, "unit-periods a year, over 0 up to 366")))
  var unitPeriodsPerYear: Double?
  @Option(
    help: ArgumentHelp("cn: periods of a year; 12 without it.", valueName: "count"),
    transform: OptionValue.number(.over(0, to: 366, "periods a year, over 0 up to 366")))
  var periodsPerYear: Double?
  @OptionGroup var output: OutputOptions

  func run() throws {
    if unitPeriodsPerYear != nil, method != .us {
      throw InputFault.needs(option: "unit-periods-per-year", other: "method us")
    }
    if periodsPerYear != nil, method != .cn {
      throw InputFault.needs(option: "periods-per-year", other: "method cn")
    }
    let rate =
      switch method {
      case .eu: try european()
      case .us: try unitedStates()
      case .cn: try chinese()
      }
    func warnings(_ language: ReportLanguage) -> [String] {
      rate.roots.count > 1 ? [WarningText.notUnique(rate.roots, language)] : []
    }
    try output.print(
      RecordReport(
        [.init("apr_percent", .number(rate.percent))] + rate.fields + [
          .init("roots_percent", .list(rate.roots.map { .number($0) })),
          .init("warnings", .list(warnings(.english).map { .text($0) })),
        ]), warnings: warnings(output.lang))
  }

  /// The rate, all rates in percent a year, and what the method shows beside them.
  private struct Answer {
    var percent: Double
    var roots: [Double]
    var fields: [JSONValue.Field] = []
  }

  /// The rate nearest to zero; more than one warns.
  private func answer(
    _ outcome: InternalRateOfReturn.Outcome, fields: (Double) -> [JSONValue.Field] = { _ in [] },
    annual: (Double) -> Double
  ) throws -> Answer {
    let roots = outcome.rates.map { 100 * annual($0) }
    guard let rate = outcome.nearest(to: 0), roots.allSatisfy(\.isFinite) else {
      throw InputFault.noRate(file: flows)
    }
    return Answer(percent: 100 * annual(rate), roots: roots, fields: fields(rate))
  }

  private func european() throws -> Answer {
    let file = try FlowFile(path: flows, layouts: [.years, .date])
    let outcome =
      file.layout == .date
      ? EuropeanRate.roots(days: file.days, amounts: file.amounts)
      : InternalRateOfReturn.roots(times: file.times, amounts: file.amounts)
    return try answer(outcome) { $0 }
  }

  private func unitedStates() throws -> Answer {
    let file = try FlowFile(path: flows, layouts: [.unitPeriods, .date])
    if file.layout == .date {
      if unitPeriodsPerYear != nil {
        throw InputFault.needs(option: "unit-periods-per-year", other: "flows with unit_periods, not dates")
      }
      let grid = UnitPeriodGrid(days: file.days, amounts: file.amounts)
      let perYear = grid.unitPeriod.perYear
      return try answer(
        ActuarialRate.roots(grid.flows),
        fields: { _ in
          [
            .init("unit_period", .text(grid.unitPeriod.description)),
            .init("unit_periods_per_year", .number(perYear)),
          ]
        }, annual: { $0 * perYear })
    }
    guard let perYear = unitPeriodsPerYear else {
      throw InputFault.missing(
        option: "unit-periods-per-year", hint: "flows by unit-periods need their number a year, such as 12")
    }
    let flows = zip(zip(file.times, file.fractions), file.amounts).map { time, amount in
      ActuarialRate.Flow(amount: amount, unitPeriods: Int(time.0), fraction: time.1)
    }
    return try answer(
      ActuarialRate.roots(flows), fields: { _ in [.init("unit_periods_per_year", .number(perYear))] },
      annual: { $0 * perYear })
  }

  private func chinese() throws -> Answer {
    let file = try FlowFile(path: flows, layouts: [.period, .date])
    if file.layout == .date {
      // The rate of dated flows is effective a year; no period, no simple rate.
      return try answer(
        InternalRateOfReturn.roots(days: file.days, amounts: file.amounts),
        fields: { [.init("simple_percent", .null), .init("compound_percent", .number(100 * $0))] },
        annual: { $0 })
    }
    let perYear = periodsPerYear ?? 12
    func compound(_ rate: Double) -> Double {
      EffectiveRate.annual(periodic: rate, periodsPerYear: perYear)
    }
    return try answer(
      InternalRateOfReturn.roots(times: file.times, amounts: file.amounts),
      fields: {
        [
          .init("simple_percent", .number(100 * $0 * perYear)),
          .init("compound_percent", .number(100 * compound($0))),
        ]
      }, annual: compound)
  }
}
