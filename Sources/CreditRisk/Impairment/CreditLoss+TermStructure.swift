#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

extension CreditLoss {
  /// Losses where the hazard is not constant: `ECL = Σ w_s Σ_m q_m·LGD·EAD_m·v^m` with the marginal default
  /// probabilities q of the shape.
  func losses(
    _ plan: Plan, along shape: DefaultTermStructure.Shape, probability: Double, lossGivenDefault: Double,
    discount: Double, timing: Double
  ) -> Losses {
    var result = Losses(twelveMonth: 0, lifetime: 0)
    for group in groups {
      let scale = group.weights * (group.severities(lossGivenDefault) * timing)
      let probabilities = group.probabilities(probability)
      let part =
        switch shape {
        case .hazard(let curve): CreditLoss.sums(plan, curve, group, probabilities, scale, discount)
        case .migration(let curves): CreditLoss.sums(plan, curves, group, probabilities, scale, discount)
        }
      result.twelveMonth += part.twelveMonth
      result.lifetime += part.lifetime
    }
    return result
  }

  /// Along a hazard in steps: one run over the months, the four hazards anew where a step begins.
  private static func sums(
    _ plan: Plan, _ curve: HazardCurve, _ group: Group, _ probabilities: SIMD4<Double>,
    _ scale: SIMD4<Double>, _ discount: Double
  ) -> Losses {
    var logarithms = SIMD4<Double>.zero
    for lane in 0..<group.count { logarithms[lane] = log1p(-probabilities[lane]) }
    var running = RunningBalance(plan)
    var weight = SIMD4<Double>(repeating: 1)
    var sum = SIMD4<Double>.zero
    var twelve = SIMD4<Double>.zero
    var hazard = SIMD4<Double>.zero
    var step = SIMD4<Double>.zero
    var until = 0
    var next = 0
    for month in 1...plan.months {
      if month > until, next < curve.segments.count {
        let segment = curve.segments[next]
        for lane in 0..<group.count { hazard[lane] = -expm1(logarithms[lane] * segment.share) }
        step = (SIMD4(repeating: 1) - hazard) * discount
        until = segment.untilMonth
        next += 1
      }
      sum += weight * hazard * (running.balance + plan.converted)
      if month == 12 { twelve = sum }
      weight *= step
      running.advance()
    }
    let lifetime = (sum * scale).sum()
    return Losses(twelveMonth: plan.months < 12 ? lifetime : (twelve * scale).sum(), lifetime: lifetime)
  }

  /// Along the curves of grades: each scenario takes its part of two neighbouring ones.
  private static func sums(
    _ plan: Plan, _ curves: MigrationCurves, _ group: Group, _ probabilities: SIMD4<Double>,
    _ scale: SIMD4<Double>, _ discount: Double
  ) -> Losses {
    var places = SIMD4<Int>.zero
    var parts = SIMD4<Double>.zero
    for lane in 0..<group.count {
      let mixture = curves.mixture(probabilities[lane])
      places[lane] = mixture.curve
      parts[lane] = mixture.partOfNext
    }
    let lower = scale * (SIMD4(repeating: 1) - parts)
    let upper = scale * parts
    let marginals = curves.marginals.span
    var running = RunningBalance(plan)
    var weight = 1.0
    var sum = 0.0
    var twelve = 0.0
    for month in 1...plan.months {
      var defaulting = 0.0
      for lane in 0..<group.count {
        let place = places[lane]
        defaulting += lower[lane] * marginals[place] + upper[lane] * marginals[place + 1]
      }
      sum += weight * defaulting * (running.balance + plan.converted)
      if month == 12 { twelve = sum }
      weight *= discount
      places &+= SIMD4(repeating: curves.width)
      running.advance()
    }
    return Losses(twelveMonth: plan.months < 12 ? sum : twelve, lifetime: sum)
  }
}
