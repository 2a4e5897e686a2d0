import PolicyDocument
import Testing

@Suite struct LoadedPolicyTests {
  @Test func digestIsOfTheResolvedPolicy() throws {
    let builtIn = try PolicyFile.builtIn()
    #expect(builtIn.sha256.count == 64)
    let file = try PolicyFile.load(bytes: PolicyFile.builtInBytes, name: "own.yaml")
    #expect(file.sha256 == builtIn.sha256)
    #expect(!file.isBuiltIn)
    let bare = PolicyText.builtIn.split(separator: "\n")
      .map { line in line.split(separator: "#", omittingEmptySubsequences: false)[0] }.joined(separator: "\n")
    #expect(try PolicyFile.load(bytes: Array(bare.utf8), name: "bare.yaml").sha256 == builtIn.sha256)
    #expect(try PolicyFile.builtIn(settings: ["tax.income_tax=0.2500"]).sha256 == builtIn.sha256)
    #expect(try PolicyFile.builtIn(settings: ["tax.income_tax=0.2"]).sha256 != builtIn.sha256)
    #expect(
      try PolicyFile.builtIn(settings: ["inclusive.sizes=[owner, sole-trader, micro, small]"]).sha256
        == builtIn.sha256)
    let edited = PolicyText.replacing("income_tax: 0.25", "income_tax: 0.2")
    #expect(
      try PolicyFile.load(bytes: Array(edited.utf8), name: "own.yaml").sha256
        == PolicyFile.builtIn(settings: ["tax.income_tax=0.2"]).sha256)
  }

  @Test func pathsAreUnique() throws {
    let paths = try PolicyFile.builtIn().leaves.map(\.path)
    #expect(Set(paths).count == paths.count)
  }

  @Test func differences() throws {
    let builtIn = try PolicyFile.builtIn()
    #expect(PolicyDifference.between(builtIn, builtIn).isEmpty)
    let other = try PolicyFile.builtIn(settings: [
      "pd.ratings.Z=0.5", "capital.cet1=5", "pricing.rounding=down",
    ])
    #expect(
      PolicyDifference.between(builtIn, other) == [
        PolicyDifference(path: "capital.cet1", old: "null", new: "5"),
        PolicyDifference(path: "pricing.rounding", old: "up", new: "down"),
        PolicyDifference(path: "pd.ratings.Z", old: nil, new: "0.5"),
      ])
    #expect(
      PolicyDifference.between(other, builtIn).contains(
        PolicyDifference(path: "pd.ratings.Z", old: "0.5", new: nil)))
  }

  @Test func informationalPathsExist() throws {
    // The built-in policy has no overlay.
    let overlay = "ecl.overlays=[{name: a, approver: x, expires: 2027-01-01}]"
    let loaded = try PolicyFile.builtIn(settings: [overlay])
    for path in LoadedPolicy.informationalPaths {
      let start = path.split(separator: "*")[0]
      #expect(loaded.informationalLeaves.contains { $0.path.hasPrefix(start) }, "\(path)")
    }
  }

  @Test func everyLeafHasAComment() throws {
    let comments = try PolicyFile.builtInComments()
    for leaf in try PolicyFile.builtIn().leaves {
      #expect(comments[leaf.path].map { $0.count > 4 } ?? false, "\(leaf.path)")
    }
  }

  @Test func everyLineOfAValueOrItsBlockHasAComment() {
    var depth = 0
    var isCovered = false
    for line in PolicyText.builtIn.split(separator: "\n") {
      let indentation = line.prefix { $0 == " " }.count
      if line.contains("#") {
        (depth, isCovered) = (indentation, true)
      } else {
        #expect(isCovered && (indentation > depth || line.contains("- {")), "\(line)")
      }
    }
  }
}
