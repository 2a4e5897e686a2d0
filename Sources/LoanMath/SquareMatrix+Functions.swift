extension SquareMatrix {
  /// The exponential, by scaling and squaring of the Taylor series.
  ///
  /// Scaled to a norm of at most ½, 18 terms leave less than 10⁻²² of the sum. For a generator, whose exponential is
  /// a stochastic matrix, squaring loses nothing that matters.
  ///
  /// - SeeAlso: Higham, *Functions of Matrices* (2008), chapter 10.
  public func exponential() -> SquareMatrix {
    var squarings = 0
    var norm = rowNorm
    while norm > 0.5, squarings < 1024 {
      norm /= 2
      squarings += 1
    }
    var scaled = self
    for _ in 0..<squarings { scaled = scaled.scaled(by: 0.5) }
    var sum = SquareMatrix.identity(size)
    var term = sum
    for index in 1...18 {
      term = (term * scaled).scaled(by: 1 / Double(index))
      sum = sum + term
    }
    for _ in 0..<squarings { sum = sum * sum }
    return sum
  }

  /// The principal logarithm, by inverse scaling and squaring; nil where there is no real one to be found.
  ///
  /// Square roots are taken until the matrix is near the identity; there log A = 2 artanh((A − I)(A + I)⁻¹), whose
  /// series converges fast. The result is tried: its exponential must give the matrix back within 10⁻⁹.
  ///
  /// - SeeAlso: Higham, *Functions of Matrices* (2008), chapter 11.
  public func logarithm() -> SquareMatrix? {
    let one = SquareMatrix.identity(size)
    var root = self
    var roots = 0
    while (root - one).rowNorm > 0.25 {
      guard roots < 64, let next = root.squareRoot() else { return nil }
      root = next
      roots += 1
    }
    guard let inverse = (root + one).inverse() else { return nil }
    let ratio = (root - one) * inverse
    let square = ratio * ratio
    var power = ratio
    var sum = ratio
    // The norm of the ratio is under 1/7, so the last of these terms is below 10⁻²⁰ of the first.
    for index in 1...12 {
      power = power * square
      sum = sum + power.scaled(by: 1 / Double(2 * index + 1))
    }
    var result = sum.scaled(by: 2)
    for _ in 0..<roots { result = result.scaled(by: 2) }
    guard result.isFinite, (result.exponential() - self).rowNorm <= 1e-9 * max(1, rowNorm) else { return nil }
    return result
  }

  /// The principal square root by the iteration of Denman and Beavers in its product form; nil where it does not
  /// converge, as for a matrix with an eigenvalue on the negative axis or at 0.
  ///
  /// - SeeAlso: Higham, *Functions of Matrices* (2008), section 6.3.
  func squareRoot() -> SquareMatrix? {
    let one = SquareMatrix.identity(size)
    var product = self
    var root = self
    for _ in 0..<100 {
      guard let inverse = product.inverse() else { return nil }
      let distance = (product - one).rowNorm
      root = (root * (one + inverse)).scaled(by: 0.5)
      product = (one + (product + inverse).scaled(by: 0.5)).scaled(by: 0.5)
      guard root.isFinite, product.isFinite else { return nil }
      if distance < 1e-14 * Double(size) { return root }
      let next = (product - one).rowNorm
      // At the end rounding alone is left, and a further step makes it no smaller.
      if next < 1e-12, next >= distance { return root }
    }
    return nil
  }
}
