internal import LoanUnits

extension LoanPrimeRateHistory {
  /// The history that ships with the engine: 2019-08-20 to 2026-09-20, from the official announcements.
  ///
  /// - Throws: ``LoanPrimeRateFault`` never for the shipped file; a test reads it.
  public static func builtIn() throws(LoanPrimeRateFault) -> LoanPrimeRateHistory {
    try LoanPrimeRateHistory(csv: PackageResources.lpr_history_csv)
  }

  /// Reads `effective_date,lpr_1y_percent,lpr_5y_percent` with a header line.
  ///
  /// - Throws: ``LoanPrimeRateFault/unreadable(line:column:value:)`` with the line, counted from 1.
  public init(csv bytes: [UInt8]) throws(LoanPrimeRateFault) {
    let names = ["effective_date", "lpr_1y_percent", "lpr_5y_percent"]
    var publications: [Publication] = []
    var number = 0
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    for raw in body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let line = raw.last == UInt8(ascii: "\r") ? raw.dropLast() : raw
      if line.isEmpty { continue }
      let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
      if number == 1 {
        guard fields == names else {
          throw .unreadable(
            line: 1, column: names.joined(separator: ","), value: fields.joined(separator: ","))
        }
        continue
      }
      guard fields.count == 3 else {
        throw .unreadable(
          line: number, column: names[min(fields.count, 2)], value: fields.joined(separator: ","))
      }
      guard let day = CalendarDay(iso: fields[0]) else {
        throw .unreadable(line: number, column: names[0], value: fields[0])
      }
      var rates: [Double] = []
      for (name, text) in zip(names.dropFirst(), fields.dropFirst()) {
        guard let rate = Double(text), rate.isFinite, rate > -100, rate < 100 else {
          throw .unreadable(line: number, column: name, value: text)
        }
        rates.append(rate)
      }
      publications.append(
        Publication(effective: day, oneYearPercent: rates[0], fiveYearPercent: rates[1]))
    }
    try self.init(publications)
  }
}
