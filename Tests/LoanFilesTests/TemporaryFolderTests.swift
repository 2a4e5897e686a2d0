import Foundation
import Testing

@testable import LoanFiles

@Suite struct TemporaryFolderTests {
  @Test func isPrivateAndGoesWithItsContent() throws {
    let outer = try TemporaryFolder()
    let inner = try TemporaryFolder(in: outer.path)
    let attributes = try FileManager.default.attributesOfItem(atPath: inner.path)
    #expect(attributes[.posixPermissions] as? Int == 0o700)
    try FileManager.default.createDirectory(atPath: "\(inner.path)/a/b", withIntermediateDirectories: true)
    try Data([1]).write(to: URL(fileURLWithPath: "\(inner.path)/a/b/c"))
    try FileManager.default.createSymbolicLink(
      atPath: "\(inner.path)/link", withDestinationPath: "/etc/passwd")
    inner.remove()
    inner.remove()
    #expect(!FileManager.default.fileExists(atPath: inner.path))
    #expect(FileManager.default.fileExists(atPath: "/etc/passwd"))
  }

  @Test func goesWithItsOwner() throws {
    let path = try TemporaryFolder().path
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func refusesAMissingParent() {
    #expect(throws: FileFault.cannotCreate(path: "/nonexistent", errno: ENOENT)) {
      try TemporaryFolder(in: "/nonexistent")
    }
  }

  @Test func filesHaveNoName() throws {
    let folder = try TemporaryFolder()
    let file = try folder.makeUnnamedFile("spool")
    #expect(file.raw >= 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
