import CreditRisk
import Lending
import LoanPricing
import LoanUnits
import Testing

@testable import PolicyDocument

@Suite struct PolicySettingTests {
  @Test func leavesListsAndNullsAreSet() throws {
    let loaded = try PolicyFile.builtIn(settings: [
      "ftp.curve.0.percent=1.5", "capital.cet1=100000000", "classification.retail_sizes=[small,micro]",
      "tax.vat_exempt_until=2099-12-31", "pricing.floor=floor_rate", "classification.matrix=on",
      "capital.credit_percent=2", "capital.guarantors.government-fund=20",
      "authority.levels.0.max_amount=null",
      "pd.ratings.A=0.005", "ecl.special_mention_is_stage2=false", "name=Another bank",
    ])
    let policy = loaded.policy
    #expect(policy.ftp.curve.nodes[0].percent == 1.5)
    #expect(policy.capital.cet1 == 100_000_000)
    #expect(policy.classification.retailSizes == [.small, .micro])
    #expect(policy.tax.vatExemptUntil.description == "2099-12-31")
    #expect(policy.pricing.floor == .floorRate)
    #expect(policy.classification.matrix)
    #expect(policy.capital.creditPercent == 2)
    #expect(policy.capital.guarantors == [.governmentFund: 20])
    #expect(policy.authority.levels[0].maxAmount == nil)
    #expect(policy.pd.ratings.first { $0.name == "A" }?.probability == 0.005)
    #expect(policy.ecl.specialMentionIsStage2 == false)
    #expect(policy.name == "Another bank")
    #expect(loaded.changed.count == 12)
    #expect(loaded.isBuiltIn)
  }

  @Test func aPartOfASectionCanBeAdded() throws {
    let loaded = try PolicyFile.builtIn(settings: [
      "pd.ratings.A-1=0.006", "fees.default_payees.notary=other",
      "capital.real_estate_weights.housing_dependent.6.at_least_counterparty=true",
    ])
    #expect(loaded.policy.pd.ratings.last?.name == "A-1")
    #expect(loaded.policy.fees.defaultPayees["notary"] == .other)
    #expect(loaded.policy.capital.realEstateWeights.housingDependent.last?.atLeastCounterparty == true)
  }

  @Test func settingsTogetherMustFit() throws {
    let loaded = try PolicyFile.builtIn(settings: [
      "ecl.scenarios.0.weight=0.6", "ecl.scenarios.2.weight=0.2",
    ])
    #expect(loaded.policy.ecl.scenarios.map(\.weight) == [0.6, 0.2, 0.2])
    let fault = try #require(PolicyText.settingFault("ecl.scenarios.0.weight=0.6"))
    #expect(fault.key == "ecl.scenarios.0.weight")
    guard case .contradiction(let path, .weightsSum) = fault.problem else {
      Issue.record("a contradiction, got \(fault)")
      return
    }
    #expect(path == "ecl.scenarios")
  }

  @Test(arguments: ["nonsense", "=1", ""]) func notASetting(_ text: String) {
    #expect(PolicyText.settingFault(text)?.problem == .notASetting)
  }

  @Test(arguments: [
    "no.such.entry=1", "ftp.curve.8.percent=1", "ftp.curve.-1.percent=1", "ftp.curve.00.percent=1",
    "tax.income_tax.x=1", "tax..income_tax=1", "zzz=1", "tax.zzzzzzzz=1",
  ])
  func unknownPath(_ text: String) throws {
    let fault = try #require(PolicyText.settingFault(text))
    #expect(fault.problem == .unknownPath(suggestion: nil))
    #expect(fault.description.contains(text))
  }

  @Test func misspeltPathHasASuggestion() {
    let fault = PolicyText.settingFault("tax.income_taxx=0.2")
    #expect(fault?.problem == .unknownPath(suggestion: "tax.income_tax"))
  }

  @Test(arguments: [
    "tax.income_tax=plenty", "tax.income_tax=NaN", "tax.income_tax=", "tax.income_tax=2", "tax.income_tax=[1",
    "tax.income_tax=0.2: 3", "tax.income_tax={a: 1, a: 2}", "lpr=3", "ftp.curve=3", "tax.income_tax=&x 1",
  ])
  func badValue(_ text: String) throws {
    let fault = try #require(PolicyText.settingFault(text))
    guard case .value = fault.problem else {
      Issue.record("a fault of the value, got \(fault.problem)")
      return
    }
    #expect(fault.description.contains(text))
  }

  @Test func aBadFileIsTheFilesFault() {
    let text = PolicyText.replacing("  income_tax: 0.25", "  income_tax: x")
    #expect(throws: DocumentFaults.self) {
      _ = try PolicyFile.load(bytes: Array(text.utf8), name: "p.yaml", settings: ["tax.income_tax=0.2"])
    }
  }

  @Test func everyLeafCanBeSetToItsValue() throws {
    let builtIn = try PolicyFile.builtIn()
    #expect(builtIn.leaves.count > 300)
    let loaded = try PolicyFile.builtIn(settings: builtIn.leaves.map { "\($0.path)=\($0.value)" })
    #expect(loaded.sha256 == builtIn.sha256)
    #expect(loaded.policy == builtIn.policy)
    #expect(loaded.changed == builtIn.leaves.map(\.path))
  }

  @Test func everyLeafTakesAnotherValue() throws {
    let builtIn = try PolicyFile.builtIn()
    let root = try DocumentText(PolicyFile.builtInBytes, file: "").parse().root
    // A term structure needs its curve.
    let companions = ["ecl.term_structure": ["ecl.hazard_curve=[{until_month: 12, multiplier: 1}]"]]
    for leaf in builtIn.leaves {
      let others = Self.otherValues(leaf)
      let more = companions[leaf.path] ?? []
      let before = try PolicyFile.resolve(root, file: "", isBuiltIn: true, settings: more)
      let isChanged = others.contains { value in
        let loaded = try? PolicyFile.resolve(
          root, file: "", isBuiltIn: true,
          settings: more + ["\(leaf.path)=\(value)"])
        guard let loaded else { return false }
        return loaded.sha256 != before.sha256 && loaded.policy != before.policy
      }
      #expect(isChanged, "\(leaf.path) = \(leaf.value), tried \(others)")
    }
  }

  /// Values of which one at least is allowed and differs; weights move in pairs by design and are tried to 0.
  private static func otherValues(_ leaf: PolicyLeaf) -> [String] {
    if leaf.path.hasSuffix(".weight") { return ["\(leaf.value)0000000001"] }
    switch leaf.allowed {
    case .number, .integer, .orNull:
      guard let number = Double(leaf.value) else { return ["17.5", "0.5", "105"] }
      return ["\(number * 1.01)", "\(number * 0.99)", "\(Int(number) + 1)", "\(Int(number) - 1)", "0.0001"]
    case .flag: return ["true", "false"]
    case .oneOf(let codes): return codes
    case .listOf(let codes):
      return ["[\(codes[1])]", "[\(codes[0])]", "[normal, normal, normal, normal, normal, normal]"]
    case .integers: return ["[0, 30, 90, 180, 361]", "[1, 2, 3]"]
    case .date: return ["2031-01-31"]
    case .text, .texts, .mapping, .list: return ["other", "[other]"]
    }
  }
}
