public import Lending

/// Why a loan has its class: the codes of all rules of the classification Order (domain 5.2–5.8), in the order
/// that breaks ties.
public enum ClassReason: UInt8, CaseIterable, Sendable {
  /// Overdue 1 to 90 days, art. 10(1).
  case overdue1To90
  /// Overdue 91 to 270 days, art. 11(1).
  case overdue91To270
  /// Overdue 271 to 360 days, art. 12(1).
  case overdue271To360
  /// Overdue over 360 days, art. 13(1).
  case overdueOver360
  /// A short technical overdue, exempt from art. 10(1).
  case technicalOverdueExempt
  /// Use of funds changed without consent, art. 10(2).
  case divertedUse
  /// Repaid by new borrowing, art. 10(3).
  case refinanced
  /// The debtor has a non-performing debt at another bank, art. 10(4).
  case debtorNPLElsewhere
  /// Credit-impaired, art. 11(2).
  case creditImpaired
  /// External rating cut sharply, art. 11(3).
  case ratingCut
  /// Over 20 % of the debtor's debts at all banks overdue over 90 days, art. 11(4).
  case overdue90ShareAllBanks
  /// The debtor evades bank debt, art. 12(2).
  case evasion
  /// Impaired with a loss of half the balance, art. 12(3).
  case eclShare50
  /// Impaired with a loss of nine tenths, art. 13(3).
  case eclShare90
  /// The debtor is in bankruptcy liquidation, art. 13(2).
  case bankruptcy
  /// Another debt of the debtor here is non-performing, art. 10(4).
  case debtorNPLHere
  /// Over 10 % of the debtor's claims here are non-performing, art. 7.
  case debtorNPLShareHere
  /// Restructured and under observation, arts. 17–23.
  case restructuredObservation
  /// Restructured again under observation.
  case restructuredAgain
  /// A renewal within the scope of 金规〔2024〕13号.
  case renewalExempt
  /// The overdue × guarantee matrix of 银监发〔2007〕63号.
  case matrix
  /// An expert gave a worse class.
  case expert
  /// The conditions of an upgrade are not met, art. 14.
  case upgradeNotMet
  /// A non-performing history is signalled and cannot be checked, art. 14.
  case upgradeNotChecked
  /// An override with a reason, and for an upgrade with an approver and an expiry, gave the class.
  case override

  /// The code of the contract.
  public var code: String {
    switch self {
    case .overdue1To90: "overdue_1_90"
    case .overdue91To270: "overdue_91_270"
    case .overdue271To360: "overdue_271_360"
    case .overdueOver360: "overdue_over_360"
    case .technicalOverdueExempt: "technical_overdue_exempt"
    case .divertedUse: "diverted_use"
    case .refinanced: "refinanced"
    case .debtorNPLElsewhere: "debtor_npl_elsewhere"
    case .creditImpaired: "credit_impaired"
    case .ratingCut: "rating_cut"
    case .overdue90ShareAllBanks: "overdue90_share_all_banks"
    case .evasion: "evasion"
    case .eclShare50: "ecl_share_50"
    case .eclShare90: "ecl_share_90"
    case .bankruptcy: "bankruptcy"
    case .debtorNPLHere: "debtor_npl_here"
    case .debtorNPLShareHere: "debtor_npl_share_here"
    case .restructuredObservation: "restructured_observation"
    case .restructuredAgain: "restructured_again"
    case .renewalExempt: "renewal_exempt"
    case .matrix: "matrix"
    case .expert: "expert"
    case .upgradeNotMet: "upgrade_not_met"
    case .upgradeNotChecked: "upgrade_not_checked"
    case .override: "override"
    }
  }

  /// The class that the rule asks for at least; nil for a reason that asks for none, or for one that differs from
  /// loan to loan (matrix, expert, override).
  @inlinable public var atLeast: RiskClass? {
    switch self {
    case .overdue1To90, .divertedUse, .refinanced, .debtorNPLElsewhere, .debtorNPLHere,
      .restructuredObservation:
      .specialMention
    case .overdue91To270, .creditImpaired, .ratingCut, .overdue90ShareAllBanks, .debtorNPLShareHere,
      .restructuredAgain, .upgradeNotMet:
      .substandard
    case .overdue271To360, .evasion, .eclShare50: .doubtful
    case .overdueOver360, .bankruptcy, .eclShare90: .loss
    case .technicalOverdueExempt, .renewalExempt, .upgradeNotChecked, .matrix, .expert, .override: nil
    }
  }

  /// The bit of the reason in a set of reasons.
  @inlinable public var bit: UInt32 { 1 << UInt32(rawValue) }
}
