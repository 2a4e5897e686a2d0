internal import Lending
public import LoanUnits

/// The overlays of a policy that are in force on a day, laid out for look-ups by code: a bit for each.
public struct LossOverlays: Sendable {
  /// What overlays do to one loan together.
  public struct Effect: Hashable, Sendable {
    /// Product of the PD multipliers.
    public var pdMultiplier = 1.0
    /// Sum of the additions to the loss given default.
    public var lgdAddition = 0.0
    /// Product of the loss multipliers.
    public var lossMultiplier = 1.0
  }

  /// Overlays that a policy may have.
  public static let limit = 64

  private let entries: [LossOverlay]
  /// Overlays that hold, a bit each by their position in the policy.
  private let inForce: UInt64
  private let byGuarantee: [UInt64]
  private let bySize: [UInt64]
  private let byGrade: [UInt64]
  private let byStage: [UInt64]

  /// Lays the overlays of a policy out for a day.
  ///
  /// - Parameter grades: Names of the grades, the default grade last.
  public init(_ policy: ImpairmentPolicy, grades: [String], asOf: CalendarDay) {
    let entries = Array(policy.overlays.prefix(LossOverlays.limit))
    self.entries = entries
    func bits(_ isMatch: (LossOverlay) -> Bool) -> UInt64 {
      entries.indices.reduce(0) { isMatch(entries[$1]) ? $0 | 1 << UInt64($1) : $0 }
    }
    inForce = bits { $0.isInForce(on: asOf) }
    // The last place is for a missing code, which only an overlay without a list matches.
    byGuarantee =
      Guarantee.allCases.map { code in bits { $0.match.guarantees?.contains(code) ?? true } }
      + [bits { $0.match.guarantees == nil }]
    bySize =
      EnterpriseSize.allCases.map { code in bits { $0.match.sizes?.contains(code) ?? true } }
      + [bits { $0.match.sizes == nil }]
    byGrade = grades.map { name in bits { $0.match.grades?.contains(name) ?? true } }
    byStage = (0...3).map { stage in bits { $0.match.stages?.contains(stage) ?? true } }
  }

  /// Whether no overlay is in force.
  public var isEmpty: Bool { inForce == 0 }

  /// Bits by word of an industry, the first for none; nil where no overlay looks at the industry.
  public func industryBits(_ words: [String]) -> [UInt64]? { bits(words) { $0.match.industries } }

  /// Bits by word of a region, the first for none; nil where no overlay looks at the region.
  public func regionBits(_ words: [String]) -> [UInt64]? { bits(words) { $0.match.regions } }

  private func bits(_ words: [String], _ beginnings: (LossOverlay) -> [String]?) -> [UInt64]? {
    guard entries.contains(where: { beginnings($0) != nil }) else { return nil }
    return ([""] + words).map { word in
      entries.indices.reduce(0) { bits, index in
        let isMatch = beginnings(entries[index])?.contains { word.hasPrefix($0) } ?? true
        return isMatch ? bits | 1 << UInt64(index) : bits
      }
    }
  }

  /// Overlays in force that match all but the stage, a bit each by their position in the policy.
  ///
  /// - Parameters:
  ///   - guarantee: Code, or ``missingCode``.
  ///   - size: Code, or ``missingCode``.
  ///   - grade: Position of the grade, the default grade last.
  public func bits(guarantee: UInt8, size: UInt8, grade: Int) -> UInt64 {
    inForce & byGuarantee[min(Int(guarantee), byGuarantee.count - 1)]
      & bySize[min(Int(size), bySize.count - 1)] & byGrade[min(grade, byGrade.count - 1)]
  }

  /// Those of some bits that a stage matches.
  public func bits(_ bits: UInt64, stage: UInt8) -> UInt64 { bits & byStage[min(3, Int(stage))] }

  /// What the overlays of some bits do together.
  public func effect(_ bits: UInt64) -> Effect {
    var effect = Effect()
    for index in entries.indices where bits >> UInt64(index) & 1 == 1 {
      effect.pdMultiplier *= entries[index].pdMultiplier
      effect.lgdAddition += entries[index].lgdAddition
      effect.lossMultiplier *= entries[index].lossMultiplier
    }
    return effect
  }
}
