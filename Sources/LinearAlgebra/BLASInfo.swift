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
  ///
  /// The library starts its workers when it is loaded, and they look for work in a loop for some time: they are ended
  /// here, since none is ever used. Call it before the first product, from one thread.
  public static func useOneThread() {
    openblas_set_num_threads(1)
    _ = blas_thread_shutdown_()
  }
}
