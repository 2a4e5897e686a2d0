#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The standard normal distribution.
///
/// The lower tail keeps its relative accuracy; for the upper tail use the symmetry `1 − N(x) = N(−x)`.
public enum NormalDistribution {
  /// The density at a point.
  ///
  /// - Parameter x: Any number; 0 at ±∞.
  /// - Returns: `exp(−x²/2) / √(2π)`.
  public static func density(_ x: Double) -> Double {
    0.398_942_280_401_432_677_94 * exp(-0.5 * x * x)
  }

  /// The probability of a value at or below a point.
  ///
  /// - Parameter x: Any number; 0 at −∞, 1 at +∞.
  /// - Returns: `erfc(−x/√2) / 2`, which holds its relative accuracy down to 1e-300.
  public static func cumulative(_ x: Double) -> Double {
    0.5 * erfc(-x * 0.707_106_781_186_547_524_40)
  }

  /// The point that a probability lies at or below: the inverse of ``cumulative(_:)``.
  ///
  /// - Parameter p: 0…1; 0 gives −∞ and 1 gives +∞, as do values beyond.
  /// - Returns: The quantile, to a few units in the last place; NaN only for NaN.
  /// - SeeAlso: Wichura, algorithm AS 241 (PPND16), Applied Statistics 37 (1988), 477–484.
  public static func quantile(_ p: Double) -> Double {
    if p <= 0 { return -.infinity }
    if p >= 1 { return .infinity }
    // 1 − p is exact from a half on, so the upper half is the lower one mirrored.
    return p > 0.5 ? -lowerQuantile(1 - p) : lowerQuantile(p)
  }

  /// For p in 0…½: the rational approximation and one step of Halley's method.
  private static func lowerQuantile(_ p: Double) -> Double {
    let x = rationalQuantile(p)
    let slope = density(x)
    // Below this the density is subnormal and a step would only add noise.
    guard slope > 1e-290 else { return x }
    let step = (cumulative(x) - p) / slope
    return x - step / (1 + 0.5 * x * step)
  }

  private static func rationalQuantile(_ p: Double) -> Double {
    let q = p - 0.5
    if abs(q) <= 0.425 {
      let r = 0.180625 - q * q
      return q * polynomial(r, central.numerator) / polynomial(r, central.denominator)
    }
    let r = (-log(p)).squareRoot()
    if r <= 5 {
      return -polynomial(r - 1.6, middle.numerator) / polynomial(r - 1.6, middle.denominator)
    }
    return -polynomial(r - 5, far.numerator) / polynomial(r - 5, far.denominator)
  }

  /// Coefficients, constant first.
  private typealias Coefficients = (Double, Double, Double, Double, Double, Double, Double, Double)

  private static func polynomial(_ x: Double, _ c: Coefficients) -> Double {
    ((((((c.7 * x + c.6) * x + c.5) * x + c.4) * x + c.3) * x + c.2) * x + c.1) * x + c.0
  }

  private static var central: (numerator: Coefficients, denominator: Coefficients) {
    (
      (
        3.387_132_872_796_366_608_0, 1.331_416_678_917_843_774_5e2, 1.971_590_950_306_551_442_7e3,
        1.373_169_376_550_946_112_5e4, 4.592_195_393_154_987_145_7e4, 6.726_577_092_700_870_085_3e4,
        3.343_057_558_358_812_810_5e4, 2.509_080_928_730_122_672_7e3
      ),
      (
        1, 4.231_333_070_160_091_125_2e1, 6.871_870_074_920_579_082_8e2, 5.394_196_021_424_751_107_7e3,
        2.121_379_430_158_659_586_7e4, 3.930_789_580_009_271_061_0e4, 2.872_908_573_572_194_267_4e4,
        5.226_495_278_852_854_561_0e3
      )
    )
  }

  private static var middle: (numerator: Coefficients, denominator: Coefficients) {
    (
      (
        1.423_437_110_749_683_577_34, 4.630_337_846_156_545_295_90, 5.769_497_221_460_691_405_50,
        3.647_848_324_763_204_605_04, 1.270_458_252_452_368_382_58, 2.417_807_251_774_506_117_70e-1,
        2.272_384_498_926_918_458_33e-2, 7.745_450_142_783_414_076_40e-4
      ),
      (
        1, 2.053_191_626_637_758_821_87, 1.676_384_830_183_803_849_40, 6.897_673_349_851_000_045_50e-1,
        1.481_039_764_274_800_745_90e-1, 1.519_866_656_361_645_719_66e-2, 5.475_938_084_995_344_946_00e-4,
        1.050_750_071_644_416_843_24e-9
      )
    )
  }

  private static var far: (numerator: Coefficients, denominator: Coefficients) {
    (
      (
        6.657_904_643_501_103_777_20, 5.463_784_911_164_114_369_90, 1.784_826_539_917_291_335_80,
        2.965_605_718_285_048_912_30e-1, 2.653_218_952_657_612_309_30e-2, 1.242_660_947_388_078_438_60e-3,
        2.711_555_568_743_487_578_15e-5, 2.010_334_399_292_288_132_65e-7
      ),
      (
        1, 5.998_322_065_558_879_376_90e-1, 1.369_298_809_227_358_053_10e-1, 1.487_536_129_085_061_485_25e-2,
        7.868_691_311_456_132_591_00e-4, 1.846_318_317_510_054_681_80e-5, 1.421_511_758_316_445_888_70e-7,
        2.044_263_103_389_939_785_64e-15
      )
    )
  }
}
