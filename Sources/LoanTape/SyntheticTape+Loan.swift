import LoanUnits

/// Who borrows: everything that all loans of one borrower share.
struct SyntheticBorrower {
  /// The row of the borrower's first loan.
  var founder: Int
  /// Indices into the market's lists.
  var profile: Int
  var industry: Int
  var region: Int
  var taxGrade: Int
  /// Credit standing, standard normal, higher is better; it moves the features and the arrears alike.
  var standing: Double
  /// Fen.
  var creditLimit: Int64
  var revenue: Int64
  var assets: Int64
  var deposits: Int64
  var employees: Int
  /// −1 where it is not known.
  var years: Int
  var inquiries: Int
}

/// One loan of the synthetic book.
struct SyntheticLoan {
  var row: Int
  var borrower: SyntheticBorrower
  /// Fen.
  var balance: Int64
  var undrawn: Int64
  /// −1 where nothing secures the loan.
  var collateral: Int64
  /// Hundredths of a percent.
  var rateHundredths: Int64
  /// Indices into the market's lists.
  var rateType: Int
  var repayment: Int
  var guarantee: Int
  var renewal: Int
  var origination: CalendarDay
  var maturity: CalendarDay
  var daysPastDue: Int
}

extension SyntheticTape {
  /// The row whose borrower a row shares; its own where the row brings a new borrower.
  ///
  /// About 55 rows in 100 bring one. The others draw evenly among the borrowers so far, which leaves some
  /// 70 rows in 100 with a borrower of several loans.
  func founder(of row: Int) -> Int {
    func founds(_ row: Int) -> Bool {
      row == 0 || draws.stream(row, of: .link).bits(0) >> 56 < 141
    }
    if founds(row) { return row }
    let links = draws.stream(row, of: .link)
    for attempt in 1...64 as ClosedRange<UInt64> {
      let candidate = Int(links.bits(attempt).multipliedFullWidth(by: UInt64(row)).high)
      if founds(candidate) { return candidate }
    }
    return 0
  }

  func borrower(founder: Int) -> SyntheticBorrower {
    let draw = draws.stream(founder, of: .borrower)
    let choices = draw.bits(0)
    let profile = market.profileSlots.choice(choices)
    let typical = market.profiles[profile]
    let standing = draw.normal(1)
    let line = SyntheticDraws.power2(typical.lineLog2 + typical.lineDeviation * draw.normal(2))
    let revenue = line * SyntheticDraws.power2(2 + 0.8 * draw.normal(3) + 0.3 * standing)
    let assets = revenue * SyntheticDraws.power2(0.2 + 0.7 * draw.normal(4))
    let deposits = line * SyntheticDraws.power2(-4.3 + 1.3 * draw.normal(5) + 0.6 * standing)
    let employees = typical.employees * SyntheticDraws.power2(0.8 * draw.normal(6))
    let years = 5.5 * SyntheticDraws.power2(0.9 * draw.normal(7) + 0.25 * standing)
    let inquiries = 2.4 - 1.1 * standing + 1.6 * draw.normal(8)
    return SyntheticBorrower(
      founder: founder, profile: profile, industry: market.industrySlots.choice(choices >> 8),
      region: market.regionSlots.choice(choices >> 16),
      taxGrade: Self.taxGrade(standing: standing + 0.6 * draw.normal(9), byte: choices >> 24 & 0xFF),
      standing: standing, creditLimit: Self.thousands(max(line, 20_000)), revenue: Self.fen(revenue),
      assets: Self.fen(assets), deposits: choices >> 32 & 0xFF < 10 ? 0 : Self.fen(deposits),
      employees: max(1, Int(employees)), years: choices >> 40 & 0xFF < 10 ? -1 : Int(years),
      inquiries: Int(max(0, inquiries)))
  }

  /// A loan as it stands on a day.
  ///
  /// - Parameters:
  ///   - day: The day of the book.
  ///   - newest: Days before it within which the loan was drawn; nil: at any time of its contract.
  func loan(row: Int, day: CalendarDay = SyntheticTape.asOf, newest: Int? = nil) -> SyntheticLoan {
    let borrower = borrower(founder: founder(of: row))
    let draw = draws.stream(row, of: .loan)
    let choices = draw.bits(0)
    let repayment = market.repaymentSlots.choice(choices)
    let amortises = repayment < 2
    let termSlots = amortises ? market.amortisingTermSlots : market.standingTermSlots
    let months = market.terms[termSlots.choice(choices >> 8)]
    let guarantee = market.guaranteeSlots.choice(choices >> 16)

    // Thirty days a month stay short of every contract's true length, so that the loan matures later.
    let elapsed = Int(draw.uniform(1) * Double(min(months * 30, newest ?? .max)))
    let origination = day.adding(days: -elapsed)

    // Three loans in ten take the whole line, the others a part.
    let share = choices >> 24 & 0xFF < 77 ? 1 : 0.1 + 0.8 * draw.uniform(2)
    let committed = Self.thousands(Double(borrower.creditLimit) / 100 * share)
    var undrawn: Int64 = 0
    if repayment == 4 || choices >> 32 & 0xFF < 12 {
      undrawn = Int64(Double(committed) * (0.05 + 0.6 * draw.uniform(3)))
    }
    let repaid =
      amortises
      ? Double(elapsed) / Double(months * 30) * (0.95 + 0.05 * draw.uniform(4)) : 0.1 * draw.uniform(4)
    let drawn = committed - undrawn
    let balance = max(100, drawn - (repayment == 4 ? 0 : Int64(Double(drawn) * repaid)))

    let secured = guarantee == 2 ? 1.1 + 1.1 * draw.uniform(5) : 1 + 0.3 * draw.uniform(5)
    let rate =
      320 + market.profiles[borrower.profile].rateHundredths + Self.rateOfGuarantee(guarantee)
      - 22 * borrower.standing + 35 * draw.normal(6)
    return SyntheticLoan(
      row: row, borrower: borrower, balance: balance, undrawn: undrawn,
      collateral: guarantee < 2 ? -1 : Self.thousands(Double(committed) / 100 * secured),
      rateHundredths: Int64(min(800, max(280, rate))), rateType: choices >> 40 & 0xFF < 77 ? 1 : 0,
      repayment: repayment, guarantee: guarantee,
      renewal: choices >> 48 & 0xFF < (amortises ? 4 : 26) ? 1 : 0, origination: origination,
      maturity: origination.adding(months: months),
      daysPastDue: Self.daysPastDue(standing: borrower.standing, elapsed: elapsed, draw: draw))
  }

  /// Arrears of seven loans in a hundred, more of weak borrowers; never longer than the loan is out.
  private static func daysPastDue(standing: Double, elapsed: Int, draw: SyntheticDraws.Stream) -> Int {
    let chance = standing < -1 ? 0.23 : standing < 0 ? 0.075 : 0.024
    guard draw.uniform(7) < chance else { return 0 }
    let depth = draw.uniform(8)
    let days: Double =
      switch depth {
      case ..<0.5: 1 + 60 * depth
      case ..<0.75: 31 + 240 * (depth - 0.5)
      case ..<0.92: 91 + 1_058 * (depth - 0.75)
      case ..<0.97: 271 + 1_800 * (depth - 0.92)
      default: 361 + 4_660 * (depth - 0.97)
      }
    return min(Int(days), max(1, elapsed))
  }

  private static func taxGrade(standing: Double, byte: UInt64) -> Int {
    if byte < 18 { return 5 }
    if byte < 19 { return 6 }
    if standing > 1.1 { return 0 }
    if standing > -0.2 { return 1 }
    if standing > -0.9 { return 2 }
    return standing > -1.9 ? 3 : 4
  }

  private static func rateOfGuarantee(_ guarantee: Int) -> Double {
    switch guarantee {
    case 0: 60
    case 1: 35
    case 2: 0
    default: -10
    }
  }

  private static func fen(_ yuan: Double) -> Int64 {
    Int64(yuan * 100 + 0.5)
  }

  /// Whole thousands of CNY, in fen.
  private static func thousands(_ yuan: Double) -> Int64 {
    max(1, Int64(yuan / 1_000 + 0.5)) * 100_000
  }
}
