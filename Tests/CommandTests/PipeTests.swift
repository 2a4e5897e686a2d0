import Foundation
import TestSupport
import Testing

/// Ends that the program does not choose.
@Suite struct PipeTests {
  @Test(arguments: [
    [String].plain + ["--schedule"],
    .words("calc schedule --amount 1000000 --rate 4 --term 360 --repayment annuity"),
    ["--help"],
  ])
  func aClosedPipeEndsQuietly(_ words: [String]) throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let ended = try Program().run(words, output: pipe.fileHandleForWriting)
    #expect(ended.code == 0)
    #expect(ended.errors.isEmpty)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDeviceIsNamed() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let ended = try Program().run(.plain, output: full)
    #expect(ended.code == 74)
    #expect(ended.errors.contains("standard output"))
  }

  @Test func outputsThatCannotBeMade() throws {
    let program = try Program()
    let ended = try program.run(["policy", "init", "--output", "nowhere/p.yaml"])
    #expect(ended.code == 73 && ended.errors.contains("nowhere/p.yaml"))
  }
}
