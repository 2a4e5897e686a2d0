import Foundation

/// A tape in the making: rows as names with values, written as CSV.
struct Tape {
  typealias Row = [String: String]
  var columns: [String]
  var rows: [Row]

  /// Columns in the order of their first use.
  init(_ rows: [Row], first: [String] = ["loan_id", "borrower_id", "balance"]) {
    var seen = Set(first)
    columns = first
    for row in rows {
      for name in row.keys.sorted() where seen.insert(name).inserted { columns.append(name) }
    }
    self.rows = rows
  }

  /// Reads plain CSV: no quotes.
  init(csv text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
    columns = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    rows = []
    for line in lines.dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      var row = Row(minimumCapacity: fields.count)
      for (name, field) in zip(columns, fields) { row[name] = field }
      rows.append(row)
    }
  }

  var csv: String {
    var text = columns.joined(separator: ",") + "\n"
    for row in rows {
      var isFirst = true
      for name in columns {
        if !isFirst { text += "," }
        isFirst = false
        if let value = row[name] { text += value }
      }
      text += "\n"
    }
    return text
  }

  /// A plain good loan with changes; its borrower is its own unless given.
  static func loan(_ id: String, _ changes: Row = [:]) -> Row {
    plain.merging(["loan_id": id, "borrower_id": "B-" + id]) { $1 }.merging(changes) { $1 }
  }

  static let plain: Row = [
    "balance": "1000000.00", "rate_percent": "4.35", "rate_type": "fixed", "origination_date": "2023-01-15",
    "maturity_date": "2027-12-15", "repayment": "annuity", "frequency": "monthly", "guarantee": "mortgage",
    "collateral_value": "3000000", "size": "small", "days_past_due": "0", "pd": "0.02",
  ]
}

/// Bytes as gzip in stored blocks, so that the tests need no compressor.
enum StoredGzip {
  static func data(_ bytes: Data) -> Data {
    var out = Data([31, 139, 8, 0, 0, 0, 0, 0, 0, 255])
    var start = bytes.startIndex
    repeat {
      let end = min(start + 65_535, bytes.endIndex)
      let count = UInt16(end - start)
      out.append(end == bytes.endIndex ? 1 : 0)
      for value in [count, ~count] { out.append(contentsOf: [UInt8(value & 255), UInt8(value >> 8)]) }
      out.append(bytes[start..<end])
      start = end
    } while start < bytes.endIndex
    for word in [crc(bytes), UInt32(truncatingIfNeeded: bytes.count)] {
      for shift in stride(from: 0, to: 32, by: 8) {
        out.append(UInt8(truncatingIfNeeded: word >> UInt32(shift)))
      }
    }
    return out
  }

  private static let table: [UInt32] = (0..<256).map { index in
    var value = UInt32(index)
    for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    return value
  }

  private static func crc(_ bytes: Data) -> UInt32 {
    var value = UInt32.max
    for byte in bytes { value = table[Int((value ^ UInt32(byte)) & 255)] ^ (value >> 8) }
    return ~value
  }
}
