public import LoanFiles

/// Rows that were set aside, as CSV: `line`, `column`, `value`, `reason`, `row`.
public struct RejectsFile: Sendable {
  let sink: OutputSink

  /// Writes to a sink.
  public init(_ sink: OutputSink) {
    self.sink = sink
  }

  func writeHeader() throws(FileFault) {
    try sink.write("line,column,value,reason,row\n")
  }

  func write(_ rows: [RejectedRow]) throws(FileFault) {
    var bytes: [UInt8] = []
    for row in rows {
      bytes.append(contentsOf: "\(row.line),\(row.column),".utf8)
      RejectsFile.append(Array(row.value.utf8), to: &bytes)
      bytes.append(44)
      RejectsFile.append(Array(row.reason.description.utf8), to: &bytes)
      bytes.append(44)
      RejectsFile.append(row.row, to: &bytes)
      bytes.append(10)
    }
    try sink.write(bytes)
  }

  private static func append(_ field: [UInt8], to bytes: inout [UInt8]) {
    guard field.contains(where: { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }) else {
      bytes.append(contentsOf: field)
      return
    }
    bytes.append(34)
    for byte in field {
      if byte == 34 { bytes.append(34) }
      bytes.append(byte)
    }
    bytes.append(34)
  }
}
