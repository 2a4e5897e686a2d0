public import LoanUnits

extension SyntheticTape {
  /// New loans for each that was there, by months: five in a hundred a month.
  private static let monthsPerBook = 20

  /// The day at which this tape stands.
  public var day: CalendarDay { Self.asOf.adding(months: monthsLater) }

  /// Rows that may be written: those of the first book, and behind them the new ones.
  public var candidates: Int { rows + rows * monthsLater / Self.monthsPerBook }

  /// The loan of a row so many months later; nil where it was repaid or written off meanwhile.
  ///
  /// Month by month a loan falls behind, rolls on, catches up or leaves the book, by draws of its own row; what
  /// changes of a borrower is drawn from its founder, so that its loans agree.
  func agedLoan(row: Int) -> SyntheticLoan? {
    if row >= rows {
      var loan = loan(row: row, day: day, newest: monthsLater * 30)
      loan.borrower = aged(loan.borrower)
      loan.daysPastDue = 0
      return loan
    }
    var loan = loan(row: row)
    guard let daysPastDue = agedDays(loan) else { return nil }
    let left = Double(loan.maturity.daysSinceEpoch - Self.asOf.daysSinceEpoch)
    let leftLater = Double(loan.maturity.daysSinceEpoch - day.daysSinceEpoch)
    // Annuities and linear plans shrink with the time that is left; nothing is paid into arrears.
    if loan.repayment < 2, daysPastDue == 0, left > 0 {
      loan.balance = max(100, Int64(Double(loan.balance) * (max(0, leftLater) / left)))
    }
    loan.daysPastDue = daysPastDue
    loan.borrower = aged(loan.borrower)
    return loan
  }

  /// Overdue days after all months; nil where the loan left the book.
  private func agedDays(_ loan: SyntheticLoan) -> Int? {
    let draw = draws.stream(loan.row, of: .later)
    let fall = loan.borrower.standing < -1 ? 0.03 : loan.borrower.standing < 0 ? 0.011 : 0.004
    var days = loan.daysPastDue
    var before = Self.asOf
    for month in 1...monthsLater {
      let now = Self.asOf.adding(months: month)
      let chance = draw.uniform(UInt64(month))
      if days == 0 {
        if chance < fall {
          days = 1 + Int(draw.uniform(UInt64(1000 + month)) * 29)
        } else if now >= loan.maturity || chance > 0.992 {
          return nil
        }
      } else {
        let cure = days <= 30 ? 0.4 : days <= 60 ? 0.22 : days <= 90 ? 0.15 : 0.03
        if chance < cure {
          days = 0
          if now >= loan.maturity { return nil }
        } else if days > 360, chance > 0.95 {
          return nil
        } else if days <= 90, chance > 0.9 {
          days = max(1, days - 30)
        } else {
          days += Int(now.daysSinceEpoch - before.daysSinceEpoch)
        }
      }
      before = now
    }
    return days
  }

  /// What the time changed of a borrower.
  private func aged(_ borrower: SyntheticBorrower) -> SyntheticBorrower {
    let draw = draws.stream(borrower.founder, of: .later)
    // Deviations grow with the square root of the time.
    let spread = (Double(monthsLater) / 12).squareRoot()
    var aged = borrower
    aged.inquiries = max(0, borrower.inquiries + Int(1.5 * spread * draw.normal(2001)))
    aged.revenue = Int64(Double(borrower.revenue) * SyntheticDraws.power2(0.3 * spread * draw.normal(2002)))
    aged.deposits = Int64(Double(borrower.deposits) * SyntheticDraws.power2(0.8 * spread * draw.normal(2003)))
    if borrower.years >= 0 { aged.years += monthsLater / 12 }
    if borrower.taxGrade < 5 {
      let move = draw.uniform(2004)
      let chance = min(0.25, 0.01 * Double(monthsLater))
      if move < chance {
        aged.taxGrade = min(4, borrower.taxGrade + 1)
      } else if move > 1 - chance {
        aged.taxGrade = max(0, borrower.taxGrade - 1)
      }
    }
    return aged
  }
}
