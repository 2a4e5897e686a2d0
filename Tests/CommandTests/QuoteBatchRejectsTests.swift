import TestSupport
import Testing

/// Bad rows of a file of applications: named by line, column and value, or set aside in the file's order.
@Suite struct QuoteBatchRejectsTests {
  static let header = "amount,term,repayment,pd,guarantee,size,as_of,channel\n"
  static let good = "1000000,36,annuity,0.02,credit,small,2026-09-01,online"
  let program: Program

  init() throws {
    program = try Program()
  }

  @Test(arguments: [
    ("1000000,36,annuity,0.02,credit,small,2026-09-01", ",,"),
    ("1e6,36,annuity,0.02,credit,small,2026-09-01,", "amount,1e6,"),
    ("0,36,annuity,0.02,credit,small,2026-09-01,", "amount,0,"),
    ("1000000.001,36,annuity,0.02,credit,small,2026-09-01,", "amount,1000000.001,"),
    ("1000000,0,annuity,0.02,credit,small,2026-09-01,", "term,0,"),
    ("1000000,1201,annuity,0.02,credit,small,2026-09-01,", "term,1201,"),
    ("1000000,36,Annuity,0.02,credit,small,2026-09-01,", "repayment,Annuity,"),
    ("1000000,36,annuity,1.01,credit,small,2026-09-01,", "pd,1.01,"),
    ("1000000,36,annuity,.5,credit,small,2026-09-01,", "pd,.5,"),
    ("1000000,36,annuity,,credit,small,2026-09-01,", "pd,,"),
    ("1000000,36,annuity,0.02,,small,2026-09-01,", "guarantee,,"),
    ("1000000,36,annuity,0.02,credit\0,small,2026-09-01,", "guarantee,"),
    ("1000000,36,annuity,0.02,credit,huge,2026-09-01,", "size,huge,"),
    ("1000000,36,annuity,0.02,credit,small,2026-02-30,", "as_of,2026-02-30,"),
    ("1000000,36,annuity,0.02,credit,small,1999-01-01,", "as_of,1999-01-01,"),
    ("100,36,annuity,0.02,credit,small,2026-09-01,", "amount,100.00,"),
    ("1000000,36,annuity,0.02,credit,small,2026-09-01,a\"b", ",,"),
  ])
  func eachFaultIsNamed(_ row: String, _ named: String) throws {
    // Three physical lines stand before the bad one beside the header: a row, a row over two lines, a blank one.
    let first = "\(Self.good)\n1000000,36,annuity,0.02,credit,small,2026-09-01,\"two\nlines\"\n\n"
    let input = try program.write("in.csv", "\(Self.header)\(first)\(row)\n\(Self.good)\n")
    let aside = try program.run([
      "quote", "--input", input, "--output", "out.csv", "--rejects", "bad.csv", "--format", "csv",
    ])
    #expect(aside.code == 0, "\(aside.errors)")
    #expect(try program.read("out.csv").split(separator: "\n").count == 4)
    let rejects = try program.read("bad.csv")
    #expect(rejects.hasPrefix("line,column,value,reason,row\n6,\(named)"), "\(rejects)")
    let stopped = try program.run(["quote", "--input", input, "--format", "csv"])
    #expect(stopped.code == 65 && stopped.output.isEmpty)
    #expect(stopped.errors.contains("in.csv, line 6"), "\(stopped.errors)")
  }

  @Test func aBadLastRowLeavesNothing() throws {
    let rows = Array(repeating: Self.good, count: 5000).joined(separator: "\n")
    let input = try program.write("in.csv", Self.header + rows + "\nlots,,,,,,,\n")
    for output in ["-", "out.csv"] {
      let ended = try program.run(["quote", "--input", input, "--output", output, "--format", "csv"])
      #expect(ended.code == 65 && ended.output.isEmpty)
      #expect(ended.errors.contains("line 5002, column"), "\(ended.errors)")
    }
    #expect((try? program.read("out.csv")) == nil)
  }

  @Test(arguments: ["1", "2", "7"]) func rejectsKeepTheOrder(_ threads: String) throws {
    let rows = (0..<9000).map { $0 % 7 == 0 ? "bad\($0)" + Self.good.dropFirst(7) : Self.good }
    let input = try program.write("in.csv", Self.header + rows.joined(separator: "\n") + "\n")
    let aside = try program.run([
      "quote", "--input", input, "--output", "out.csv", "--rejects", "bad.csv", "--threads", threads,
    ])
    #expect(aside.code == 0, "\(aside.errors)")
    let lines = try program.read("bad.csv").split(separator: "\n").dropFirst().map {
      $0.split(separator: ",").prefix(3).joined(separator: ",")
    }
    #expect(lines == stride(from: 0, to: 9000, by: 7).map { "\($0 + 2),amount,bad\($0)" })
    let stopped = try program.run(["quote", "--input", input, "--threads", threads])
    let named = stopped.errors.split(separator: "\n")
    #expect(named.count == 20 && named.last?.hasSuffix("1286 bad rows in all") == true)
    #expect(named[18].contains("line 128,"))
  }

  @Test func optionsOfABatchNeedOne() throws {
    for option in ["--threads", "--temp-dir", "--output", "--rejects"] {
      let ended = try program.run(.plain + [option, "2"])
      #expect(ended.code == 64 && ended.errors.contains("\(option) needs --input"))
    }
    let input = try program.write("in.csv", Self.header)
    #expect(try program.run(["quote", "--input", input, "--threads", "0"]).code == 64)
    let empty = try program.run(["quote", "--input", input, "--format", "csv"])
    #expect(empty.code == 0 && empty.output.hasPrefix("lpr_tenor,"))
    #expect(try program.run(["quote", "--input", try program.write("none.csv", "\n\n")]).code == 65)
  }
}
