internal import COpenBLAS

/// The product `rows × inner` by `inner × outer` in one fixed, zero-padded shape, row-major.
///
/// BLAS kernels sum in an order that depends on the shape: the same row can differ in its last bits in blocks of
/// another height. Every product of a run therefore has the same shape, short blocks are padded with zeros, and a
/// row's bits depend on the row and the weights alone.
public struct FixedShapeProduct: Sendable {
  /// Rows of every product: 512 rows of 16 inputs are 64 KiB and stay in the second-level cache.
  public static let rows = 512
  /// Columns of the input, a multiple of 16.
  public let innerWidth: Int
  /// Columns of the output, a multiple of 8.
  public let outerWidth: Int
  private let weights: [Double]
  /// Set once a process, before the first product.
  private static let oneThread: Void = BLASInfo.useOneThread()

  /// Lays the weights out.
  ///
  /// - Parameter columns: The weights of each output, one an input; all of one length.
  /// - Throws: ``LinearAlgebraError`` when lengths differ or a width is beyond 32 bits.
  public init(columns: [[Double]]) throws(LinearAlgebraError) {
    let inner = columns.first?.count ?? 0
    for column in columns where column.count != inner {
      throw .shapeMismatch(expected: inner, found: column.count)
    }
    innerWidth = max(16, (inner + 15) / 16 * 16)
    outerWidth = max(8, (columns.count + 7) / 8 * 8)
    guard innerWidth <= Int(Int32.max) / FixedShapeProduct.rows, outerWidth <= Int(Int32.max) / innerWidth
    else {
      throw .tooLarge(max(innerWidth, outerWidth))
    }
    var weights = Array(repeating: 0.0, count: innerWidth * outerWidth)
    for (output, column) in columns.enumerated() {
      for (input, weight) in column.enumerated() { weights[input * outerWidth + output] = weight }
    }
    self.weights = weights
    _ = FixedShapeProduct.oneThread
  }

  /// A zeroed input of the fixed shape.
  public func makeInput() -> [Double] {
    Array(repeating: 0, count: FixedShapeProduct.rows * innerWidth)
  }

  /// A zeroed output of the fixed shape.
  public func makeOutput() -> [Double] {
    Array(repeating: 0, count: FixedShapeProduct.rows * outerWidth)
  }

  /// Forms the product.
  ///
  /// - Parameters:
  ///   - input: `rows × innerWidth`, row-major; unused rows and columns are zero.
  ///   - output: `rows × outerWidth`, row-major; overwritten.
  /// - Throws: ``LinearAlgebraError/shapeMismatch(expected:found:)``.
  public func multiply(_ input: [Double], into output: inout [Double]) throws(LinearAlgebraError) {
    let rows = FixedShapeProduct.rows
    guard input.count == rows * innerWidth else {
      throw .shapeMismatch(expected: rows * innerWidth, found: input.count)
    }
    guard output.count == rows * outerWidth else {
      throw .shapeMismatch(expected: rows * outerWidth, found: output.count)
    }
    let inner = Int32(innerWidth)
    let outer = Int32(outerWidth)
    // SAFETY: the three buffers hold rows·inner, inner·outer and rows·outer doubles, checked above; the output is
    // exclusively borrowed, so nothing aliases it.
    unsafe input.withUnsafeBufferPointer { left in
      unsafe weights.withUnsafeBufferPointer { right in
        unsafe output.withUnsafeMutableBufferPointer { product in
          unsafe cblas_dgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rows), outer, inner, 1, left.baseAddress, inner,
            right.baseAddress, outer, 0, product.baseAddress, outer)
        }
      }
    }
  }
}
