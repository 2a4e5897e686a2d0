internal import Crypto
public import LoanFiles

/// The SHA-256 of a file while it is read.
public final class TapeHash: @unchecked Sendable {
  // Only the reader touches it, under its lock, until all workers are done.
  private var hash = SHA256()

  /// Opens a file so that it is hashed as it is read.
  public static func reader(_ path: String) throws(FileFault) -> (reader: BlockReader, hash: TapeHash) {
    let hash = TapeHash()
    // SAFETY: the bytes are hashed within the call, under the reader's lock.
    return (try BlockReader(path: path) { bytes in unsafe hash.update(bytes) }, hash)
  }

  func update(_ bytes: UnsafeRawBufferPointer) {
    unsafe hash.update(bufferPointer: bytes)
  }

  /// The hash of what was read, in hexadecimal.
  public var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
