internal import ArgumentParser
internal import Lending
internal import LoanPricing
internal import LoanUnits
internal import Reporting

/// `calc size`: the official size of an enterprise (企业划型), and whether its loans count as inclusive.
struct CalcSizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "size", abstract: "The official size of an enterprise, and whether it counts as inclusive.")

  @Option(
    help: ArgumentHelp("Industry by GB/T 4754: C, F52, K7010.", valueName: "code"),
    transform: { text in
      guard ApplicationReader.isIndustry(text) else {
        throw AllowedValues(words: "a letter from A to T with up to four digits, by GB/T 4754")
      }
      return text
    })
  var industry: String
  @Option(
    help: ArgumentHelp("Employees.", valueName: "persons"),
    transform: OptionValue.integer(0...100_000_000, "a whole number of persons from 0 to 100000000"))
  var employees: Int?
  @Option(help: ArgumentHelp("Revenue of a year.", valueName: "CNY"), transform: OptionValue.money)
  var revenue: Money?
  @Option(help: ArgumentHelp("Total assets.", valueName: "CNY"), transform: OptionValue.money)
  var assets: Money?
  @Option(
    help: ArgumentHelp("The borrower's total line; decides inclusion.", valueName: "CNY"),
    transform: OptionValue.money)
  var creditLimit: Money?
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let policy = try policy.load().policy
    let table = policy.enterpriseSize
    let size = try table.size(
      EnterpriseSizeTable.Enterprise(
        industry: industry, employees: employees, revenue: revenue, assets: assets))
    // Without a line a size that counts is not yet an inclusive loan; one that does not count never is.
    var isInclusive: Bool? = policy.inclusive.sizes.contains(size) ? nil : false
    if isInclusive == nil, let creditLimit {
      isInclusive = creditLimit.yuan <= policy.inclusive.limit
    }
    try output.print(
      RecordReport([
        .init("size", .text(size.code)), .init("industry", .text(try table.industry(of: industry).name)),
        .init("inclusive", isInclusive.map { .bool($0) } ?? .null),
      ]))
  }
}
