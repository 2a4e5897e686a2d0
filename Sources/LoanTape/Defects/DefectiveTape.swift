internal import Lending
public import LoanPricing
internal import LoanUnits

/// A synthetic tape that the profile of its data finds clean, but for one of each defect.
///
/// The loans are those of ``SyntheticTape`` with what the profile compares beside them: amounts drawn, arrears, prime-rate
/// tenors, classes, marks, and sizes as the official table measures them. Loans with a defect have borrowers of their own,
/// so that no other rule finds them.
public struct DefectiveTape: Sendable {
  /// Fewest rows: the defects lie apart.
  public static let fewestRows = 100

  /// Columns beside those of ``SyntheticTape``.
  static let moreColumns = [
    "original_amount", "arrears", "lpr_tenor", "repricing", "spread_bp", "previous_class", "expert_class",
    "inclusive",
  ]
  static let columns = SyntheticTape.columns + moreColumns
  static let position = Dictionary(
    columns.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })

  /// A defect and the loan that has it; a column of the whole tape has no loan.
  public struct Planted: Sendable {
    /// The defect.
    public var defect: PlantedDefect
    /// The column to look at.
    public var column: String
    /// The loan; empty for the whole tape.
    public var identifier: String
  }

  let base: SyntheticTape
  let policy: BankPolicy
  /// Defects by row.
  private let planted: [Int: Int]

  /// Prepares a tape.
  ///
  /// - Parameters:
  ///   - rows: At least ``fewestRows``.
  ///   - policy: Measures sizes and limits.
  public init(rows: Int, seed: UInt64, policy: BankPolicy) {
    base = SyntheticTape(rows: rows, seed: seed)
    self.policy = policy
    let count = PlantedDefect.all.count
    planted = Dictionary(
      (0..<count).map { ((($0 + 1) * rows) / (count + 1), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The header line.
  public var header: String { DefectiveTape.columns.joined(separator: ",") + "\n" }

  /// The columns whose unit is wrong on the whole tape.
  public static let wholeTape = [
    Planted(
      defect: .finding(.amountsInTenThousands), column: MoneyColumn.collateralValue.name, identifier: "")
  ]

  /// One row with its line feed, and the defect planted in it.
  public func row(_ index: Int) -> (text: String, planted: Planted?) {
    var loan = CleanLoan(base, row: index, policy: policy)
    var entry: Planted?
    if let position = planted[index] {
      let defect = PlantedDefect.all[position]
      loan["borrower_id"] = "P\(position == DefectiveTape.secondSize ? DefectiveTape.firstSize : position)"
      let column = plant(defect, isSecond: position == DefectiveTape.secondSize, in: &loan)
      entry = Planted(defect: defect, column: column, identifier: loan["loan_id"])
    }
    return (loan.fields.joined(separator: ",") + "\n", entry)
  }

  private static let firstSize = PlantedDefect.all.firstIndex(of: .finding(.borrowerSizesDiffer)) ?? 0
  private static let secondSize = PlantedDefect.all.lastIndex(of: .finding(.borrowerSizesDiffer)) ?? 0
}
