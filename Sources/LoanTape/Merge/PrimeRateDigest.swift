internal import Lending

/// The SHA-256 of a table of prime rates, so that results of different tables are not merged.
enum PrimeRateDigest {
  static func hexadecimal(_ history: LoanPrimeRateHistory) -> String {
    let text = history.publications.map { "\($0.effective),\($0.oneYearPercent),\($0.fiveYearPercent)\n" }
    let hash = TapeHash()
    hash.update(Array(text.joined().utf8))
    return hash.hexadecimal
  }
}
