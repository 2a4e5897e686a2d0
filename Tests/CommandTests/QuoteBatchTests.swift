import Foundation
import TestSupport
import Testing

@Suite struct QuoteBatchTests {
  let program: Program
  static let header = "amount,term,repayment,pd,guarantee,size,as_of,fee,first_loan\n"
  static let good = [
    "1000000,12,annuity,0.02,credit,small,2026-09-01,account=20@monthly;closing=50@end,true",
    "300000.5,24,linear,0.015,mortgage,micro,2026-09-01,,",
    "5000000,36,bullet,0.03,pledge,medium,2026-09-01,,false",
  ]

  init() throws {
    program = try Program()
  }

  @Test func rowsGiveWhatEachGivesAlone() throws {
    let input = try program.write("in.csv", Self.header + Self.good.joined(separator: "\n") + "\n")
    let ended = try program.run(["quote", "--input", input, "--output", "out.csv", "--format", "csv"])
    #expect(ended.code == 0, "\(ended.errors)")
    #expect(ended.output.isEmpty)
    let alone = try program.run(
      .words(
        """
        quote --amount 300000.5 --term 24 --repayment linear --pd 0.015 --guarantee mortgage --size micro \
        --as-of 2026-09-01 --format csv
        """))
    let rows = try program.read("out.csv").split(separator: "\n")
    #expect(rows.count == 4)
    #expect(alone.output == "\(rows[0])\n\(rows[2])\n")
  }

  @Test func jsonLinesAndStandardOutput() throws {
    let input = try program.write("in.csv", Self.header + Self.good.joined(separator: "\r\n") + "\r\n")
    let ended = try program.run(["quote", "--input", input, "--format", "json"])
    let lines = ended.output.split(separator: "\n")
    #expect(lines.count == 3)
    for line in lines { _ = try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8)) }
  }

  @Test func badRowsStopOrAreSetAside() throws {
    var rows = Self.good
    rows[1] = "lots,24,linear,0.015,mortgage,micro,2026-09-01,,"
    let input = try program.write("in.csv", Self.header + rows.joined(separator: "\n") + "\n")
    let stopped = try program.run(["quote", "--input", input, "--output", "out.csv"])
    #expect(stopped.code == 65)
    #expect(stopped.errors.contains("line 3, column amount: lots is not allowed"))
    #expect((try? program.read("out.csv")) == nil)
    let aside = try program.run(["quote", "--input", input, "--output", "out.csv", "--rejects", "bad.csv"])
    #expect(aside.code == 0)
    #expect(try program.read("out.csv").split(separator: "\n").count == 3)
    let rejects = try program.read("bad.csv").split(separator: "\n")
    #expect(rejects[0] == "line,column,value,reason,row")
    #expect(rejects[1].hasPrefix("3,amount,lots,"))
    let again = try program.run(["quote", "--input", input, "--output", "out.csv", "--rejects", "bad.csv"])
    #expect(again.code == 73)
    #expect(again.errors.contains("--force"))
  }

  @Test func unknownColumnsAndMissingOnesAreNamed() throws {
    let unknown = try program.write(
      "unknown.csv", "amount,term,repayment,guarantee,pd,colour\n1,12,annuity,credit,0.1,red\n")
    let refused = try program.run(["quote", "--input", unknown])
    #expect(refused.code == 65 && refused.errors.contains("colour"))
    let missing = try program.write("missing.csv", "term,repayment,guarantee,pd\n12,annuity,credit,0.1\n")
    #expect(try program.run(["quote", "--input", missing]).errors.contains("the column amount is missing"))
  }
}
