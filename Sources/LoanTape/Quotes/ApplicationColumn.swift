internal import Cashflow
internal import Lending

/// What a column of a file of applications holds for the quick reader.
enum ApplicationColumn {
  case amount, term, repayment, frequency, grace, utilisation
  case startDate, asOf, rateType, repricing
  case probability, score, rating
  case guarantee, collateralType, collateralValue, guarantor, guarantorShare
  case size, creditLimit, undrawn, annualRevenue, depositBalance, industry
  case isFirstLoan, isRenewal, sector, method
  /// Read by nobody: any text will do.
  case ignored
  /// A column of the model, which a probability makes superfluous.
  case feature
  /// Whatever stands in it, the careful reader reads the row.
  case careful

  /// The column of a name; nil: none of an application's own.
  init(_ name: String, isFeature: Bool) {
    switch name {
    case "amount": self = .amount
    case "term": self = .term
    case "repayment": self = .repayment
    case "frequency": self = .frequency
    case "grace": self = .grace
    case "utilisation": self = .utilisation
    case "start_date": self = .startDate
    case "as_of": self = .asOf
    case "rate_type": self = .rateType
    case "repricing": self = .repricing
    case "pd": self = .probability
    case "score": self = .score
    case "rating": self = .rating
    case "guarantee": self = .guarantee
    case "collateral_type": self = .collateralType
    case "collateral_value": self = .collateralValue
    case "guarantor": self = .guarantor
    case "guarantor_share": self = .guarantorShare
    case "size": self = .size
    case "credit_limit": self = .creditLimit
    case "undrawn": self = .undrawn
    case "annual_revenue": self = .annualRevenue
    case "deposit_balance": self = .depositBalance
    case "first_loan": self = .isFirstLoan
    case "renewal": self = .isRenewal
    case "sector": self = .sector
    case "method": self = .method
    case "channel": self = .ignored
    default: self = isFeature ? .feature : .careful
    }
  }
}

/// The codes of an application's columns as bytes, each with its raw value.
struct ApplicationCodes {
  let repayment = ApplicationCodes.table(RepaymentMethod.allCases.map(\.code))
  let frequency = ApplicationCodes.table(PaymentFrequency.allCases.map(\.code))
  let rateType = ApplicationCodes.table(RateType.codes)
  let repricing = ApplicationCodes.table(RepricingCycle.codes)
  let guarantee = ApplicationCodes.table(Guarantee.codes)
  let collateralType = ApplicationCodes.table(CollateralType.codes)
  let guarantor = ApplicationCodes.table(Guarantor.codes)
  let size = ApplicationCodes.table(EnterpriseSize.codes)
  let sector = ApplicationCodes.table(PrioritySector.codes)
  let method = ApplicationCodes.table(PricingMethod.allCases.map(\.rawValue))
  let flag = TextTable([(Array("true".utf8), 1), ([49], 1), (Array("false".utf8), 0), ([48], 0)])
  /// The set of each single sector.
  let sectors = PrioritySector.allCases.map { Set([$0]) }

  private static func table(_ codes: [String]) -> TextTable {
    TextTable(codes.enumerated().map { (Array($0.element.utf8), UInt8(truncatingIfNeeded: $0.offset)) })
  }
}
