import Cashflow
import Lending
import LoanUnits

/// Applications that between them meet every rule of pricing.
enum ProbeApplications {
  static let all: [LoanApplication] = plain + sizes + thresholds + dated + amounts + borrowers

  private static func make(
    _ yuan: Int64, _ months: Int, _ repayment: RepaymentMethod = .annuity, asOf: String = Workplace.asOf,
    pd: Double = 0.02, _ guarantee: Guarantee = .credit, size: EnterpriseSize? = .small,
    _ change: (inout LoanApplication) -> Void = { _ in }
  ) -> LoanApplication {
    var application = LoanApplication(
      amount: Money(fen: yuan * 100), termMonths: months, repayment: repayment,
      asOf: CalendarDay(iso: asOf) ?? CalendarDay(daysSinceEpoch: 20_000), probability: pd,
      guarantee: guarantee)
    application.size = size
    change(&application)
    return application
  }

  private static let plain: [LoanApplication] = [
    make(800_000, 36) {
      $0.isFirstLoan = true
      $0.isRenewal = true
      $0.sectors = [.technology]
      $0.depositBalance = Money(fen: 20_000_000)
    },
    make(2_000_000, 144, .linear) {
      $0.fees = ["commitment", "funds_management", "advisory", "appraisal", "registration"].map {
        Fee(name: $0, size: .percent(0.1), timing: .upfront, payee: nil)
      }
    },
    make(2_000_000, 84, pd: 0.05) { $0.rateType = .floating },
    make(2_000_000, 48, pd: 0.06) {
      $0.rateType = .floating; $0.repricing = .quarter
    },
    make(2_000_000, 120, .interestOnly, .mortgage) { $0.collateralValue = Money(fen: 250_000_000) },
    make(3_000_000, 24, .revolving) { $0.utilisation = 0.5 },
    make(100_000, 12, pd: 0.3),
    make(500_000, 12, pd: 0.0004) { $0.sectors = [.foreignTrade] },
    make(500_000, 12, pd: 0.0004) { $0.sectors = [.privateFirm] },
    make(500_000, 12, pd: 0.0004) { $0.sectors = [.consumption] },
  ]

  /// Every size, also above the limits of inclusion.
  private static let sizes: [LoanApplication] =
    EnterpriseSize.allCases.map { make(2_000_000, 12, size: $0) }
    + EnterpriseSize.allCases.map { size in
      make(1_500_000, 24, pd: 0.04, size: size) { $0.startDate = CalendarDay(iso: "2028-01-15") }
    }

  /// Around 150 % of the prime rate, a few basis points apart, with concessions that lead below the taxed rate.
  private static let thresholds: [LoanApplication] = (0..<24).map { step in
    make(2_000_000, 12, .interestOnly, pd: 0.02 + 0.0006 * Double(step)) {
      $0.isFirstLoan = true
      $0.sectors = [.technology]
    }
  }

  /// Days on which the prime rate changes, and drawdowns after it has.
  private static let dated: [LoanApplication] = [
    make(2_000_000, 36, asOf: "2024-10-21"),
    make(2_000_000, 36, asOf: "2024-10-10", pd: 0.05) { $0.startDate = CalendarDay(iso: "2024-10-25") },
    make(2_000_000, 84, asOf: "2024-10-10", pd: 0.05) { $0.startDate = CalendarDay(iso: "2024-10-25") },
    make(900_000, 36, asOf: "2027-06-15"),
  ]

  /// What the borrower pays and whom: payees by name, a deposit, persons before and after the rule, guarantors.
  private static let borrowers: [LoanApplication] =
    [
      make(600_000, 24) {
        $0.fees = ["guarantee", "insurance", "registration", "appraisal", "platform"].map {
          Fee(name: $0, size: .amount(Money(fen: 100_00)), timing: .upfront, payee: nil)
        }
        $0.compensatingBalance = CompensatingBalance(size: .percent(5), ratePercent: 0.05)
      },
      make(300_000, 12, asOf: "2026-08-15", size: .owner),
      make(300_000, 12, asOf: "2026-08-15", size: .individual),
    ]
    + [Guarantor.governmentFund, .company, .insurer].map { guarantor in
      make(2_000_000, 36, .annuity, .guarantee) {
        $0.guarantor = guarantor
        $0.guarantorShare = 0.8
      }
    }
    + [4_900_000, 5_100_000].map { yuan in
      make(yuan, 24, .annuity, .guarantee) {
        $0.guarantor = .governmentFund
        $0.guarantorShare = 0.8
        $0.fees = [Fee(name: "guarantee", size: .percent(0.81), timing: .annual, payee: .guarantor)]
      }
    }

  /// Either side of the limits of amounts and lines.
  private static let amounts: [LoanApplication] =
    [980_000, 1_020_000, 2_950_000, 3_050_000, 9_800_000, 10_200_000, 30_000_000].map {
      make($0, 12, pd: 0.04)
    }
}
