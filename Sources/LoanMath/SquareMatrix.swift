/// A small dense square matrix by rows: plain loops, a fixed order of summation, no library.
///
/// Made for transition matrices, which are 4 to 30 wide. What is done with each element is written out, so the same
/// numbers give the same bits everywhere.
public struct SquareMatrix: Hashable, Sendable {
  /// Rows and columns.
  public let size: Int
  /// The elements, row by row.
  @usableFromInline var elements: [Double]

  /// A matrix of zeros.
  public init(size: Int) {
    precondition(size >= 0)
    self.size = size
    elements = Array(repeating: 0, count: size * size)
  }

  /// A matrix from its rows; nil unless each is as long as there are rows.
  public init?(rows: [[Double]]) {
    guard rows.allSatisfy({ $0.count == rows.count }) else { return nil }
    size = rows.count
    elements = rows.flatMap { $0 }
  }

  /// The identity.
  public static func identity(_ size: Int) -> SquareMatrix {
    var matrix = SquareMatrix(size: size)
    for index in 0..<size { matrix[index, index] = 1 }
    return matrix
  }

  /// An element.
  public subscript(_ row: Int, _ column: Int) -> Double {
    @inlinable get { elements[row * size + column] }
    @inlinable set { elements[row * size + column] = newValue }
  }

  /// A row.
  public func row(_ index: Int) -> [Double] {
    Array(elements[index * size..<(index + 1) * size])
  }

  /// All rows.
  public var rows: [[Double]] { (0..<size).map { row($0) } }

  /// The largest sum of magnitudes of a row (the norm ‖·‖∞).
  public var rowNorm: Double {
    (0..<size).reduce(0) { norm, index in max(norm, row(index).reduce(0) { $0 + $1.magnitude }) }
  }

  /// Whether no element is infinite or NaN.
  public var isFinite: Bool { elements.allSatisfy(\.isFinite) }

  /// Each element times a factor.
  public func scaled(by factor: Double) -> SquareMatrix {
    var result = self
    for index in result.elements.indices { result.elements[index] *= factor }
    return result
  }

  /// The sum of two matrices of one size.
  public static func + (left: SquareMatrix, right: SquareMatrix) -> SquareMatrix {
    precondition(left.size == right.size)
    var result = left
    for index in result.elements.indices { result.elements[index] += right.elements[index] }
    return result
  }

  /// The difference of two matrices of one size.
  public static func - (left: SquareMatrix, right: SquareMatrix) -> SquareMatrix {
    left + right.scaled(by: -1)
  }

  /// The product of two matrices of one size.
  public static func * (left: SquareMatrix, right: SquareMatrix) -> SquareMatrix {
    precondition(left.size == right.size)
    let size = left.size
    var result = SquareMatrix(size: size)
    for row in 0..<size {
      for inner in 0..<size {
        let factor = left[row, inner]
        for column in 0..<size { result[row, column] += factor * right[inner, column] }
      }
    }
    return result
  }

  /// A row vector times the matrix.
  public func applied(toRow vector: [Double]) -> [Double] {
    precondition(vector.count == size)
    var result = Array(repeating: 0.0, count: size)
    for row in 0..<size {
      for column in 0..<size { result[column] += vector[row] * self[row, column] }
    }
    return result
  }

  /// A whole power by repeated squaring.
  ///
  /// - Parameter exponent: 0 or more; 0 gives the identity.
  public func power(_ exponent: Int) -> SquareMatrix {
    precondition(exponent >= 0)
    var result = SquareMatrix.identity(size)
    var square = self
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = result * square }
      rest >>= 1
      if rest > 0 { square = square * square }
    }
    return result
  }

  /// The inverse by Gauss–Jordan elimination with partial pivoting; nil for a singular matrix.
  public func inverse() -> SquareMatrix? {
    var left = self
    var right = SquareMatrix.identity(size)
    for column in 0..<size {
      var pivot = column
      for row in column..<size where left[row, column].magnitude > left[pivot, column].magnitude {
        pivot = row
      }
      let divisor = left[pivot, column]
      guard divisor.isFinite, divisor.magnitude > rowNorm * 1e-15 else { return nil }
      left.swapRows(pivot, column)
      right.swapRows(pivot, column)
      left.scaleRow(column, by: 1 / divisor)
      right.scaleRow(column, by: 1 / divisor)
      for row in 0..<size where row != column {
        let factor = left[row, column]
        guard factor != 0 else { continue }
        left.subtract(row: column, times: factor, from: row)
        right.subtract(row: column, times: factor, from: row)
      }
    }
    return right
  }

  private mutating func swapRows(_ one: Int, _ other: Int) {
    guard one != other else { return }
    for column in 0..<size { elements.swapAt(one * size + column, other * size + column) }
  }

  private mutating func scaleRow(_ row: Int, by factor: Double) {
    for column in 0..<size { self[row, column] *= factor }
  }

  private mutating func subtract(row: Int, times factor: Double, from target: Int) {
    for column in 0..<size { self[target, column] -= factor * self[row, column] }
  }
}
