internal import ArgumentParser

/// Single calculators.
struct CalcCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calc", abstract: "Single calculators.",
    subcommands: [
      CalcScheduleCommand.self, CalcIRRCommand.self, CalcCapitalCommand.self, CalcVasicekCommand.self,
      CalcPDCommand.self, CalcECLCommand.self, CalcLPRCommand.self, CalcDaysCommand.self, CalcAPRCommand.self,
      CalcConvertCommand.self, CalcPenaltyCommand.self,
      CalcSizeCommand.self,
    ])
}
