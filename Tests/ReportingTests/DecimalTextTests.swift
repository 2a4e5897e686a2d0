import Testing

@testable import Reporting

@Suite struct DecimalTextTests {
  @Test(arguments: [
    (0.0, "0"), (3.0, "3"), (4.58, "4.58"), (0.1 + 0.2, "0.30000000000000004"), (-2.5, "-2.5"),
    (1e20, "1e+20"), (1.5e-7, "1.5e-07"),
  ])
  func shortestReadsBackTheSame(_ value: Double, _ text: String) {
    #expect(DecimalText.shortest(value) == text)
    #expect(Double(DecimalText.shortest(value)) == value)
  }

  @Test(arguments: [
    (4.574312, 2, "4.57"), (4.575, 2, "4.58"), (-0.004, 2, "0.00"), (999.995, 2, "1000.00"), (0.05, 1, "0.1"),
    (0.04, 1, "0.0"), (12.0, 0, "12"), (1e-9, 4, "0.0000"), (123456789.125, 2, "123456789.13"),
    (9.99, 0, "10"),
  ])
  func fixedRoundsHalfAwayFromZero(_ value: Double, _ decimals: Int, _ text: String) {
    #expect(DecimalText.fixed(value, decimals: decimals) == text)
  }

  @Test(arguments: [
    (1.0 / 3, "0.333333333333"), (2.0 / 3 * 1e6, "666666.666667"), (1500.0, "1500"),
    (0.000123456789012345, "0.000123456789012"),
    (123456789012345.0, "123456789012000"), (0.0, "0"), (-4.5, "-4.5"),
  ])
  func significantKeepsTwelveDigits(_ value: Double, _ text: String) {
    #expect(DecimalText.significant(value, digits: 12) == text)
  }

  @Test(arguments: [
    ("1234567.50", "1,234,567.50"), ("-123.00", "-123.00"), ("-1234", "-1,234"), ("0.50", "0.50"),
  ])
  func groupsOfThree(_ plain: String, _ grouped: String) {
    #expect(DecimalText.grouped(plain) == grouped)
  }
}
