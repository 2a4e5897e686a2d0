internal import Lending
internal import LoanPricing
internal import PolicyDocument
internal import Scoring

/// How one of our columns is read from a record.
struct ColumnPlan {
  /// Our name of it.
  var name: String
  /// Position of the field in a record; nil for a constant.
  var source: Int?
  /// What the mapping does to the text before it is read.
  var transform: FieldTransform?
  /// Position of the field with the months that the mapping adds.
  var monthsSource: Int?
  /// How the field is read; nil where only models read it.
  var field: TapeColumn.Field?
  /// Positions of binned encoders that read it.
  var binned: [Int] = []
  /// Positions of linear encoders that read it.
  var linear: [Int] = []
}

/// The header of a tape, resolved against schema, mapping and models.
struct TapeLayout {
  /// Fields of a record.
  let fieldCount: Int
  /// Names of the fields, as the tape has them.
  let header: [String]
  /// What is read, in the order of the record.
  let plans: [ColumnPlan]
  /// Columns of the tape that nothing reads, in its order.
  let unread: [String]
  /// Whether the models are used.
  let usesModels: Bool
  /// Position of the balance in a record, to reconcile rejected rows.
  let balanceSource: Int?

  init(header: [String], mapping: TapeMapping?, models: ModelSet?, isModelGiven: Bool) throws(TapeFault) {
    fieldCount = header.count
    self.header = header
    var position: [String: Int] = [:]
    for (index, name) in header.enumerated() {
      guard !name.isEmpty else { throw .emptyHeader(column: index + 1) }
      guard position.updateValue(index, forKey: name) == nil else { throw .duplicateColumn(name) }
    }
    let mapped = Dictionary(
      (mapping?.columns ?? []).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var plans: [ColumnPlan] = []
    var used: Set<Int> = []
    let known = Dictionary(TapeSchema.columns.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    func add(_ name: String) throws(TapeFault) -> Int? {
      if let existing = plans.firstIndex(where: { $0.name == name }) { return existing }
      let entry = mapped[name]
      var source: Int?
      if entry?.constant == nil {
        source = position[entry?.from ?? name]
        if source == nil {
          if let from = entry?.from { throw .mappedColumnMissing(ours: name, from: from) }
          return nil
        }
      }
      if let source { used.insert(source) }
      let transform = entry.flatMap { FieldTransform($0, refusesUnknown: mapping?.unknown != .ignore) }
      var monthsSource: Int?
      if let column = transform?.monthsColumn {
        guard let found = position[column] else { throw .mappedColumnMissing(ours: name, from: column) }
        monthsSource = found
        used.insert(found)
      }
      plans.append(
        ColumnPlan(
          name: name, source: source, transform: transform, monthsSource: monthsSource,
          field: known[name]?.field))
      return plans.count - 1
    }
    for column in TapeSchema.columns {
      let found = try add(column.name)
      if found == nil, column.isRequired { throw .missingColumn(column.name, needed: .tape) }
    }
    var usesModels = false
    if let models {
      let missing = models.columns.sorted().filter {
        position[$0] == nil && mapped[$0] == nil
      }
      usesModels = missing.isEmpty
      if !usesModels, isModelGiven, let first = missing.first {
        throw .missingColumn(first, needed: .model)
      }
      if usesModels {
        for (index, encoder) in models.binned.enumerated() {
          if let plan = try add(encoder.column) { plans[plan].binned.append(index) }
        }
        for (index, encoder) in models.linear.enumerated() {
          if let plan = try add(encoder.column) { plans[plan].linear.append(index) }
        }
      }
    }
    let names = Set(plans.map(\.name))
    guard usesModels || !names.isDisjoint(with: ["pd", "score", "rating"]) else { throw .noRiskColumn }
    self.usesModels = usesModels
    balanceSource = plans.first { $0.name == "balance" && $0.transform == nil }?.source
    self.plans = plans.sorted { ($0.source ?? -1, $0.name) < ($1.source ?? -1, $1.name) }
    unread = header.enumerated().filter { !used.contains($0.offset) }.map(\.element)
  }
}
