/// Integrals of smooth positive functions to nearly full relative accuracy.
///
/// A Gauss–Kronrod pair of 7 and 15 points on pieces that are halved until both agree.
/// - SeeAlso: Piessens et al., QUADPACK (1983), rule QK15.
enum AdaptiveQuadrature {
  /// The integral over a finite interval.
  ///
  /// - Parameters:
  ///   - low: Lower end.
  ///   - high: Upper end; a value not above the lower end gives 0.
  ///   - function: Finite and not negative between the ends.
  static func integral(from low: Double, to high: Double, of function: (Double) -> Double) -> Double {
    guard high > low else { return 0 }
    let whole = rule(from: low, to: high, of: function)
    return refined(whole, from: low, to: high, floor: 1e-15 * whole.value, depth: 48, of: function)
  }

  private typealias Estimate = (value: Double, error: Double)

  private static func refined(
    _ estimate: Estimate, from low: Double, to high: Double, floor: Double, depth: Int,
    of function: (Double) -> Double
  ) -> Double {
    // The difference of the two rules overstates the error of the better one by far.
    if estimate.error <= max(floor, 4e-15 * estimate.value) || depth == 0 { return estimate.value }
    let middle = 0.5 * (low + high)
    let left = rule(from: low, to: middle, of: function)
    let right = rule(from: middle, to: high, of: function)
    let scale = max(floor, 1e-15 * (left.value + right.value))
    return refined(left, from: low, to: middle, floor: scale, depth: depth - 1, of: function)
      + refined(right, from: middle, to: high, floor: scale, depth: depth - 1, of: function)
  }

  private static func rule(
    from low: Double, to high: Double, of function: (Double) -> Double
  ) -> Estimate {
    let middle = 0.5 * (low + high)
    let half = 0.5 * (high - low)
    let centre = function(middle)
    var kronrod = 0.209_482_141_084_727_828_012_999_174_891_714 * centre
    var gauss = 0.417_959_183_673_469_387_755_102_040_816_327 * centre
    for node in nodes {
      let sum = function(middle - half * node.at) + function(middle + half * node.at)
      kronrod += node.kronrod * sum
      gauss += node.gauss * sum
    }
    return (kronrod * half, ((kronrod - gauss) * half).magnitude)
  }

  private static let nodes: [(at: Double, kronrod: Double, gauss: Double)] = [
    (0.991_455_371_120_812_639_206_854_697_526_329, 0.022_935_322_010_529_224_963_732_008_058_970, 0),
    (
      0.949_107_912_342_758_524_526_189_684_047_851, 0.063_092_092_629_978_553_290_700_663_189_204,
      0.129_484_966_168_869_693_270_611_432_679_082
    ),
    (0.864_864_423_359_769_072_789_712_788_640_926, 0.104_790_010_322_250_183_839_876_322_541_518, 0),
    (
      0.741_531_185_599_394_439_863_864_773_280_788, 0.140_653_259_715_525_918_745_189_590_510_238,
      0.279_705_391_489_276_667_901_467_771_423_780
    ),
    (0.586_087_235_467_691_130_294_144_691_693_229, 0.169_004_726_639_267_902_826_583_426_598_550, 0),
    (
      0.405_845_151_377_397_166_906_606_412_076_961, 0.190_350_578_064_785_409_913_256_402_421_014,
      0.381_830_050_505_118_944_950_369_775_488_975
    ),
    (0.207_784_955_007_898_467_600_689_403_773_245, 0.204_432_940_075_298_892_414_161_999_234_649, 0),
  ]
}
