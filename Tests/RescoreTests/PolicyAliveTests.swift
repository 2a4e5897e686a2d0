import LoanPricing
import PolicyDocument
import Testing

/// Every leaf of the built-in policy changes an output, but for those that only inform.
@Suite struct PolicyAliveTests {
  /// Settings under which the leaves below a path come into play; the longest path counts.
  private static let variants: [String: [String]] = [
    "capital.risk_weights.tier_2": ["capital.bank_tier=2"],
    "capital.risk_weights.tier_3": ["capital.bank_tier=3", "capital.cet1=100000000"],
    "capital.large_customer_share": ["capital.bank_tier=3", "capital.cet1=100000000"],
    "capital.small_customer_limit": ["capital.bank_tier=3", "capital.cet1=100000000"],
    "capital.cet1": ["capital.bank_tier=3"],
    "capital.small_micro_share": ["capital.credit_exposure=2000000000"],
    "capital.real_estate_weights": ["capital.real_estate_prudent=true"],
    "capital.real_estate_weights.dependent_not_prudent": [],
    // Without a bound and a weight the last band is what holds above the others anyway.
    "capital.real_estate_weights.housing_independent.6.up_to_percent": [
      "capital.real_estate_prudent=true",
      "capital.real_estate_weights.housing_independent.6.weight_percent=60",
    ],
    "capital.real_estate_weights.commercial_independent.1.up_to_percent": [
      "capital.real_estate_prudent=true",
      "capital.real_estate_weights.commercial_independent.1.weight_percent=90",
    ],
    "capital.irb": ["capital.approach=irb"],
    "capital.irb.maturity_low": ["capital.approach=irb", "capital.irb.variant=advanced"],
    "capital.irb.maturity_high": ["capital.approach=irb", "capital.irb.variant=advanced"],
    "capital.irb.supervisory_lgd.floors": ["capital.approach=irb", "capital.irb.variant=advanced"],
    "ftp.relending_rate_percent": ["ftp.relending_share=0.3"],
    "tax.vat_threshold_tolerance_bp": ["tax.vat_150_percent_method=1"],
    "tax.stamp_duty_by_size": ["tax.stamp_duty_exempt_sizes=[]"],
    "classification.matrix_cells": ["classification.matrix=on"],
    "classification.matrix_warning_steps": ["classification.matrix=on"],
    "ecl.stage2_days": ["ecl.special_mention_is_stage2=false"],
    "ecl.sicr_notches": ["ecl.sicr_measure=notches"],
    "ecl.term_structure": [
      "ecl.hazard_curve=[{until_month: 12, multiplier: 1}, {until_month: 60, multiplier: 0.5}]"
    ],
    "ecl.factor_correlation": ["ecl.scenarios.2.factor=-1"],
    // All three measures are known, and each step of a grid in turn is the one reached.
    "provision.graded": ["provision.disposal_percent=95", "provision.capital_percent=13"],
    "provision.overdue_grid.1": ["provision.overdue_grid.0.from_percent=900"],
    "provision.overdue_grid.2": [
      "provision.overdue_grid.0.from_percent=900", "provision.overdue_grid.1.from_percent=800",
    ],
    "provision.disposal_grid": ["provision.disposal_percent=95"],
    "provision.disposal_grid.1": [
      "provision.disposal_percent=80", "provision.disposal_grid.0.from_percent=900",
    ],
    "provision.disposal_grid.2": [
      "provision.disposal_percent=65", "provision.disposal_grid.0.from_percent=900",
      "provision.disposal_grid.1.from_percent=800",
    ],
    "provision.capital_grid": ["provision.capital_percent=13"],
    "provision.capital_grid.1": [
      "provision.capital_percent=12", "provision.capital_grid.0.from_percent=900",
    ],
    "provision.capital_grid.2": [
      "provision.capital_percent=11", "provision.capital_grid.0.from_percent=900",
      "provision.capital_grid.1.from_percent=800",
    ],
    "concentration.borrower_percent": ["concentration.net_capital=1000000000"],
    "concentration.customer_percent": ["concentration.tier1=1000000000"],
    "concentration.group_percent": ["concentration.tier1=1000000000"],
    "supervision.borrower_amber_percent": ["supervision.borrower_floor=on"],
    "supervision.share_amber_pp": ["supervision.credit_percent=10"],
    "supervision.rate_amber_bp": ["supervision.over_lpr_bp=50"],
    "pricing.floor": ["pricing.floor_spread_bp=300"],
    "pricing.floor_spread_bp": ["pricing.floor=lpr_spread"],
  ]

  /// Leaves that change nothing though the list of informational paths does not name them, each with its reason.
  private static let knownDead: [String: String] = [
    "pd.master_scale.11.upper": "above the last bound its own grade holds, since D is for defaulted loans"
  ]

  @Test func everyLeafChangesAnOutput() async throws {
    let builtIn = try PolicyFile.builtIn()
    let informational = Set(builtIn.informationalLeaves.map(\.path))
    let leaves = builtIn.leaves.filter { !informational.contains($0.path) }
    try #require(leaves.count > 250)
    let baselines = Baselines(try PolicyProbe())
    var dead: [String] = []
    await withTaskGroup(of: [String].self) { group in
      for part in 0..<2 {
        group.addTask {
          var dead: [String] = []
          for (index, leaf) in leaves.enumerated() where index % 2 == part {
            let groups = LeafChanges.groups(leaf)
            for (item, changes) in groups.enumerated() {
              guard await !Self.isSeen(changes, of: leaf, baselines) else { continue }
              dead.append(leaf.path + (groups.count > 1 ? "[\(item)]" : ""))
            }
          }
          return dead
        }
      }
      for await part in group { dead += part }
    }
    let unknown = dead.filter { Self.knownDead[$0] == nil }.sorted()
    #expect(unknown.isEmpty, "dead leaves: \(unknown.joined(separator: ", "))")
    let revived = Self.knownDead.keys.filter { !dead.contains($0) }.sorted()
    #expect(revived.isEmpty, "listed as dead, but alive: \(revived.joined(separator: ", "))")
  }

  @Test func variantsNamePathsOfThePolicy() throws {
    let leaves = try PolicyFile.builtIn().leaves
    for path in Set(Self.variants.keys).union(Self.knownDead.keys) {
      #expect(leaves.contains { $0.path == path || $0.path.hasPrefix(path + ".") }, "\(path)")
    }
  }

  /// What the probe gives under the settings of a variant, made once, step by step as needed.
  private actor Baselines {
    let probe: PolicyProbe
    private var texts: [String: [String?]] = [:]
    private var policies: [String: BankPolicy] = [:]

    init(_ probe: PolicyProbe) { self.probe = probe }

    func text(_ step: Int, under settings: [String]) -> String? {
      let key = settings.joined(separator: " ")
      if let known = texts[key]?[step] { return known }
      guard let policy = policies[key] ?? (try? PolicyFile.builtIn(settings: settings).policy) else {
        return nil
      }
      policies[key] = policy
      let text = probe.text(step, policy)
      texts[key, default: Array(repeating: nil, count: probe.count)][step] = text
      return text
    }
  }

  private static func isSeen(_ changes: [[String]], of leaf: PolicyLeaf, _ baselines: Baselines) async -> Bool
  {
    let variant = variants.keys.filter { leaf.path == $0 || leaf.path.hasPrefix($0 + ".") }.max {
      $0.count < $1.count
    }
    let settings = variant.flatMap { variants[$0] } ?? []
    for change in changes {
      guard let changed = try? PolicyFile.builtIn(settings: settings + change).policy else { continue }
      for step in 0..<baselines.probe.count {
        guard let before = await baselines.text(step, under: settings) else { return false }
        if baselines.probe.text(step, changed) != before { return true }
      }
    }
    return false
  }
}
