/// Random numbers by counter: every draw is a function of seed, row and field, with no state between them.
///
/// - SeeAlso: Steele, Lea and Flood, *Fast splittable pseudorandom number generators* (2014): SplitMix64.
struct SyntheticDraws: Sendable {
  private let key: UInt64

  init(seed: UInt64) {
    key = Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15)
  }

  /// The draws of one row, or of the borrower that a row founded.
  func stream(_ row: Int, of subject: Subject) -> Stream {
    Stream(base: Self.mixed(key ^ (UInt64(truncatingIfNeeded: row) &* 4 &+ subject.rawValue)))
  }

  /// What is drawn for.
  enum Subject: UInt64 {
    case loan
    case borrower
    case link
    case later
  }

  struct Stream {
    let base: UInt64

    /// 64 random bits of a field.
    func bits(_ field: UInt64) -> UInt64 {
      SyntheticDraws.mixed(base &+ field &* 0x9E37_79B9_7F4A_7C15)
    }

    /// A number from 0 up to, not including, 1.
    func uniform(_ field: UInt64) -> Double {
      Double(bits(field) >> 11) * 0x1p-53
    }

    /// A nearly normal number: the sum of four 16-bit uniforms, so never beyond ±3.47.
    func normal(_ field: UInt64) -> Double {
      let word = bits(field)
      let sum = (word & 0xFFFF) + (word >> 16 & 0xFFFF) + (word >> 32 & 0xFFFF) + (word >> 48)
      return (Double(sum) * 0x1p-16 - 2) * 1.732_050_807_568_877_3
    }
  }

  /// The output function of SplitMix64.
  static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Two to a power, by its own polynomial: amounts need a part in ten thousand, and the same bits everywhere.
  ///
  /// - Parameter x: −1000…1000.
  static func power2(_ x: Double) -> Double {
    let whole = x < 0 ? Int64(x) - 1 : Int64(x)
    let t = (x - Double(whole)) * 0.693_147_180_559_945_31
    let upper =
      0.166_666_666_666_666_67 + t
      * (0.041_666_666_666_666_67 + t * (0.008_333_333_333_333_33 + t * 0.001_388_888_888_888_89))
    let series = 1 + t * (1 + t * (0.5 + t * upper))
    return series * Double(bitPattern: UInt64(1023 + whole) << 52)
  }
}
