/// How a foreign tape's columns become the contract's.
public struct TapeMapping: Hashable, Sendable {
  /// What happens to a text that ``Column/values`` does not list.
  public enum Unknown: String, CaseIterable, Sendable {
    /// The row is bad.
    case refuse
    /// The field counts as empty.
    case ignore
  }

  /// What is added to a day.
  public enum Months: Hashable, Sendable {
    /// So many months for every row.
    case fixed(Int)
    /// The months that a column of the foreign tape holds.
    case column(String)
  }

  /// Where one of our columns comes from.
  public struct Column: Hashable, Sendable {
    /// Our name.
    public var name: String
    /// The foreign name; nil: our own, or a constant.
    public var from: String?
    /// Our text for each foreign one; empty: texts are taken as they are.
    public var values: [String: String]
    /// What a number is multiplied by, above 0; nil: 1.
    public var scale: Double?
    /// How days are written, with `yyyy`, `yy`, `MM`, `M`, `MMM`, `dd` and `d`; nil: `yyyy-MM-dd`.
    public var dateFormat: String?
    /// A text that stands in every row.
    public var constant: String?
    /// Months added to the day.
    public var addMonths: Months?
    /// Line of the mapping file.
    public var line: Int

    /// Creates a column's origin.
    public init(
      name: String, from: String? = nil, values: [String: String] = [:], scale: Double? = nil,
      dateFormat: String? = nil, constant: String? = nil, addMonths: Months? = nil, line: Int = 0
    ) {
      self.name = name
      self.from = from
      self.values = values
      self.scale = scale
      self.dateFormat = dateFormat
      self.constant = constant
      self.addMonths = addMonths
      self.line = line
    }
  }

  /// Our columns that come from elsewhere, in the order of the file; all others keep their names.
  public var columns: [Column]
  /// What happens to a text that no list of values has.
  public var unknown: Unknown
  /// Name of the file, as messages show it.
  public var file: String

  /// Creates a mapping.
  public init(columns: [Column] = [], unknown: Unknown = .refuse, file: String = "") {
    self.columns = columns
    self.unknown = unknown
    self.file = file
  }
}
