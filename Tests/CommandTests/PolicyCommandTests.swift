import TestSupport
import Testing

@Suite struct PolicyCommandTests {
  let program: Program

  init() throws {
    program = try Program()
  }

  @Test func initWritesAFileThatIsTheBuiltInPolicy() throws {
    #expect(try program.run(["policy", "init", "--output", "own.yaml"]).code == 0)
    #expect(try program.run(["policy", "init"]).output == program.read("own.yaml"))
    #expect(try program.run(["policy", "init", "--output", "own.yaml"]).code == 73)
    let built = try program.json(.plain)
    let own = try program.json(.plain + ["--policy", "own.yaml"])
    #expect(own["policy_sha256"] == built["policy_sha256"])
    #expect(own["target_rate_percent"] == built["target_rate_percent"])
    let warnings = try own["warnings"].list().map { try $0.text() }
    #expect(!warnings.contains { $0.hasPrefix("builtin_policy") })
  }

  @Test func checkNamesTheLine() throws {
    let text = try program.run(["policy", "init"]).output
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let place = try #require(lines.firstIndex { $0.contains("income_tax:") })
    var damaged = lines
    damaged[place] = "  income_tax: plenty"
    let path = try program.write("bad.yaml", damaged.joined(separator: "\n"))
    for words in [["policy", "check", path], [String].plain + ["--policy", path]] {
      let ended = try program.run(words)
      #expect(ended.code == 65 && ended.output.isEmpty)
      #expect(ended.errors.contains("bad.yaml:\(place + 1):") && ended.errors.contains("income_tax"))
    }
    #expect(try program.run(["policy", "check", "absent.yaml"]).code == 66)
    let good = try program.write("good.yaml", text)
    #expect(try program.run(["policy", "check", good]).code == 0)
  }

  @Test func showAndDiff() throws {
    let shown = try program.json(["policy", "show", "--set", "tax.income_tax=0.2"])
    let leaf = try #require(try shown["leaves"].list().first { try $0["path"].text() == "tax.income_tax" })
    #expect(try leaf["value"].text() == "0.2")
    let informational = try program.json(["policy", "show", "--informational"])
    #expect(try informational["leaves"].list().contains { try $0["path"].text() == "name" })
    let text = try program.run(["policy", "init"]).output
    let old = try program.write("old.yaml", text)
    let new = try program.write("new.yaml", text.replacing("income_tax: 0.25", with: "income_tax: 0.15"))
    let ended = try program.run(["policy", "diff", old, new, "--format", "csv"])
    #expect(ended.output == "path,old,new\ntax.income_tax,0.25,0.15\n")
    #expect(try program.run(["policy", "diff", old, old, "--format", "csv"]).output == "path,old,new\n")
  }

  @Test(arguments: [
    ("no.such.entry=1", "no.such.entry"), ("nonsense", "nonsense"), ("tax.income_tax=NaN", "income_tax"),
  ])
  func badSettingsAreUsage(_ setting: String, _ needle: String) throws {
    let ended = try program.run(.plain + ["--set", setting])
    #expect(ended.code == 64 && ended.errors.contains(needle))
  }
}
