import Foundation
import LoanFiles
import Testing

@Suite struct AtomicFileTests {
  @Test func appearsWholeOrNotAtAll() throws {
    let place = try Workplace()
    let sink = try OutputSink.open(place.path("out.csv"))
    try sink.write("a,b\n")
    #expect(try place.names.count == 1)
    #expect(try place.names.first?.hasPrefix(".out.csv.lprisk-") == true)
    try sink.write([0x63, 0x0a])
    try sink.commit()
    #expect(try place.names == ["out.csv"])
    #expect(try place.bytes("out.csv") == Array("a,b\nc\n".utf8))
    sink.discard()
    try sink.commit()
    #expect(try place.names == ["out.csv"])
  }

  @Test func discardLeavesNothing() throws {
    let place = try Workplace()
    let sink = try OutputSink.open(place.path("out.csv"))
    try sink.write("half")
    sink.discard()
    #expect(try place.names.isEmpty)
    #expect(throws: FileFault.self) { try sink.write("more") }
    do {
      let forgotten = try AtomicFile(path: place.path("out.csv"))
      #expect(forgotten.path == place.path("out.csv"))
    }
    #expect(try place.names.isEmpty)
  }

  @Test func replacesOnlyWhenAsked() throws {
    let place = try Workplace()
    let path = try place.file([1], named: "out")
    #expect(throws: FileFault.exists(path: path)) { try AtomicFile(path: path) }
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    let link = place.path("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    let sink = try OutputSink.open(link, existing: .replace)
    try sink.write("new")
    #expect(try place.bytes("out") == [1])
    try sink.commit()
    #expect(try place.bytes("out") == Array("new".utf8))
    #expect(try place.names == ["link", "out"])
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
  }

  @Test func losesARaceForTheName() throws {
    let place = try Workplace()
    let file = try AtomicFile(path: place.path("out"))
    let path = try place.file([1], named: "out")
    #expect(throws: FileFault.exists(path: path)) { try file.commit() }
    #expect(try place.names == ["out"])
    #expect(try place.bytes("out") == [1])
  }

  @Test func failsBeforeTheWork() throws {
    let place = try Workplace()
    let folder = place.folder.path
    let plain = try place.file([1], named: "plain")
    let long = place.path(String(repeating: "n", count: 256))
    let faults: [(String, Int32)] = [
      (folder, EISDIR), ("\(folder)/none/out", ENOENT), ("\(folder)/none/", ENOENT), ("", ENOENT),
      ("\(plain)/out", ENOTDIR), (long, ENAMETOOLONG),
    ]
    for (path, errno) in faults {
      #expect(throws: FileFault.cannotCreate(path: path, errno: errno)) {
        try AtomicFile(path: path, existing: .replace)
      }
    }
  }

  @Test func takesTheLongestName() throws {
    let place = try Workplace()
    let name = String(repeating: "款", count: 85)
    let file = try AtomicFile(path: place.path(name))
    try file.commit()
    #expect(try place.names == [name])
  }

  @Test func writesToDevicesDirectly() throws {
    let sink = try OutputSink.open("/dev/null")
    try sink.write("x")
    try sink.commit()
    let full = try OutputSink.open("/dev/full")
    #expect(throws: FileFault.cannotWrite(path: "/dev/full", errno: ENOSPC)) { try full.write("x") }
  }
}
