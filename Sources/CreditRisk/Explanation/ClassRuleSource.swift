/// Where a rule of classification comes from, and how sure that is.
public struct ClassRuleSource: Hashable, Sendable {
  /// How a rule was checked against its text.
  public enum Confidence: String, Sendable {
    /// The content was read in a public copy of the text.
    case verified
    /// The content was read, not every word or number of it.
    case partly
    /// From memory: to be checked against the text.
    case recalled
    /// No law: the bank's own rule.
    case bank
  }

  /// The text and its article.
  public var article: String
  /// Whether its content was verified.
  public var confidence: Confidence
  /// What the rule says.
  public var english: String
  /// The same in Chinese.
  public var chinese: String

  init(_ article: String, _ confidence: Confidence, _ english: String, _ chinese: String) {
    self.article = article
    self.confidence = confidence
    self.english = english
    self.chinese = chinese
  }

  /// An article of 商业银行金融资产风险分类办法, the Order 1 of 2023 of CBIRC and PBoC, in force since 1 July 2023.
  static func order(
    _ article: String, _ confidence: Confidence, _ english: String, _ chinese: String
  ) -> ClassRuleSource {
    ClassRuleSource("Order No. 1 of 2023, \(article)", confidence, english, chinese)
  }
}

extension ClassReason {
  /// Where the rule comes from.
  public var source: ClassRuleSource {
    switch self {
    case .overdue1To90:
      .order("art. 10(1)", .verified, "principal, interest or yield is overdue", "本金、利息或收益逾期")
    case .overdue91To270: .order("art. 11(1)", .verified, "overdue more than 90 days", "逾期超过90天")
    case .overdue271To360: .order("art. 12(1)", .verified, "overdue more than 270 days", "逾期超过270天")
    case .overdueOver360: .order("art. 13(1)", .verified, "overdue more than 360 days", "逾期超过360天")
    case .technicalOverdueExempt:
      .order(
        "art. 10(1)", .verified, "short overdue for operational or technical reasons: exempt",
        "操作性或技术性原因导致的短期逾期除外")
    case .divertedUse:
      .order("art. 10(2)", .verified, "use of funds changed without consent", "擅自改变资金用途")
    case .refinanced:
      .order("art. 10(3)", .verified, "repaid by new borrowing or other debt", "借新还旧")
    case .debtorNPLElsewhere:
      .order(
        "art. 10(4)", .verified, "the debtor has a non-performing debt at another bank",
        "同一债务人在其他银行的债务出现不良")
    case .creditImpaired: .order("art. 11(2)", .verified, "credit-impaired", "已发生信用减值")
    case .ratingCut:
      .order("art. 11(3)", .partly, "external rating cut sharply", "外部评级大幅下调,履约能力显著下降")
    case .overdue90ShareAllBanks:
      .order(
        "art. 11(4)", .verified, "over 20 % of the debtor's debts at all banks overdue more than 90 days",
        "同一债务人在所有银行的债务中逾期超过90天的债务超过20%")
    case .evasion: .order("art. 12(2)", .recalled, "the debtor evades bank debt", "逃废银行债务")
    case .eclShare50:
      .order(
        "art. 12(3)", .recalled, "impaired, with a loss of half the book balance or more",
        "已发生信用减值,预期信用损失占账面余额50%以上")
    case .eclShare90:
      .order(
        "art. 13(3)", .recalled, "impaired, with a loss of nine tenths of the book balance or more",
        "已发生信用减值,预期信用损失占账面余额90%以上")
    case .bankruptcy:
      .order("art. 13(2)", .recalled, "the debtor is in bankruptcy liquidation", "债务人已进入破产清算程序")
    case .debtorNPLHere:
      .order(
        "art. 10(4)", .verified, "another debt of the debtor at this bank is non-performing",
        "同一债务人在本行的其他债务出现不良")
    case .debtorNPLShareHere:
      .order(
        "art. 7", .verified, "over 10 % of the debtor's claims at this bank are non-performing: all are",
        "同一债务人在本行的债权超过10%分类为不良,所有债权均归为不良")
    case .restructuredObservation:
      .order(
        "arts. 17 to 23", .partly, "restructured and under observation (the period is verified)",
        "重组资产处于观察期")
    case .restructuredAgain:
      .order("arts. 17 to 23", .recalled, "restructured again under observation", "观察期内再次重组")
    case .renewalExempt:
      ClassRuleSource(
        "金规〔2024〕13号", .verified, "renewal without repayment of principal: not downgraded for that",
        "无还本续贷,不因续贷单独下调")
    case .matrix:
      ClassRuleSource(
        "银监发〔2007〕63号, annex", .recalled,
        "matrix of overdue days and guarantee; its repeal is not established",
        "小企业贷款逾期天数与担保方式矩阵")
    case .expert:
      ClassRuleSource("bank's own", .bank, "an expert's class is worse than the rules'", "专家认定的分类更差")
    case .upgradeNotMet:
      .order(
        "art. 14", .partly, "the conditions of an upgrade are not met (whichever is longer: recalled)",
        "不满足不良资产上调的条件")
    case .upgradeNotChecked:
      .order(
        "art. 14", .partly,
        "a non-performing history is signalled; without the class before it is not checked",
        "存在不良历史迹象,缺少上期分类,未核实上调条件")
    case .override:
      ClassRuleSource(
        "bank's own", .bank, "an override stands in place of the rules' class", "人工调整取代规则结果")
    }
  }
}
