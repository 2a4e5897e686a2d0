internal import LoanFiles
internal import PolicyDocument

/// The loans of a tape with their borrowers and groups, by hash, and nothing else of it.
struct TapeIdentities {
  let loans: KeyedSpill<IdentityKey>
  /// Rows, rejected ones included.
  private(set) var rows: Int64 = 0
  /// SHA-256 of the file.
  let sha256: String

  /// Reads a tape.
  ///
  /// - Throws: ``TapeFault``, ``MergeFault/mappedIdentifier(column:)``, `FileFault`.
  init(_ path: String, mapping: TapeMapping?, in folder: TemporaryFolder) throws {
    let loans = try KeyedSpill<IdentityKey>(in: folder, partitionCount: PartMerge.partitions)
    let hash = TapeHash()
    var columns: Columns?
    var rows: Int64 = 0
    try RecordStream.read(path, hash: hash) { record, _ in
      guard let columns else {
        columns = try Columns(record, mapping: mapping)
        return
      }
      defer { rows += 1 }
      // A row of another number of fields was rejected, and so was one without an identifier.
      guard record.fields == columns.fields, let loan = RecordStream.digest(record.field(columns.loan)) else {
        return
      }
      let borrower = columns.borrower.flatMap { RecordStream.digest(record.field($0)) }
      let group = columns.group.flatMap { RecordStream.digest(record.field($0)) }
      let none = Digest128(high: 0, low: 0)
      try loans.append(
        IdentityKey(
          digest: loan, row: UInt64(rows), borrower: borrower ?? none, group: group ?? none,
          present: (borrower == nil ? 0 : 1) | (group == nil ? 0 : 2)), key: loan.high)
    }
    guard columns != nil else { throw TapeFault.empty }
    self.loans = loans
    self.rows = rows
    sha256 = hash.hexadecimal
  }

  /// Where the identifiers stand in a record.
  private struct Columns {
    let fields: Int
    let loan: Int
    let borrower: Int?
    let group: Int?

    init(_ header: Record, mapping: TapeMapping?) throws {
      fields = header.fields
      let names = (0..<header.fields).map { index in
        let field = header.field(index)
        return String(decoding: field.unquoted ?? field.bytes, as: UTF8.self)
      }
      func position(_ name: String) throws -> Int? {
        let entry = mapping?.columns.first { $0.name == name }
        if let entry {
          guard entry.constant == nil, entry.values.isEmpty else {
            throw MergeFault.mappedIdentifier(column: name)
          }
        }
        return names.firstIndex(of: entry?.from ?? name)
      }
      guard let loan = try position("loan_id") else {
        throw TapeFault.missingColumn("loan_id", needed: .tape)
      }
      self.loan = loan
      borrower = try position("borrower_id")
      group = try position("group_id")
    }
  }
}
