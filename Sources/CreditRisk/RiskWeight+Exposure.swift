public import Lending

extension RiskWeight {
  /// What decides the weight of one loan; money in fen, so that limits and shares are met exactly.
  public struct Exposure: Sendable {
    /// Code of ``EnterpriseSize``, or ``missingCode``.
    public var size: UInt8
    /// Exposure to the firm or group, on balance plus converted off balance, before provisions.
    public var borrowerExposure: Int64
    /// Balance of the borrower: tier 3 tells customers apart by it.
    public var borrowerBalance: Int64
    /// Revenue of the latest year; ``missingMoney``: then the SME class is not reached.
    public var annualRevenue: Int64
    /// Flags of the loan.
    public var flags: LoanFlags
    /// Code of ``Guarantee``.
    public var guarantee: UInt8
    /// Code of ``CollateralType``.
    public var collateralType: UInt8
    /// Value of the collateral; ``missingMoney`` where unknown.
    public var collateralValue: Int64
    /// Book value of the loan, the balance.
    public var balance: Int64
    /// Undrawn part, not converted; ``missingMoney`` counts as 0.
    public var undrawn: Int64
    /// What is weighted: balance and converted undrawn part less all provisions, CNY, not below 0.
    public var netExposure: Double
    /// Whether the exposure is defaulted.
    public var isDefaulted: Bool
    /// Booked provision; ``missingMoney`` counts as 0.
    public var provision: Int64
    /// Code of ``Guarantor``.
    public var guarantor: UInt8
    /// Share the guarantor covers, a fraction.
    public var guarantorShare: Double

    /// Creates the facts of an exposure.
    public init(
      size: UInt8, borrowerExposure: Int64, borrowerBalance: Int64, annualRevenue: Int64, flags: LoanFlags,
      guarantee: UInt8, collateralType: UInt8, collateralValue: Int64, balance: Int64, undrawn: Int64,
      netExposure: Double, isDefaulted: Bool, provision: Int64, guarantor: UInt8, guarantorShare: Double
    ) {
      self.size = size
      self.borrowerExposure = borrowerExposure
      self.borrowerBalance = borrowerBalance
      self.annualRevenue = annualRevenue
      self.flags = flags
      self.guarantee = guarantee
      self.collateralType = collateralType
      self.collateralValue = collateralValue
      self.balance = balance
      self.undrawn = undrawn
      self.netExposure = netExposure
      self.isDefaulted = isDefaulted
      self.provision = provision
      self.guarantor = guarantor
      self.guarantorShare = guarantorShare
    }

    /// Whether the loan is secured by housing (住房) of a known value.
    var isByHousing: Bool { isMortgage(of: .housing) }
    /// Whether the loan is secured by commercial property (商用房) of a known value.
    var isByCommercialProperty: Bool { isMortgage(of: .commercial) }

    private func isMortgage(of type: CollateralType) -> Bool {
      guarantee == Guarantee.mortgage.rawValue && collateralType == type.rawValue && collateralValue > 0
    }
  }

  /// The class of an exposure under the weighting approach, as form G4B-1 names them.
  public enum ExposureClass: UInt8, CodedValue {
    /// 投资级公司.
    case investmentGrade
    /// 中小企业.
    case sme
    /// 小微企业.
    case smallMicro
    /// 一般公司.
    case otherCompany
    /// 监管零售个人.
    case retail
    /// 其他个人.
    case otherIndividual
    /// 以居住用房地产为抵押的风险暴露.
    case housing
    /// 以商用房地产为抵押的风险暴露.
    case commercialProperty
    /// 已违约风险暴露.
    case defaulted

    /// The code in the summary.
    public var code: String {
      switch self {
      case .investmentGrade: "investment_grade"
      case .sme: "sme"
      case .smallMicro: "small_micro"
      case .otherCompany: "other_company"
      case .retail: "retail"
      case .otherIndividual: "other_individual"
      case .housing: "housing"
      case .commercialProperty: "commercial_property"
      case .defaulted: "defaulted"
      }
    }
  }

  /// What the weighting approach finds of one loan.
  public struct Assessment: Hashable, Sendable {
    /// Weight of the net exposure after mitigation, percent.
    public var percent: Double
    /// The class whose weight it is.
    public var exposureClass: ExposureClass
  }
}
