internal import COpenBLAS

/// What the BLAS behind the products is.
public enum BLASInfo {
  /// Version and build options.
  public static var configuration: String {
    // SAFETY: the library returns a static, NUL-terminated string or null.
    guard let text = unsafe openblas_get_config() else { return "unknown" }
    return unsafe String(cString: text)
  }

  /// Name of the processor kernels in use; results differ in their last bits between kernels.
  public static var coreType: String {
    // SAFETY: as above.
    guard let text = unsafe openblas_get_corename() else { return "unknown" }
    return unsafe String(cString: text)
  }

  /// Keeps the library on the calling thread: the parallelism is ours, over blocks.
  public static func useOneThread() {
    openblas_set_num_threads(1)
  }
}
