internal import ArgumentParser
internal import Foundation
internal import Lending
internal import LoanPricing
internal import LoanTape
internal import LoanUnits
internal import PolicyDocument

/// How the tapes of a command that reads several are read: one set of options for all of them.
struct TapeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How foreign tapes are read, both of them.", valueName: "file"))
  var mapping: String?
  @Option(help: ArgumentHelp("A model; repeatable, the first decides.", valueName: "file"))
  var model: [String] = []
  @Option(
    help: ArgumentHelp("Threads; all processors without it.", valueName: "count"),
    transform: OptionValue.integer(1...256, "1 to 256"))
  var threads: Int?
  @Option(help: ArgumentHelp("Where temporary files lie.", valueName: "folder"))
  var tempDir: String?
  @Flag(help: "Refuse columns that nothing reads.")
  var strict = false

  /// Threads at work.
  var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  /// Models, mapping and prime rates, read once for all tapes.
  struct Inputs {
    let options: TapeOptions
    let models: [LoadedModel]
    let areModelsGiven: Bool
    let mapping: TapeMapping?
    let primeRates: LoanPrimeRateHistory

    /// The plan of one tape under a policy.
    ///
    /// - Parameter format: What is printed: JSON alone names a tape's hash.
    func plan(
      _ tape: String, policy: BankPolicy, asOf day: CalendarDay, format: OutputFormat?
    ) -> TapeRunPlan {
      var plan = TapeRunPlan(
        tape: tape, policy: policy, models: models.map(\.scorecard), areModelsGiven: areModelsGiven,
        primeRates: primeRates, asOf: day)
      plan.mapping = mapping
      plan.isStrict = options.strict
      plan.threads = options.threadCount
      plan.temporaryFolder = options.tempDir
      plan.hashesTape = format == .json
      return plan
    }
  }

  /// Reads what the tapes share.
  ///
  /// - Parameter models: Other models than those of `--model`.
  func inputs(_ primeRates: LoanPrimeRateHistory, models other: [String] = []) throws -> Inputs {
    let paths = other.isEmpty ? model : other
    let models = try RescoreInputs.models(paths)
    return Inputs(
      options: self, models: models, areModelsGiven: !paths.isEmpty,
      mapping: try RescoreInputs.mapping(mapping, models: models), primeRates: primeRates)
  }
}
