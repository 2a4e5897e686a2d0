import CKernels
import Testing

/// Four numbers at once against the rule for one: the bin is the first whose upper bound the number lies below.
struct BinKernelTests {
  @Test(arguments: 0...9)
  func agreesWithTheRuleForOneNumber(count: Int) {
    let pool: [Double] = [0.5, .nan, 1, 2, -3, 5, 1e300, 4.999_999, 2.000_000_1]
    let numbers = (0..<count).map { pool[$0 % pool.count] }
    for bounds in [[], [1.0], [1, 2, 5], [1, 2, 5, .infinity]] {
      var bins = Array(repeating: UInt8(99), count: 3 * count)
      unsafe lpr_bin_numbers(numbers, count, bounds, bounds.count, 200, 201, &bins, 3)
      for row in 0..<count {
        let number = numbers[row]
        let first = bounds.firstIndex { number < $0 }
        let expected = number.isNaN ? 200 : UInt8(first ?? 201)
        #expect(bins[3 * row] == expected, "\(number) among \(bounds)")
        #expect(bins[3 * row + 1] == 99)
      }
    }
  }
}
