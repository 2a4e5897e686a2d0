internal import CreditRisk

extension MigrationPolicy {
  init(_ section: SectionReader) {
    self.init(
      bucketDays: section.ascendingIntegers("bucket_days", 0...36_500),
      confidencePercent: section.number(
        "confidence_percent", NumberRange(50, 99.99)),
      generator: section.choice("generator", standIn: .diagonal))
    section.finish()
  }
}
