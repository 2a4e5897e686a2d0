public import LoanUnits
internal import Lending
public import LoanPricing

/// Warnings as text: a stable code, a colon, and a sentence in the chosen language.
public enum WarningText {
  /// The warning that the built-in policy is in use.
  public static func builtInPolicy(_ language: ReportLanguage) -> String {
    "builtin_policy: "
      + words(
        language, "the built-in policy is an illustration; its costs and hurdle are not a bank's",
        "使用内置政策；其中的成本与最低回报率仅为示例，并非某家银行的参数")
  }

  /// The warning that the sample model scored.
  public static func sampleModel(_ language: ReportLanguage) -> String {
    "builtin_model: "
      + words(
        language, "the sample model is synthetic; its scores are not a bank's",
        "使用内置示例模型；其评分为合成数据，并非某家银行的模型")
  }

  /// The warning that a leaf of the policy was changed on the command line.
  public static func policySet(path: String, value: String) -> String {
    "policy_set: \(path)=\(value)"
  }

  /// The warning that an overlay of the policy has expired.
  public static func overlayExpired(name: String, expires: CalendarDay, _ language: ReportLanguage) -> String
  {
    "overlay_expired: "
      + words(
        language, "the overlay \(name) held until \(expires) and has no effect",
        "管理层叠加 \(name) 已于 \(expires) 到期，不再生效")
  }

  /// The warning that the graded requirement cannot be found, so that the base holds.
  static func gradedProvisionUnknown(_ language: ReportLanguage) -> String {
    "provision_grade_unknown: "
      + words(
        language,
        "provision.graded is on, but a measure of its grids is not known; the base requirement holds",
        "已启用拨备分级要求，但缺少指标，按基本标准计")
  }

  /// The warning that the table of prime rates ends long before the day.
  public static func stalePrimeRate(days: Int, _ language: ReportLanguage) -> String {
    "lpr_stale: "
      + words(
        language,
        "the last publication of the loan prime rate is \(days) days old; give a newer table with --lpr-file",
        "LPR最近一次公布距今已\(days)天；请用 --lpr-file 提供更新的数据")
  }

  /// The warning that repricings lie beyond the table of prime rates.
  public static func primeRateAssumed(days: Int, _ language: ReportLanguage) -> String {
    "lpr_assumed: "
      + words(
        language,
        "the last repricing is \(days) days after the last known prime rate, which is assumed to stay; --lpr-path gives a scenario",
        "最后一次重定价晚于最近一次LPR公布\(days)天，假定LPR不变；可用 --lpr-path 给出情景")
  }

  /// The warning that a rate of return is not unique.
  public static func notUnique(_ roots: [Double], _ language: ReportLanguage) -> String {
    let list = roots.map { DecimalText.fixed($0, decimals: 4) }.joined(separator: ", ")
    return "irr_not_unique: "
      + words(language, "the flows have several rates of return: \(list) percent", "现金流有多个内部收益率：\(list)%")
  }

  /// A warning of a quote.
  public static func quote(_ warning: QuoteWarning, _ language: ReportLanguage) -> String {
    switch warning {
    case .whatIf(let option):
      return "what_if: "
        + words(language, "--\(option) replaces what the policy would give", "--\(option) 取代政策给出的值")
    case .stalePrimeRate(let days):
      return stalePrimeRate(days: days, language)
    case .belowFloor:
      return "below_floor: "
        + words(
          language, "the quoted rate does not cover funding, cost, expected loss and VAT",
          "报价低于底线利率，不足以覆盖资金、运营、预期损失与税")
    case .aboveCap(let limit):
      let text = DecimalText.shortest(limit)
      return "above_cap: "
        + words(
          language, "the all-in cost is above the limit of \(text) percent", "综合融资成本超过\(text)%的上限")
    case .exemptionEnds(let day, let share):
      let percent = DecimalText.fixed(share * 100, decimals: 1)
      return "vat_exemption_ends: "
        + words(
          language,
          "the VAT exemption ends on \(day), inside the term; \(percent) percent of the interest is earned before",
          "增值税免税于\(day)到期，早于贷款到期；到期前产生的利息占\(percent)%")
    case .exemptionExpectedToRenew(let day):
      return "vat_exemption_renewal: "
        + words(
          language, "the VAT exemption ends on \(day), inside the term; the policy expects it to be renewed",
          "增值税免税于\(day)到期，早于贷款到期；政策假定到期后延续")
    case .sizeMissing:
      return "size_missing: "
        + words(
          language, "no size was given: treated as non-retail and taxable; --size names it",
          "未提供企业规模：按非零售、应税处理；可用 --size 指定")
    case .forbiddenFee(let name, let rule):
      return "forbidden_fee: "
        + words(
          language, "a bank may not charge a small borrower the item \(name): \(rule)",
          "银行不得向小微企业收取或要求 \(name)：\(rule)")
    case .bankShareTooSmall(let share, let minimum):
      let (kept, least) = (DecimalText.shortest(100 * share), DecimalText.shortest(100 * minimum))
      return "bank_share: "
        + words(
          language,
          "beside a government fund the bank keeps \(kept) percent of the risk; it takes \(least) at least",
          "与政府性融资担保机构分担风险时银行仅承担\(kept)%，应不低于\(least)%")
    case .fundFeeTooHigh(let percent, let limit):
      let (given, most) = (DecimalText.fixed(percent, decimals: 4), DecimalText.shortest(limit))
      return "guarantee_fee: "
        + words(
          language,
          "the government fund takes \(given) percent a year of the guaranteed amount; the limit is \(most) percent",
          "政府性融资担保费率为每年\(given)%（按担保金额），超过\(most)%的上限")
    case .costNotUnique(let roots):
      return notUnique(roots, language)
    case .belowTaxedThreshold(let threshold):
      let text = DecimalText.fixed(threshold, decimals: 2)
      return "vat_threshold: "
        + words(
          language,
          "just above \(text) percent all interest is taxed: the loan earns less than at \(text) percent",
          "略高于\(text)%时利息全额应税：收益低于按\(text)%定价")
    case .bankFigureMissing(let path):
      return "bank_figure_missing: "
        + words(
          language, "the policy leaves \(path) empty: the tests that need it were skipped",
          "政策未填写 \(path)：相关检验已跳过")
    case .sizeDiffers(let declared, let computed):
      return "size_differs: "
        + words(
          language, "the size was declared as \(declared.code), the official table gives \(computed.code)",
          "申报规模为 \(declared.code)，按划型标准应为 \(computed.code)")
    case .sizeNotChecked(let fault):
      return "size_not_checked: "
        + words(language, EnterpriseSizeFaultText(fault).sentence, "未能按划型标准核对申报的企业规模")
    case .revenueMissing:
      return "revenue_missing: "
        + words(
          language, "revenue is unknown: the reduced weight of medium firms was not reached",
          "未提供营业收入：未适用中型企业的优惠权重")
    }
  }

  static func words(_ language: ReportLanguage, _ english: String, _ chinese: String) -> String {
    switch language {
    case .english: english
    case .chinese: chinese
    }
  }
}
