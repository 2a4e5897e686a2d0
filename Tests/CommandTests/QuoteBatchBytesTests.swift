import Foundation
import TestSupport
import Testing

/// A row's bytes depend on nothing but the row: not on threads, source, company, or on how its cells are written.
@Suite struct QuoteBatchBytesTests {
  static let seed: UInt64 = 20_261_131
  static let methods = ["ratio", "cash-flow"]
  private static let program = Result { try Program() }
  private static let file = RandomApplicationFile(rows: 3000, seed: seed)
  private static let bases = Dictionary(
    uniqueKeysWithValues: methods.map { method in (method, Result { try makeBase(method) }) })

  /// A quote's rows and its rejects.
  struct Output: Equatable {
    var quotes: String
    var rejects: String
  }

  private static func makeBase(_ method: String) throws -> Output {
    _ = try program.get().write("in.csv", file.csv())
    return try quoted(method, "in.csv", ["--threads", "1"])
  }

  private static func base(_ method: String) throws -> Output {
    try #require(bases[method]).get()
  }

  private static func quoted(_ method: String, _ input: String, _ more: [String] = []) throws -> Output {
    let program = try program.get()
    let id = UUID().uuidString
    let ended = try program.run(
      [
        "quote", "--input", input, "--output", id, "--rejects", "\(id).bad", "--format", "csv", "--as-of",
        "2026-09-30", "--set", "pricing.method=\(method)",
      ] + more)
    #expect(ended.code == 0, "\(ended.errors)")
    return Output(quotes: try program.read(id), rejects: try program.read("\(id).bad"))
  }

  private static func shell(_ script: String, _ method: String) throws -> Data {
    let program = try program.get()
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", script, program.executable.path, "pricing.method=\(method)"]
    process.currentDirectoryURL = program.folder.url
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return data
  }

  @Test(arguments: methods) func mostRowsAreQuoted(_ method: String) throws {
    let base = try Self.base(method)
    let (quotes, rejects) = (base.quotes.split(separator: "\n"), base.rejects.split(separator: "\n"))
    #expect(quotes.count + rejects.count == Self.file.rows.count + 2)
    #expect(quotes.count > Self.file.rows.count * 9 / 10)
  }

  @Test(arguments: methods) func aRowAloneByOptions(_ method: String) throws {
    let quotes = try Self.base(method).quotes.split(separator: "\n")
    let rejected = Set(
      try Self.base(method).rejects.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "," }) }
    )
    var place = 0
    for index in 0..<Self.file.rows.count {
      guard !rejected.contains("\(index + 2)") else { continue }
      place += 1
      guard index % 150 == 0 else { continue }
      let alone = try Self.program.get().run(
        ["quote"] + Self.file.options(index) + [
          "--format", "csv", "--set", "pricing.method=\(method)",
        ])
      #expect(alone.output == "\(quotes[0])\n\(quotes[place])\n", "seed \(Self.seed), row \(index)")
    }
  }

  /// A cell in quotes makes a row a matter of the careful reader: both must say the same of all rows.
  @Test(arguments: methods) func cellsInQuotes(_ method: String) throws {
    _ = try Self.program.get().write(
      "quoted-\(method).csv", Self.file.csv { column, text in column == "amount" ? "\"\(text)\"" : text })
    let careful = try Self.quoted(method, "quoted-\(method).csv")
    #expect(careful.quotes == (try Self.base(method).quotes))
  }

  @Test(arguments: methods, ["2", "7"]) func threads(_ method: String, _ count: String) throws {
    // First the base, which writes the file that both read.
    let base = try Self.base(method)
    #expect(try Self.quoted(method, "in.csv", ["--threads", count]) == base)
  }

  @Test(arguments: methods) func pipeAndGzip(_ method: String) throws {
    let base = try Self.base(method)
    let options = "--format csv --as-of 2026-09-30 --rejects /dev/null --set $1"
    for source in ["cat in.csv", "gzip -c in.csv"] {
      let piped = try Self.shell("\(source) | $0 quote --input - \(options)", method)
      #expect(String(decoding: piped, as: UTF8.self) == base.quotes, "\(source)")
    }
    _ = try Self.shell("gzip -c in.csv > in-\(method).csv.gz", method)
    #expect(try Self.quoted(method, "in-\(method).csv.gz") == base)
  }

  @Test func windowsLineEndsAndColumnsInAnotherOrder() throws {
    let base = try Self.base("ratio")
    let text = Self.file.csv().replacing("\n", with: "\r\n")
    _ = try Self.program.get().write("crlf.csv", "\u{FEFF}" + text)
    #expect(try Self.quoted("ratio", "crlf.csv").quotes == base.quotes)
    let lines = Self.file.csv().split(separator: "\n").map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return (cells.dropFirst(3) + cells.prefix(3)).joined(separator: ",")
    }
    _ = try Self.program.get().write("turned.csv", lines.joined(separator: "\n"))
    #expect(try Self.quoted("ratio", "turned.csv").quotes == base.quotes)
  }
}
