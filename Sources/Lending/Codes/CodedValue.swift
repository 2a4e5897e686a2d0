/// A value that files and options write as a fixed code of the contract.
///
/// Columns hold the raw byte; ``missingCode`` stands for an empty field.
public protocol CodedValue: RawRepresentable, CaseIterable, Sendable where RawValue == UInt8 {
  /// The code as the contract writes it.
  var code: String { get }
}

/// The byte that stands in a column of codes for an empty field.
public let missingCode: UInt8 = 255

extension CodedValue {
  /// The value of a code, or nothing for a text that is none.
  public init?(code: String) {
    guard let value = Self.allCases.first(where: { $0.code == code }) else { return nil }
    self = value
  }

  /// All codes, in the order of the contract.
  public static var codes: [String] { allCases.map(\.code) }
}
