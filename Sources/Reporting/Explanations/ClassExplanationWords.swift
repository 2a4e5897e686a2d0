internal import CreditRisk
internal import Lending
internal import LoanTape
internal import LoanUnits

extension ClassExplanationReport {
  /// The words of the table in one of the languages; names of columns and codes stay as they are.
  struct Words {
    let isEnglish: Bool

    private func say(_ english: String, _ chinese: String) -> String { isEnglish ? english : chinese }

    func title(_ identifier: String, _ day: CalendarDay) -> String {
      say("Classification of loan \(identifier) as of \(day)", "贷款 \(identifier) 的风险分类说明,基准日 \(day)")
    }

    var riskClass: String { say("Class", "分类") }
    var decidedBy: String { say("Decided by", "决定规则") }
    var stage: String { say("Stage", "阶段") }
    var balance: String { say("Balance", "余额") }
    var loss: String { say("ECL", "预期信用损失") }
    var none: String { say("no rule", "无") }
    var rules: String { say("Rules that fired", "触发的规则") }
    var noRule: String { say("none: nothing speaks against normal", "无:没有不利于正常类的事实") }
    var decided: String { say("decided", "决定") }
    var asksForNothing: String { say("asks for no class", "不要求分类") }
    var facts: String { say("facts", "事实") }
    var limits: String { say("limits", "标准") }
    var override: String { say("Override", "人工调整") }
    var inForce: String { say("in force", "有效") }
    var expired: String { say("expired", "已到期") }
    var approver: String { say("approved by", "审批人") }
    var expires: String { say("until", "到期日") }
    var best: String { say("There is no better class.", "已是最好的分类。") }
    var nothingGivesIt: String {
      say("no change of these facts gives it under this policy", "在本政策下,改变这些事实也达不到")
    }

    func name(_ riskClass: RiskClass) -> String {
      let chinese = ["正常", "关注", "次级", "可疑", "损失"][Int(riskClass.rawValue)]
      return say("\(riskClass.code) (\(chinese))", "\(chinese) (\(riskClass.code))")
    }

    func atLeast(_ riskClass: RiskClass) -> String {
      say("at least \(riskClass.code)", "至少\(name(riskClass))")
    }

    /// The Chinese term stands beside the English one, since the rule is Chinese.
    func meanings(_ source: ClassRuleSource) -> [String] {
      isEnglish ? [source.english, source.chinese] : [source.chinese]
    }

    func confidence(_ confidence: ClassRuleSource.Confidence) -> String {
      switch confidence {
      case .verified: say("verified", "已核对原文")
      case .partly: say("not fully verified", "部分核对")
      case .recalled: say("not verified", "未核对原文")
      case .bank: say("no law", "非监管规定")
      }
    }

    func wouldHaveToChange(_ better: RiskClass) -> String {
      say("For \(better.code) all of this would have to change", "若要达到\(name(better)),须同时满足")
    }

    func text(_ value: ClassFactValue) -> String {
      switch value {
      case .missing: say("unknown", "未知")
      case .whole(let number): "\(number)"
      case .fraction(let fraction): fraction.isNaN ? say("unknown", "未知") : DecimalText.shortest(fraction)
      case .money(let fen): TapeRun.yuan(Int128(fen))
      case .day(let day): "\(day)"
      case .flag(let flag): "\(flag)"
      case .code(let code): code
      }
    }

    func change(_ change: ClassChange) -> String {
      let owner =
        switch change.subject {
        case .loan, .day: ""
        case .borrower: say("every loan of the borrower: ", "该债务人的每笔贷款:")
        case .otherLoans: say("the borrower's other loans: ", "该债务人的其他贷款:")
        case .override: say("the override: ", "人工调整:")
        }
      if change.relation == .absent {
        return owner + say("withdrawn", "撤销")
          + say(" (now \(text(change.current)))", "(现为 \(text(change.current)))")
      }
      return "\(owner)\(change.name) \(relation(change)) \(text(change.value)) "
        + say("(now \(text(change.current)))", "(现为 \(text(change.current)))")
    }

    private func relation(_ change: ClassChange) -> String {
      let isDay = if case .day = change.value { true } else { false }
      let isCode = if case .code = change.value { true } else { false }
      switch change.relation {
      case .equal, .absent: return "="
      case .atMost where isDay: return say("on or before", "不晚于")
      case .atMost where isCode: return say("not worse than", "不差于")
      case .atMost: return say("at most", "不超过")
      case .atLeast: return isDay ? say("on or after", "不早于") : say("at least", "至少")
      }
    }
  }
}
