internal import Lending

extension QualityRule {
  /// What the rule found, for eyes.
  func meaning(_ language: ReportLanguage) -> String {
    let isEnglish = language == .english
    return switch self {
    case .balanceOverOriginal: isEnglish ? "balance over the amount drawn" : "余额大于发放金额"
    case .balanceAndUndrawnOverLimit:
      isEnglish ? "balance and undrawn over the borrower's line" : "余额加未用额度大于授信总额"
    case .maturityNotAfterOrigination: isEnglish ? "matures on the day of its drawdown" : "到期日不晚于发放日"
    case .rateOutOfRange: isEnglish ? "contract rate outside the policy's range" : "合同利率超出合理区间"
    case .overdueWithoutArrears: isEnglish ? "days past due, and nothing overdue" : "有逾期天数但无逾期本息"
    case .overdueClassedNormal: isEnglish ? "days past due, and classed normal" : "已逾期但分类为正常"
    case .nonPerformingWithoutReason:
      isEnglish ? "classed non-performing without a reason on the tape" : "分类为不良但无逾期及其他理由"
    case .sizeNotAsMeasured:
      isEnglish ? "size is not that of the official table" : "企业规模与划型标准不符"
    case .inclusiveNotEligible:
      isEnglish ? "marked inclusive over the limit, or of a size that does not count" : "标记普惠但额度或规模不符"
    case .borrowerSizesDiffer: isEnglish ? "loans of one borrower differ in size" : "同一借款人规模不一致"
    case .floatingWithoutTenor: isEnglish ? "floating without a prime-rate tenor" : "浮动利率未注明LPR期限品种"
    case .rateNotPrimePlusSpread:
      isEnglish ? "rate is not prime rate at the last repricing plus spread" : "利率不等于最近重定价日LPR加点"
    case .collateralValueMissing: isEnglish ? "mortgage or pledge without a value" : "抵质押贷款无押品价值"
    case .dateAfterAsOf: isEnglish ? "a past day lies after the day of the profile" : "日期晚于基准日"
    case .amountsInTenThousands:
      isEnglish ? "median suggests units of 10,000 CNY" : "中位数过小，疑以万元为单位"
    }
  }
}
