public import LoanUnits

/// The official table of enterprise sizes (中小企业划型标准): lower bounds by industry.
///
/// An enterprise has a size when all indicators of its industry reach their lower bounds; large is tried first, then
/// medium, then small; else it is micro. One indicator that falls short takes it down a class.
/// - SeeAlso: 工信部联企业〔2011〕300号; 国统字〔2017〕213号; the field reference, 2.2.
public struct EnterpriseSizeTable: Hashable, Sendable {
  /// The lower bounds of small, medium and large, ascending.
  public struct Bounds: Hashable, Sendable {
    /// From here on small (小型).
    public var small: Int
    /// From here on medium (中型).
    public var medium: Int
    /// From here on large (大型).
    public var large: Int

    /// Creates bounds.
    public init(small: Int, medium: Int, large: Int) {
      self.small = small
      self.medium = medium
      self.large = large
    }

    func bound(_ size: EnterpriseSize) -> Int {
      switch size {
      case .large: large
      case .medium: medium
      default: small
      }
    }
  }

  /// An industry of the table; an indicator without bounds does not count.
  public struct Industry: Hashable, Sendable {
    /// Its name in the policy.
    public var name: String
    /// The sections, divisions and groups of GB/T 4754 that belong to it, such as `C`, `F51`, `K701`.
    public var codes: [String]
    /// Employees (从业人员), persons.
    public var employees: Bounds?
    /// Revenue (营业收入), units of 10,000 CNY.
    public var revenue: Bounds?
    /// Total assets (资产总额), units of 10,000 CNY.
    public var assets: Bounds?

    /// Creates an industry.
    public init(name: String, codes: [String], employees: Bounds?, revenue: Bounds?, assets: Bounds?) {
      self.name = name
      self.codes = codes
      self.employees = employees
      self.revenue = revenue
      self.assets = assets
    }
  }

  /// What is known of an enterprise.
  public struct Enterprise: Hashable, Sendable {
    /// Industry by GB/T 4754: a letter with up to four digits.
    public var industry: String
    /// Persons.
    public var employees: Int?
    /// Revenue of a year.
    public var revenue: Money?
    /// Total assets.
    public var assets: Money?

    /// Creates a description.
    public init(industry: String, employees: Int?, revenue: Money?, assets: Money?) {
      self.industry = industry
      self.employees = employees
      self.revenue = revenue
      self.assets = assets
    }
  }

  /// An indicator of the table.
  public enum Indicator: String, Hashable, Sendable {
    case employees, revenue, assets
  }

  /// Why an enterprise has no size by the table.
  public enum Fault: Error, Hashable, Sendable {
    /// The code belongs to several industries, or to some that have no size: the codes that tell them apart.
    case ambiguous(industry: String, choices: [String])
    /// The table has no such industry.
    case notInTable(industry: String)
    /// The industry is measured by an indicator that is not given.
    case missing(Indicator, industry: String)
  }

  /// The industries.
  public var industries: [Industry]

  /// Creates a table; `PolicyDocument` checks it.
  public init(industries: [Industry]) {
    self.industries = industries
  }

  /// The industry of a code: that of the longest code of the table which it begins with.
  public func industry(of code: String) throws(Fault) -> Industry {
    let matches = industries.flatMap { industry in industry.codes.map { (code: $0, industry: industry) } }
    if let best = matches.filter({ code.hasPrefix($0.code) }).max(by: { $0.code.count < $1.code.count }) {
      return best.industry
    }
    let below = matches.map(\.code).filter { $0.hasPrefix(code) }.sorted()
    if below.isEmpty { throw .notInTable(industry: code) }
    throw .ambiguous(industry: code, choices: below)
  }

  /// The size of an enterprise.
  public func size(_ enterprise: Enterprise) throws(Fault) -> EnterpriseSize {
    try industry(of: enterprise.industry).size(enterprise)
  }
}

extension EnterpriseSizeTable.Industry {
  /// The size of an enterprise of this industry; its code is not looked at.
  public func size(
    _ enterprise: EnterpriseSizeTable.Enterprise
  ) throws(EnterpriseSizeTable.Fault) -> EnterpriseSize {
    /// Money as a bound's unit: 10,000 CNY are 1,000,000 fen.
    let known:
      [(
        indicator: EnterpriseSizeTable.Indicator, bounds: EnterpriseSizeTable.Bounds?, value: Int64?,
        unit: Int64
      )] = [
        (.employees, employees, enterprise.employees.map(Int64.init), 1),
        (.revenue, revenue, enterprise.revenue?.fen, 1_000_000),
        (.assets, assets, enterprise.assets?.fen, 1_000_000),
      ]
    var measured: [(bounds: EnterpriseSizeTable.Bounds, value: Int64, unit: Int64)] = []
    for entry in known {
      guard let bounds = entry.bounds else { continue }
      guard let value = entry.value else { throw .missing(entry.indicator, industry: name) }
      measured.append((bounds, value, entry.unit))
    }
    return [EnterpriseSize.large, .medium, .small].first { size in
      measured.allSatisfy { $0.value >= Int64($0.bounds.bound(size)) * $0.unit }
    } ?? .micro
  }
}
