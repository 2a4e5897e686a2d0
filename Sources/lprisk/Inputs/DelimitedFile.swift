internal import LoanFiles
internal import LoanTape
internal import Reporting

/// A small CSV file, read whole: RFC 4180 quotes, LF or CRLF, a header line.
struct DelimitedFile {
  /// A row that has as many fields as the header.
  struct Row {
    let line: Int
    let fields: [String]
    /// The row as it stands in the file, without its line end.
    let text: String
  }

  /// A row that is no row, and how it stands in the file.
  struct BadRow {
    let fault: RowFault
    let text: String
  }

  let path: String
  let header: [String]
  private(set) var rows: [Row] = []
  private(set) var badRows: [BadRow] = []
  /// SHA-256 of the file as it lies there.
  let sha256: String

  /// Reads a path, or standard input for `-`.
  ///
  /// - Throws: `FileFault`, or ``InputFault`` for a file without a header.
  init(path: String) throws {
    self.path = path
    var parser = RecordParser()
    let (reader, hash) = try TapeHash.reader(path)
    var block = RecordBlock()
    while try reader.nextBlock(into: &block) {
      let bytes = block.withSpan { span in (0..<span.count).map { span[$0] } }
      parser.read(bytes, firstLine: block.firstLine)
    }
    sha256 = hash.hexadecimal
    guard let first = parser.records.first else { throw InputFault.empty(file: path) }
    guard first.reason == nil else {
      throw InputFault.content(file: path, allowed: "a CSV file with a header")
    }
    header = first.fields
    for (index, name) in header.enumerated() where header[..<index].contains(name) {
      throw InputFault.columnUnknown(file: path, column: name, isDuplicate: true)
    }
    for record in parser.records.dropFirst() { take(record) }
  }

  private mutating func take(_ record: RecordParser.Record) {
    func reject(_ column: String, _ value: String, _ reason: String) {
      let fault = RowFault(line: record.line, column: column, value: value, reason: reason)
      badRows.append(BadRow(fault: fault, text: record.text))
    }
    if let reason = record.reason {
      reject("", "", reason)
    } else if record.fields.count != header.count {
      reject("", "", "the row has \(record.fields.count) fields and the header \(header.count)")
    } else if let place = record.fields.firstIndex(where: { $0.utf8.contains(0) }) {
      reject(header[place], record.fields[place], "text without a NUL byte")
    } else {
      rows.append(Row(line: record.line, fields: record.fields, text: record.text))
    }
  }

  /// Checks the header: all required columns, and none that is not known.
  func requireColumns(_ required: [String], known: Set<String>) throws {
    for column in required where !header.contains(column) {
      throw InputFault.columnMissing(file: path, column: column)
    }
    for column in header where !known.contains(column) {
      throw InputFault.columnUnknown(file: path, column: column, isDuplicate: false)
    }
  }
}

/// Splits whole records into fields.
struct RecordParser {
  /// One record: its fields, or why it is none.
  struct Record {
    let line: Int
    let fields: [String]
    let text: String
    let reason: String?
  }

  private(set) var records: [Record] = []

  /// Reads the records of a block.
  mutating func read(_ bytes: [UInt8], firstLine: Int) {
    var start = 0
    var line = firstLine
    while start < bytes.count {
      let end = RecordParser.end(of: bytes, from: start)
      var content = bytes[start..<end]
      let lineFeeds = content.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
      if content.last == 0x0D { content = content.dropLast() }
      if !content.isEmpty { records.append(RecordParser.record(content, line: line)) }
      line += lineFeeds
      start = end + 1
    }
  }

  /// The place of the line feed that ends a record: the next one outside quotes.
  private static func end(of bytes: [UInt8], from start: Int) -> Int {
    var isQuoted = false
    var place = start
    while place < bytes.count {
      if bytes[place] == 0x22 { isQuoted.toggle() }
      if bytes[place] == 0x0A, !isQuoted { return place }
      place += 1
    }
    return bytes.count
  }

  private static func record(_ bytes: ArraySlice<UInt8>, line: Int) -> Record {
    let shown = String(decoding: bytes, as: UTF8.self)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return Record(line: line, fields: [], text: shown, reason: "the row is not UTF-8")
    }
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var wasQuoted = false
    var reason: String?
    var place = bytes.startIndex
    while place < bytes.endIndex {
      let byte = bytes[place]
      let next = place + 1
      switch byte {
      case 0x22 where isQuoted && next < bytes.endIndex && bytes[next] == 0x22:
        field.append(0x22)
        place += 1
      case 0x22 where isQuoted: isQuoted = false
      case 0x22 where field.isEmpty && !wasQuoted:
        isQuoted = true
        wasQuoted = true
      case 0x22: reason = "a quote stands inside a field"
      case 0x2C where !isQuoted:
        fields.append(String(decoding: field, as: UTF8.self))
        field = []
        wasQuoted = false
      default:
        if wasQuoted, !isQuoted { reason = "text follows a closing quote" }
        field.append(byte)
      }
      place += 1
    }
    fields.append(String(decoding: field, as: UTF8.self))
    return Record(line: line, fields: fields, text: text, reason: reason)
  }
}
