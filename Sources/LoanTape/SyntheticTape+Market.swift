/// What the synthetic book is made of: codes, how often each occurs, and typical amounts by size.
///
/// A class of inline arrays: rows only read it, and reading counts no references.
final class SyntheticMarket: Sendable {
  /// What is typical of borrowers of one size.
  struct Profile: Sendable {
    /// The size's code.
    let code: SyntheticWord
    /// Binary logarithm of the median credit line, CNY, and its deviation.
    let lineLog2: Double
    let lineDeviation: Double
    /// Median staff.
    let employees: Double
    /// Added to the rate, hundredths of a percent.
    let rateHundredths: Double
  }

  let profiles: InlineArray<6, Profile> = [
    Profile(code: "micro", lineLog2: 19.6, lineDeviation: 0.95, employees: 6, rateHundredths: 60),
    Profile(code: "small", lineLog2: 21.5, lineDeviation: 1.0, employees: 32, rateHundredths: 35),
    Profile(code: "sole-trader", lineLog2: 18.2, lineDeviation: 0.85, employees: 3, rateHundredths: 110),
    Profile(code: "owner", lineLog2: 18.9, lineDeviation: 0.85, employees: 4, rateHundredths: 95),
    Profile(code: "medium", lineLog2: 24.2, lineDeviation: 0.8, employees: 180, rateHundredths: 15),
    Profile(code: "large", lineLog2: 26.8, lineDeviation: 0.8, employees: 900, rateHundredths: 0),
  ]
  /// Sections of GB/T 4754 and, where risks differ inside a section, divisions; no card has seen the last.
  let industries: InlineArray<13, SyntheticWord> = [
    "A", "C", "E", "F51", "F52", "G", "H61", "H62", "I65", "L72", "M", "R", "O80",
  ]
  /// Codes of GB/T 2260; no card has seen the last three.
  let regions: InlineArray<8, SyntheticWord> = [
    "110000", "320500", "330100", "440300", "510100", "220200", "460100", "650100",
  ]
  let repayments: InlineArray<5, SyntheticWord> = [
    "annuity", "linear", "interest-only", "bullet", "revolving",
  ]
  let guarantees: InlineArray<4, SyntheticWord> = ["credit", "guarantee", "mortgage", "pledge"]
  let rateTypes: InlineArray<2, SyntheticWord> = ["fixed", "floating"]
  let flags: InlineArray<2, SyntheticWord> = ["false", "true"]
  /// Tax-payment credit grades; the empty one is missing, and `N` is one that no card has seen.
  let taxGrades: InlineArray<7, SyntheticWord> = ["A", "B", "M", "C", "D", "", "N"]
  /// Contract terms in months.
  let terms: InlineArray<8, Int> = [6, 12, 18, 24, 36, 48, 60, 84]

  // How often each occurs, in 256ths.
  let profileSlots = SyntheticSlots([97, 69, 44, 28, 14, 4])
  let industrySlots = SyntheticSlots([14, 56, 20, 46, 36, 18, 6, 18, 14, 12, 8, 5, 3])
  let regionSlots = SyntheticSlots([40, 56, 60, 48, 40, 4, 4, 4])
  let guaranteeSlots = SyntheticSlots([98, 68, 77, 13])
  let repaymentSlots = SyntheticSlots([104, 38, 74, 12, 28])
  /// Terms of loans that amortise, and of those that are repaid at once.
  let amortisingTermSlots = SyntheticSlots([4, 44, 22, 54, 76, 16, 30, 10])
  let standingTermSlots = SyntheticSlots([24, 152, 14, 22, 44, 0, 0, 0])
}

/// A choice by one random byte.
struct SyntheticSlots: Sendable {
  private let slots: InlineArray<256, UInt8>

  /// - Parameter weights: Of each choice, in 256ths; what is left over falls to the first.
  init(_ weights: [Int]) {
    var slots = InlineArray<256, UInt8>(repeating: 0)
    var slot = 0
    for (choice, weight) in weights.enumerated() {
      for _ in 0..<min(weight, slots.count - slot) {
        slots[slot] = UInt8(choice)
        slot += 1
      }
    }
    self.slots = slots
  }

  /// The choice of the lowest byte.
  func choice(_ bits: UInt64) -> Int {
    Int(slots[Int(bits & 0xFF)])
  }
}
