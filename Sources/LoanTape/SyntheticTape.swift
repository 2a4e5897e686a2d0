public import LoanUnits

/// A made-up loan tape of any length: an inclusive-finance book of small-business loans at 30 September 2026.
///
/// Row `i` is a function of the seed and `i` alone, so any part of the tape can be written by itself, in any
/// order and by any thread. Nothing but integer arithmetic and the four operations on `Double` goes into a
/// row, so the bytes do not depend on a mathematics library. Every row is valid under the contract; loans of
/// one borrower lie anywhere on the tape and agree in everything that belongs to the borrower.
public struct SyntheticTape: Sendable {
  /// The day at which the book stands: every loan was drawn by then and matures later.
  public static let asOf = CalendarDay(daysSinceEpoch: 20_726)

  /// The columns of the contract that are written, in order.
  public static let columns = [
    "loan_id", "borrower_id", "balance", "undrawn", "credit_limit", "rate_percent", "rate_type",
    "origination_date", "maturity_date", "repayment", "guarantee", "collateral_value", "size", "industry",
    "region", "days_past_due", "renewal", "annual_revenue", "employees", "total_assets", "deposit_balance",
    "years_in_business", "tax_grade", "credit_inquiries",
  ]

  /// Loans on the tape.
  public let rows: Int
  /// What the tape is drawn from.
  public let seed: UInt64
  /// Months by which the book is older than at ``asOf``; 0 for the book itself.
  public let monthsLater: Int
  let draws: SyntheticDraws
  let market = SyntheticMarket()

  /// Prepares a tape; nothing is drawn yet.
  ///
  /// - Parameters:
  ///   - rows: Loans; a negative number counts as 0.
  ///   - seed: Any; the same seed gives the same bytes on every machine.
  ///   - monthsLater: Ages the same loans: some are repaid, some fall behind or catch up, new ones come; their rows
  ///     follow those of the book.
  public init(rows: Int, seed: UInt64, monthsLater: Int = 0) {
    self.rows = max(0, rows)
    self.seed = seed
    self.monthsLater = max(0, monthsLater)
    draws = SyntheticDraws(seed: seed)
  }

  /// Appends the header line.
  public func appendHeader(to buffer: inout [UInt8]) {
    for (index, column) in Self.columns.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      buffer.append(contentsOf: column.utf8)
    }
    buffer.append(UInt8(ascii: "\n"))
  }

  /// Appends one loan and its line feed; nothing for a loan that has left the book since.
  ///
  /// - Parameter row: From 0, below ``candidates``.
  public func append(row: Int, to buffer: inout [UInt8]) {
    append(rows: row..<row + 1, to: &buffer)
  }

  /// Appends loans that follow one another.
  ///
  /// - Parameter range: Rows from 0; about 175 bytes are written for each.
  public func append(rows range: Range<Int>, to buffer: inout [UInt8]) {
    let longest = SyntheticRow.longest
    for row in range {
      if buffer.capacity - buffer.count < longest {
        buffer.reserveCapacity(max(2 * buffer.capacity, buffer.count + 64 * longest))
      }
      guard let loan = monthsLater == 0 ? loan(row: row) : agedLoan(row: row) else { continue }
      buffer.append(addingCapacity: longest) { output in
        output.append(repeating: 0, count: longest)
        var span = output.mutableSpan
        // SAFETY: any bit pattern is a byte, every store is checked against the span, and the span alone sees it.
        var bytes = unsafe span.mutableBytes
        let used = write(loan, to: &bytes)
        output.removeLast(longest - used)
      }
    }
  }

  /// Writes the fields of a loan; returns how many bytes they take.
  private func write(_ loan: SyntheticLoan, to bytes: inout MutableRawSpan) -> Int {
    let borrower = loan.borrower
    var row = SyntheticRow()
    row.field("L", number: loan.row + 1, to: &bytes)
    row.field("B", number: borrower.founder + 1, to: &bytes)
    row.field(fen: loan.balance, to: &bytes)
    row.field(fen: loan.undrawn, to: &bytes)
    row.field(fen: borrower.creditLimit, to: &bytes)
    row.field(fen: loan.rateHundredths, to: &bytes)
    row.field(market.rateTypes[loan.rateType], to: &bytes)
    row.field(loan.origination, to: &bytes)
    row.field(loan.maturity, to: &bytes)
    row.field(market.repayments[loan.repayment], to: &bytes)
    row.field(market.guarantees[loan.guarantee], to: &bytes)
    row.field(fen: loan.collateral, to: &bytes)
    row.field(market.profiles[borrower.profile].code, to: &bytes)
    row.field(market.industries[borrower.industry], to: &bytes)
    row.field(market.regions[borrower.region], to: &bytes)
    row.field(integer: loan.daysPastDue, to: &bytes)
    row.field(market.flags[loan.renewal], to: &bytes)
    row.field(fen: borrower.revenue, to: &bytes)
    row.field(integer: borrower.employees, to: &bytes)
    row.field(fen: borrower.assets, to: &bytes)
    row.field(fen: borrower.deposits, to: &bytes)
    row.field(integer: borrower.years, to: &bytes)
    row.field(market.taxGrades[borrower.taxGrade], to: &bytes)
    row.field(integer: borrower.inquiries, to: &bytes)
    row.end(in: &bytes)
    return row.count
  }
}
