/// The words of statements and of a shared risk, in English and Chinese.
///
/// The raw value of a label is the code or key that it stands for; names of fees that are not listed stay as given.
public enum StatementWording: String, CaseIterable, Sendable {
  case enterpriseTitle = "enterprise"
  case personTitle = "person"
  case basis
  case notInForce = "not_in_force"
  case amount
  case financedFees = "financed_fees"
  case paidOut = "paid_out"
  case term
  case repayment
  case frequency
  case startDate = "start_date"
  case contractRate = "rate_percent"
  case fixed
  case floating
  case costAsAgreed = "cost_as_agreed"
  case item
  case payee
  case when
  case total
  case annual = "annual_percent"
  case interestCost = "interest_cost"
  case nonInterestCost = "non_interest_cost"
  case depositCost = "deposit_cost"
  case subsidyCost = "subsidy"
  case sheetTotal = "sheet_total"
  case allInCost = "all_in_cost"
  case beforeSubsidy = "before_subsidy"
  case afterSubsidy = "after_subsidy"
  case effective
  case nominal
  case sheet
  case headline = "annualised_cost_percent"
  case contingent
  case contingentNote = "contingent_note"
  case rate
  case perDay = "daily_per_10000"
  case overdueInterest = "overdue_interest"
  case divertedInterest = "diverted_interest"
  case compoundInterest = "compound_interest"
  case flows
  case flowsNote = "flows_note"
  case flowAmount = "flow_amount"
  case declaration
  case confirmation
  case upfront
  case monthly
  case quarterly
  case annually
  case end
  case financed
  case asPlanned = "as_planned"
  case bank
  case guarantor
  case insurer
  case registry
  case platform
  case other
  case taxOffice = "tax_office"
  case borrower
  case interest
  case principal
  case guarantee
  case insurance
  case registration
  case appraisal
  case notary
  case service
  case audit
  case ratingFee = "rating"
  case commitment
  case fundsManagement = "funds_management"
  case advisory
  case stampDuty = "stamp_duty"
  case compensatingBalance = "compensating_balance"
  case depositInterest = "deposit_interest"
  case interestSubsidy = "interest_subsidy"
  case riskSharing = "risk_sharing"
  case withoutGuarantor = "without"
  case withGuarantor = "with"
  case targetRate = "target_rate_percent"
  case quotedRate = "quoted_rate_percent"
  case lossGivenDefault = "lgd"
  case expectedLoss = "expected_loss_percent"
  case effectiveCost = "all_in_cost_percent"
  case nominalCost = "all_in_cost_nominal_percent"
  case sheetCost = "all_in_cost_sheet_percent"
  case sharingFee = "fee"
  case assumedFee = "fee_assumed"
  case purePremium = "pure_premium_percent"
  case grossPremium = "gross_premium_percent"
  case rateCut = "rate_cut_bp"
  case feeCost = "fee_cost_bp"
  case netEffect = "net_effect_bp"
  case governmentFund = "government-fund"
  case company
  case naturalPerson = "natural_person"

  /// The text in a language.
  public func text(_ language: ReportLanguage) -> String {
    switch language {
    case .english: english
    case .chinese: chinese
    }
  }

  /// The label of a code, or the code itself where there is none.
  public static func label(_ code: String, _ language: ReportLanguage) -> String {
    StatementWording(rawValue: code)?.text(language) ?? code
  }

  /// What a cost sheet knows by name.
  private static let items: Set<StatementWording> = [
    .interest, .principal, .guarantee, .insurance, .registration, .appraisal, .notary, .platform, .service,
    .audit,
    .ratingFee, .commitment, .fundsManagement, .advisory, .stampDuty, .compensatingBalance, .depositInterest,
    .interestSubsidy,
  ]

  /// The label of an item of cost, or the name as given where it is not a known one.
  static func item(_ name: String, _ language: ReportLanguage) -> String {
    guard let known = StatementWording(rawValue: name), items.contains(known) else { return name }
    return known == .platform ? platformFee(language) : known.text(language)
  }

  private static func platformFee(_ language: ReportLanguage) -> String {
    WarningText.words(language, "Platform fee", "平台服务费")
  }
}
