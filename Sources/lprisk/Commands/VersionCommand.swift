internal import ArgumentParser
internal import Foundation
internal import LinearAlgebra
internal import Reporting

/// `version`: engine, BLAS, threads.
struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "The engine, OpenBLAS with its core type, threads.")

  @OptionGroup var output: OutputOptions

  func run() throws {
    try output.print(
      RecordReport([
        .init("engine_version", .text(EngineVersion.current)),
        .init("openblas", .text(BLASInfo.configuration)),
        .init("core_type", .text(BLASInfo.coreType)),
        .init("threads", .integer(ProcessInfo.processInfo.activeProcessorCount)),
      ]))
  }
}
