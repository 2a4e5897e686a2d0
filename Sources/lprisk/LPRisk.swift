internal import ArgumentParser
internal import LinearAlgebra
internal import LoanFiles
internal import Reporting

/// The root of the command line.
@main
struct LPRisk: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lprisk",
    abstract: "Prices and judges loans to small businesses.",
    version: "lprisk \(EngineVersion.current)",
    subcommands: [
      QuoteCommand.self, RescoreCommand.self, MergeCommand.self, MigrateCommand.self, MonitorCommand.self,
      WalkCommand.self, BacktestCommand.self, CalcCommand.self, PolicyCommand.self, SchemaCommand.self,
      GenerateCommand.self, VersionCommand.self,
    ])

  /// Parses, runs, and ends with the documented exit code.
  static func main() {
    BLASInfo.useOneThread()
    Interrupt.install()
    Interrupt.ignoreBrokenPipes()
    let status = run(Array(CommandLine.arguments.dropFirst()))
    Interrupt.cleanUpAndExit(status.rawValue)
  }

  private static func run(_ arguments: [String]) -> ExitStatus {
    do {
      if let quote = directQuote(arguments) {
        try quote.run()
        return .done
      }
      var command = try parseAsRoot(arguments)
      try command.run()
      return .done
    } catch {
      return finish(error)
    }
  }

  /// A quote that parses as it stands, without the tree of all commands.
  ///
  /// A desk asks for one quote after another, and the tree is built for each. Anything else goes the long way, help
  /// and faults too.
  private static func directQuote(_ arguments: [String]) -> QuoteCommand? {
    guard arguments.first == QuoteCommand.configuration.commandName else { return nil }
    return try? QuoteCommand.parse(Array(arguments.dropFirst()))
  }

  /// Prints what an error says; help is no error.
  private static func finish(_ error: any Error) -> ExitStatus {
    switch exitCode(for: error) {
    case .success:
      do {
        try OutputSink.standardOutput(StandardOutput()).write(fullMessage(for: error) + "\n")
        return .done
      } catch {
        return report(ErrorSentence(error))
      }
    case .validationFailure:
      return report(ErrorSentence(InputFault.usage(message(for: error))))
    default:
      return report(sentence(for: error))
    }
  }

  private static func sentence(for error: any Error) -> ErrorSentence {
    switch error {
    case let fault as TapeError: sentence(for: fault)
    case let fault as PathFault: ErrorSentence(fault.fault, path: fault.path)
    case let fault as FieldFault where fault.value.isEmpty:
      ErrorSentence(InputFault.missing(option: fault.field, hint: "it takes \(fault.allowed)"))
    case let fault as FieldFault:
      ErrorSentence(InputFault.option(fault.field, value: fault.value, allowed: fault.allowed))
    default: ErrorSentence(error)
    }
  }

  private static func sentence(for error: TapeError) -> ErrorSentence {
    error.fault is PathFault || error.fault is FieldFault
      ? sentence(for: error.fault)
      : ErrorSentence(error.fault, path: error.path, hasRejects: error.hasRejects)
  }

  private static func report(_ sentence: ErrorSentence) -> ExitStatus {
    if !sentence.text.isEmpty { StandardError.write("lprisk: \(sentence.text)\n") }
    return sentence.status
  }
}
