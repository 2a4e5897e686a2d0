internal import Foundation
internal import LoanFiles
internal import Synchronization

/// Words that repeat over a tape, each with one number for the run: industries and regions.
///
/// Numbers depend on who met a word first; every result is ordered by the word.
final class WordRegister: Sendable {
  /// So many different words are kept; later ones share ``overflow``.
  static let limit = 100_000
  /// What stands for the words beyond the limit.
  static let overflow = "(more)"

  private struct State {
    var numbers: [[UInt8]: UInt32] = [:]
    var words: [[UInt8]] = []
  }
  private let state = Mutex(State())

  /// The number of a word.
  func number(of word: [UInt8]) -> UInt32 {
    state.withLock { state in
      if let known = state.numbers[word] { return known }
      let isFull = state.words.count >= WordRegister.limit
      let kept = isFull ? Array(WordRegister.overflow.utf8) : word
      if let known = state.numbers[kept] { return known }
      let number = UInt32(state.words.count)
      state.words.append(kept)
      state.numbers[kept] = number
      return number
    }
  }

  /// All words, by number.
  var words: [String] {
    state.withLock { $0.words.map { String(decoding: $0, as: UTF8.self) } }
  }
}

/// A worker's own view of a register: a hash of the bytes finds the number without a lock.
struct WordCache {
  private var digests: [Digest128]
  private var numbers: [UInt32]
  private let mask: Int

  init() {
    let size = 4096
    digests = Array(repeating: Digest128(high: 0, low: 0), count: size)
    numbers = Array(repeating: .max, count: size)
    mask = size - 1
  }

  @inline(__always) mutating func number(of field: FieldBytes, in register: WordRegister) -> UInt32 {
    let digest = unsafe Digest128(field.raw)
    let slot = Int(truncatingIfNeeded: digest.low) & mask
    if numbers[slot] != .max, digests[slot] == digest { return numbers[slot] }
    // SAFETY: the bytes are copied within the call.
    let number = register.number(
      of: unsafe Array(UnsafeBufferPointer(start: field.start, count: field.count)))
    digests[slot] = digest
    numbers[slot] = number
    return number
  }
}
