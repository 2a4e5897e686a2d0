import Cashflow
import CreditRisk
import Lending
import LoanPricing
import PolicyDocument
import TestSupport
import Testing

/// Supervisory loss given default, floors and effective maturity (CRE32), worked by hand or summed payment by payment.
struct SupervisoryLossTests {
  private let loss: SupervisoryLoss

  init() throws {
    loss = SupervisoryLoss(try PolicyFile.builtIn().policy.capital.internalRatings.supervisoryLoss)
  }

  private static func collateral(
    _ type: CollateralType, _ value: Double, _ guarantee: Guarantee = .mortgage
  ) -> SupervisoryLoss.Collateral {
    SupervisoryLoss.Collateral(guarantee: guarantee.rawValue, type: type.rawValue, value: value)
  }

  /// An exposure of 100: collateral 100 at a haircut of 40 % secures 60, 250 secure all of it.
  @Test(arguments: [
    (
      CollateralType.housing, 100.0, 0.6 * 0.20 + 0.4 * 0.40, 0.6 * 0.10 + 0.4 * 0.25, 0.6 * 0.10 + 0.4 * 0.30
    ),
    (.receivable, 100, 0.28, 0.16, 0.18), (.land, 100, 0.28, 0.16, 0.18),
    (.commercial, 250, 0.20, 0.10, 0.10),
    (.equipment, 100, 0.6 * 0.25 + 0.4 * 0.40, 0.6 * 0.15 + 0.4 * 0.25, 0.6 * 0.15 + 0.4 * 0.30),
    (.other, 250, 0.25, 0.15, 0.15), (.deposit, 100, 0, 0, 0), (.deposit, 30, 0.28, 0.175, 0.21),
    (.bond, 50, 0.52 * 0.40, 0.52 * 0.25, 0.52 * 0.30),
  ])
  func shares(
    _ type: CollateralType, _ value: Double, _ foundation: Double, _ company: Double, _ retail: Double
  ) {
    let held = Self.collateral(type, value)
    #expect(loss.foundation(held, exposure: 100).isClose(to: foundation, within: 1e-15))
    for (kind, floor) in [
      (InternalRatings.ExposureClass.corporate, company), (.sme, company), (.retail, retail),
    ] {
      #expect(loss.floor(held, exposure: 100, exposureClass: kind).isClose(to: floor, within: 1e-15))
    }
  }

  @Test func nothingIsSecuredByWhatIsNotKnown() {
    let unknown = SupervisoryLoss.Collateral(
      guarantee: Guarantee.mortgage.rawValue, type: missingCode, value: 100)
    let valueless = Self.collateral(.housing, .nan)
    let unpledged = Self.collateral(.deposit, 100, .guarantee)
    for held in [SupervisoryLoss.Collateral.none, unknown, valueless, unpledged] {
      #expect(loss.foundation(held, exposure: 100) == 0.40)
      #expect(loss.floor(held, exposure: 100, exposureClass: .corporate) == 0.25)
      #expect(loss.floor(held, exposure: 100, exposureClass: .retail) == 0.30)
      #expect(loss.floor(held, exposure: 100, exposureClass: .mortgage) == 0.05)
      #expect(loss.floor(held, exposure: 100, exposureClass: .revolving) == 0.50)
    }
  }

  /// Own estimates above the floor stay, those below are raised; the foundation approach asks companies for none.
  @Test(arguments: [
    (InternalRatingsPolicy.Variant.foundation, InternalRatings.ExposureClass.corporate, 0.10, 0.40),
    (.foundation, .sme, 0.60, 0.40), (.foundation, .retail, 0.10, 0.30), (.foundation, .retail, 0.60, 0.60),
    (.advanced, .corporate, 0.10, 0.25), (.advanced, .corporate, 0.26, 0.26), (.advanced, .sme, 0.24, 0.25),
    (.advanced, .retail, 0.29, 0.30), (.advanced, .mortgage, 0.04, 0.05), (.advanced, .revolving, 0.4, 0.5),
  ])
  func estimatesAndFloors(
    _ variant: InternalRatingsPolicy.Variant, _ kind: InternalRatings.ExposureClass, _ own: Double,
    _ taken: Double
  ) throws {
    var policy = try PolicyFile.builtIn().policy.capital
    policy.internalRatings.variant = variant
    let approach = InternalRatingsApproach(policy)
    #expect(approach.lossGivenDefault(own, .none, exposure: 100, exposureClass: kind) == taken)
    let years = [0.2, 3, 9].map(approach.maturityYears)
    #expect(years == (variant == .foundation ? [2.5, 2.5, 2.5] : [1, 3, 5]))
  }

  struct Plan: Sendable, CustomTestStringConvertible {
    let months: Int
    let method: RepaymentMethod
    let frequency: PaymentFrequency
    let rate: Double
    var testDescription: String { "\(months) \(method.code) \(frequency) \(rate)" }
  }

  private static let plans: [Plan] = [1, 2, 3, 7, 12, 36, 60, 121].flatMap { months in
    RepaymentMethod.allCases.flatMap { method in
      [PaymentFrequency.monthly, .quarterly].flatMap { frequency in
        [0, 0.0036, 0.01].map { Plan(months: months, method: method, frequency: frequency, rate: $0) }
      }
    }
  }

  /// `Σ t·CF / Σ CF` with every payment found from the balance, month after month.
  @Test(arguments: plans) func maturityIsTheMeanTimeOfThePayments(_ plan: Plan) {
    let step = plan.frequency == .quarterly ? 3 : 1
    let dues = stride(from: plan.months, to: 0, by: -step).reversed().map { $0 }
    let rate = plan.rate * Double(step)
    let count = Double(dues.count)
    let level = rate == 0 ? 1 / count : rate / (1 - Double.power(1 + rate, -dues.count))
    var balance = 1.0
    var (times, sum) = (0.0, 0.0)
    for due in dues {
      let isLast = due == plan.months
      let interest = plan.method == .bullet ? 0 : balance * rate
      let principal: Double
      switch plan.method {
      case .annuity: principal = level - interest
      case .linear: principal = 1 / count
      case .interestOnly, .bullet, .revolving: principal = isLast ? balance : 0
      }
      times += Double(due) / 12 * (interest + principal)
      sum += interest + principal
      balance -= principal
    }
    #expect(balance.magnitude < 1e-9)
    let found = EffectiveMaturity.years(
      months: plan.months, method: plan.method, frequency: plan.frequency, monthlyRate: plan.rate)
    #expect(found.isClose(to: times / sum, within: 1e-10))
  }
}

extension Double {
  fileprivate static func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<exponent.magnitude { result *= base }
    return exponent < 0 ? 1 / result : result
  }
}
