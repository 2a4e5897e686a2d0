import Foundation
import LoanFiles
import Testing

/// Each in a process of its own, since signals and their flag belong to the process.
@Suite struct InterruptTests {
  @Test func endsABlockedRead() async {
    await #expect(processExitsWith: .exitCode(7)) {
      Interrupt.install()
      var ends: [Int32] = [0, 0]
      // SAFETY: two descriptors are written into the array of two.
      guard unsafe pipe(&ends) == 0 else { exit(1) }
      let reader = try BlockReader(path: "/dev/fd/\(ends[0])")
      let thread = Thread {
        usleep(100_000)
        kill(getpid(), SIGINT)
      }
      thread.start()
      var block = RecordBlock()
      do throws(FileFault) {
        _ = try reader.nextBlock(into: &block)
      } catch {
        exit(error == .interrupted && Interrupt.signal == SIGINT ? 7 : 2)
      }
      exit(3)
    }
  }

  @Test func cleansUp() async {
    await #expect(processExitsWith: .exitCode(130)) {
      let folder = try TemporaryFolder()
      let inner = try TemporaryFolder(in: folder.path)
      let file = try AtomicFile(path: "\(inner.path)/out")
      guard FileManager.default.fileExists(atPath: folder.path), file.path != "" else { exit(1) }
      Interrupt.cleanUp()
      guard !FileManager.default.fileExists(atPath: folder.path) else { exit(2) }
      Interrupt.cleanUpAndExit(130)
    }
  }

  @Test func theSecondSignalEndsTheProcessAndLeavesNothing() async throws {
    let place = try Workplace()
    // SAFETY: the C strings live for the call; no other test changes the environment.
    _ = unsafe setenv("LPRISK_TEST_FOLDER", place.folder.path, 1)
    await #expect(processExitsWith: .exitCode(128 + SIGTERM)) {
      // SAFETY: nobody changes the environment of this process.
      guard let value = unsafe getenv("LPRISK_TEST_FOLDER") else { exit(1) }
      Interrupt.install()
      let folder = try TemporaryFolder(in: unsafe String(cString: value))
      let file = try AtomicFile(path: "\(unsafe String(cString: value))/out")
      // The threads of the tests' executor block signals, so another thread gets them: a moment later.
      kill(getpid(), SIGINT)
      while !Interrupt.isRequested { usleep(1000) }
      guard folder.path != file.path else { exit(2) }
      kill(getpid(), SIGTERM)
      usleep(10_000_000)
      exit(3)
    }
    #expect(try place.names.isEmpty)
  }

  @Test func aClosedPipeIsAFault() async {
    await #expect(processExitsWith: .exitCode(7)) {
      Interrupt.ignoreBrokenPipes()
      var ends: [Int32] = [0, 0]
      // SAFETY: two descriptors are written into the array of two.
      guard unsafe pipe(&ends) == 0 else { exit(1) }
      dup2(ends[1], STDOUT_FILENO)
      close(ends[0])
      do throws(FileFault) {
        try OutputSink.open("-").write("x")
      } catch {
        exit(error == .brokenPipe ? 7 : 2)
      }
      exit(3)
    }
  }
}
