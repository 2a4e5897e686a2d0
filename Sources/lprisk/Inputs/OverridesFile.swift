internal import Lending
internal import LoanFiles
internal import LoanTape
internal import Reporting

/// A file of overrides: `loan_id`, `risk_class`, `reason`, `approver`, `expires`.
struct OverridesFile {
  /// Columns of the file, all of them needed.
  static let columns = ["loan_id", "risk_class", "reason", "approver", "expires"]

  let overrides: ClassOverrides
  let sha256: String

  /// Reads a path.
  ///
  /// Whether a class is better than the rules', so that it needs its approver and expiry, is known once the tape is
  /// read.
  init(path: String) throws {
    let file: DelimitedFile
    do {
      file = try DelimitedFile(path: path)
    } catch let fault as FileFault {
      throw PathFault(fault, path: path)
    }
    try file.requireColumns(OverridesFile.columns, known: Set(OverridesFile.columns))
    let places = OverridesFile.columns.map { name in file.header.firstIndex(of: name) ?? 0 }
    var faults = file.badRows.map(\.fault)
    var entries: [ClassOverride] = []
    var lines: [String: Int] = [:]
    for row in file.rows {
      do {
        let entry = try OverridesFile.entry(places.map { row.fields[$0] }, line: row.line)
        if let first = lines[entry.identifier] {
          throw FieldFault(
            field: "loan_id", value: entry.identifier, allowed: "each loan once; line \(first) has it")
        }
        lines[entry.identifier] = row.line
        entries.append(entry)
      } catch let fault as FieldFault {
        faults.append(
          RowFault(line: row.line, column: fault.field, value: fault.value, reason: fault.allowed))
      }
    }
    guard faults.isEmpty else {
      faults.sort { $0.line < $1.line }
      throw InputFault.rows(file: path, Array(faults.prefix(20)), total: faults.count)
    }
    overrides = ClassOverrides(file: path, entries: entries)
    sha256 = file.sha256
  }

  private static func entry(_ fields: [String], line: Int) throws(FieldFault) -> ClassOverride {
    guard !fields[0].isEmpty else {
      throw FieldFault(field: "loan_id", value: "", allowed: "the loan's identifier")
    }
    guard !fields[2].isEmpty else { throw FieldFault(field: "reason", value: "", allowed: "words") }
    return ClassOverride(
      identifier: fields[0], riskClass: try ValueReader.code("risk_class", fields[1], as: RiskClass.self),
      reason: fields[2], approver: fields[3],
      expires: fields[4].isEmpty ? nil : try ValueReader.day("expires", fields[4]), line: line)
  }
}
