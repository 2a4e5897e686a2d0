internal import CreditRisk
internal import Lending

/// The words of the tables of a migration.
struct MigrationWords {
  private let isEnglish: Bool

  init(_ language: ReportLanguage) {
    isEnglish = language == .english
  }

  private func pick(_ english: String, _ chinese: String) -> String { isEnglish ? english : chinese }

  func title(_ period: ObservationPeriod) -> String {
    pick(
      "Migration from \(period.start) to \(period.end), \(period.days) days",
      "\(period.start) 至 \(period.end) 贷款迁徙，共 \(period.days) 天")
  }
  func old(_ period: ObservationPeriod) -> String { pick("old tape", "期初") + " \(period.start)" }
  func new(_ period: ObservationPeriod) -> String { pick("new tape", "期末") + " \(period.end)" }
  var loans: String { pick("loans", "笔数") }
  var balance: String { pick("balance, CNY", "余额（元）") }
  var vanished: String { pick("not on the new tape", "期末已不存在") }
  var arrived: String { pick("not on the old tape", "期内新增") }
  var gone: String { pick("gone", "已退出") }
  var arrivedShort: String { pick("new", "新增") }
  var from: String { pick("from", "期初") }
  var bucket: String { pick("days past due", "逾期天数") }
  var millionsShort: String { pick("CNY m", "百万元") }

  func millions(_ fen: Int128) -> String { DecimalText.fixed(Double(fen) / 1e8, decimals: 1) }

  func riskClass(_ code: String) -> String {
    switch RiskClass(code: code) {
    case .normal: pick("normal", "正常")
    case .specialMention: pick("special", "关注")
    case .substandard: pick("substand.", "次级")
    case .doubtful: pick("doubtful", "可疑")
    case .loss: pick("loss", "损失")
    case nil: code
    }
  }

  func matrix(_ by: String, _ basis: MigrationBasis) -> String {
    let what =
      switch by {
      case "grade": pick("Grades", "评级迁徙")
      case "class": pick("Classes", "五级分类迁徙")
      default: pick("Days past due", "逾期天数迁徙")
      }
    return what
      + (basis == .count
        ? pick(", % of the row's loans", "（占该行笔数 %）")
        : pick(", % of the row's opening balance", "（占该行期初余额 %）"))
  }

  var rollRates: String { pick("Roll rates, % of opening balance", "滚动率（占期初余额 %）") }
  var rolls: [String] {
    isEnglish ? ["forward", "stayed", "back", "cured", "gone"] : ["恶化", "不变", "好转", "恢复正常", "已退出"]
  }
  var ratios: String { pick("Migration ratios of the supervisor", "贷款迁徙率") }
  var ratioHeader: [String] {
    isEnglish
      ? ["from", "opening", "reductions", "moved", "ratio %"] : ["期初类别", "期初余额", "期间减少", "向下迁徙", "迁徙率 %"]
  }
  var formation: String { pick("Formation of non-performing loans", "不良生成") }
  var formationRows: [String] {
    isEnglish
      ? [
        "normal and special mention, opening", "non-performing, opening", "non-performing, closing",
        "reductions of opening non-performing", "upgraded", "turned non-performing, or new", "formation",
      ] : ["期初正常及关注类", "期初不良", "期末不良", "期初不良期间减少", "上调", "新形成不良", "不良生成额"]
  }
  var formationPercent: String { pick("formation % of opening performing", "不良生成率 %") }
  var formationAnnual: String { pick("a year, %", "年化不良生成率 %") }

  func cumulative(_ method: CumulativeDefault.Method, _ adjustment: GeneratorAdjustment) -> String {
    switch method {
    case .cohort:
      pick("Cumulative default %, powers of the cohort matrix", "累计违约概率 %（队列矩阵的幂）")
    case .generator:
      pick(
        "Cumulative default %, generator (matrix logarithm, \(adjustment.rawValue))",
        "累计违约概率 %（生成元：矩阵对数，\(adjustment.rawValue)）")
    }
  }
  func year(_ year: Int) -> String { pick("\(year) y", "\(year)年") }
  var generator: String { pick("Generator, rates a year", "生成元（年率）") }
  var projection: String {
    pick("Projection with the new business of the period", "按期内新增业务推算的组合")
  }
  var projectionHeader: [String] {
    isEnglish
      ? ["period", "loans", "balance, CNY", "default, CNY", "%"] : ["期数", "笔数", "余额（元）", "违约余额（元）", "%"]
  }
}
