public import Lending

/// A column the contract names, with what its fields must be.
public struct TapeColumn: Hashable, Sendable {
  /// How a field is read and where it goes.
  public enum Field: Hashable, Sendable {
    /// `loan_id`.
    case identifier
    /// `borrower_id`.
    case borrower
    /// `group_id`.
    case group
    /// Money, fen.
    case money(MoneyColumn)
    /// A number within bounds.
    case number(NumberColumn, lowest: Double, highest: Double)
    /// A date.
    case day(DayColumn)
    /// A code of a closed list.
    case code(CodeColumn, [String])
    /// Priority fields, `;` between them.
    case sectors
    /// A word that repeats.
    case word(WordColumn)
    /// One of the bank's own ratings, kept as its probability.
    case rating(NumberColumn)
    /// A flag, by its bit.
    case flag(UInt32)
    /// Days past due.
    case daysPastDue
    /// Text that is accepted and not used.
    case text
  }

  /// The column's name.
  public let name: String
  /// Its fields.
  public let field: Field
  /// Whether a tape must have it.
  public let isRequired: Bool
  /// What it means, in English.
  public let meaning: String

  init(_ name: String, _ field: Field, _ meaning: String, isRequired: Bool = false) {
    self.name = name
    self.field = field
    self.isRequired = isRequired
    self.meaning = meaning
  }

  /// The kind of its fields as the schema prints it.
  public var type: String {
    switch field {
    case .identifier, .borrower, .group, .word, .rating, .text: "text"
    case .money: "CNY"
    case .number: "number"
    case .day: "date"
    case .code, .sectors: "code"
    case .flag: "flag"
    case .daysPastDue: "days"
    }
  }

  /// The codes its fields may hold; empty for other kinds.
  public var codes: [String] {
    switch field {
    case .code(_, let codes): codes
    case .sectors: PrioritySector.codes
    case .flag: ["true", "false", "1", "0"]
    default: []
    }
  }
}
