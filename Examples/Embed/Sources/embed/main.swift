// Prices one application and rescores three loans in memory: no file, no clock, one import.
import LoanEngine

let policy = try PolicyFile.builtIn().policy
let primeRates = try LoanPrimeRateHistory.builtIn()
guard let asOf = CalendarDay(iso: "2026-09-30") else { fatalError("not a day") }

// One application to a quote.
var application = LoanApplication(
  amount: Money(rounding: 1_000_000), termMonths: 24, repayment: .annuity, asOf: asOf, probability: 0.02,
  guarantee: .guarantee)
application.size = .small

let quote = try QuoteEngine(policy: policy, primeRates: primeRates).quote(application)
print("Quote for \(application.amount) CNY over \(application.termMonths) months")
for component in quote.components where component.basisPoints != 0 {
  print("  \(padded(component.name))\(decimals(component.basisPoints)) bp")
}
for adjustment in quote.adjustments where adjustment.basisPoints != 0 {
  print("  \(padded(adjustment.name))\(decimals(adjustment.basisPoints)) bp")
}
print("  \(padded("quoted"))\(decimals(quote.quotedRatePercent)) %, signed by \(quote.authority)")

// Three loans as columns; what is not set is an empty field.
var batch = LoanBatch(capacity: 3)
for (balance, pd, daysPastDue) in [(800_000, 0.01, 0), (350_000, 0.04, 45), (1_200_000, 0.09, 120)] {
  let row = batch.count
  batch.count += 1
  batch[.balance, row] = Money(rounding: Double(balance)).fen
  batch[.undrawn, row] = 0
  batch[.ratePercent, row] = 4.5
  batch[.defaultProbability, row] = pd
  batch[.origination, row] = asOf.adding(months: -12).daysSinceEpoch
  batch[.maturity, row] = asOf.adding(months: 24).daysSinceEpoch
  batch[.repayment, row] = RepaymentMethod.annuity.rawValue
  batch[.guarantee, row] = Guarantee.credit.rawValue
  batch[.size, row] = EnterpriseSize.micro.rawValue
  batch.daysPastDue[row] = Int32(daysPastDue)
}

let rescore = try BatchRescore(policy: policy, models: nil, primeRates: primeRates, asOf: asOf)
// Each loan is its borrower's only one here; otherwise a borrower's loans share the totals of their contributions.
let totals: [BorrowerTotals?] = Array(repeating: nil, count: batch.count)
var workspace = rescore.makeWorkspace()
var result = RescoredBatch()
var notes = BatchNotes()
rescore.rescore(batch, totals: totals, workspace: &workspace, result: &result, notes: &notes)

print("Rescored on \(asOf)")
for row in 0..<result.count {
  let rate = result.requiredRate[row]
  print(
    "  loan \(row + 1): \(result.verdict[row].riskClass.code), stage \(result.stage[row]),",
    "grade \(rescore.masterScale.names[Int(result.grade[row])]), credit loss \(Money(fen: result.loss[row])) CNY,",
    rate.isNaN ? "not priced" : "required \(decimals(rate)) %")
}

/// Two decimals, rounded half up.
func decimals(_ value: Double) -> String {
  Money(rounding: value).description
}

func padded(_ name: String) -> String {
  name + String(repeating: " ", count: max(1, 20 - name.count))
}
