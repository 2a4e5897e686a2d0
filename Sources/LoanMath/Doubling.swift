/// What holds for so many terms, from what holds for one, in about as many steps as the count has binary digits.
///
/// - Parameters:
///   - count: At least 1; under it `one` is given back.
///   - one: For a single term.
///   - twice: For `2k` terms from those of `k`.
///   - next: For `k + 1` terms from those of `k`.
@inlinable
@inline(__always)
public func byDoubling<Sums>(
  _ count: Int, from one: Sums, twice: (Sums) -> Sums, next: (Sums) -> Sums
) -> Sums {
  var sums = one
  guard count > 1 else { return sums }
  var digit = (1 << (Int.bitWidth - 1 - count.leadingZeroBitCount)) >> 1
  while digit != 0 {
    sums = twice(sums)
    if count & digit != 0 { sums = next(sums) }
    digit >>= 1
  }
  return sums
}
