internal import Foundation
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

/// A worker's own view of a register: short words are found by their bytes without a lock or a loop.
@safe final class WordCache {
  private static let slots = 1024
  private let texts: UnsafeMutablePointer<PackedText>
  private let numbers: UnsafeMutablePointer<UInt32>

  init() {
    unsafe texts = .allocate(capacity: WordCache.slots)
    unsafe numbers = .allocate(capacity: WordCache.slots)
    unsafe texts.initialize(repeating: PackedText.none, count: WordCache.slots)
    unsafe numbers.initialize(repeating: .max, count: WordCache.slots)
  }

  deinit {
    // SAFETY: allocated in `init`; the elements are trivial.
    unsafe texts.deallocate()
    unsafe numbers.deallocate()
  }

  @inline(__always) func number(of field: FieldBytes, in register: WordRegister) -> UInt32 {
    guard field.count <= PackedText.limit else { return register.number(of: field.bytes) }
    let packed = PackedText(field)
    let slot = Int(truncatingIfNeeded: ((packed.low ^ packed.high) &* 0x9E37_79B9_7F4A_7C15) >> 54)
    // SAFETY: ten bits number 1,024 slots.
    if unsafe texts[slot] == packed, unsafe numbers[slot] != .max { return unsafe numbers[slot] }
    let number = register.number(of: field.bytes)
    unsafe texts[slot] = packed
    unsafe numbers[slot] = number
    return number
  }
}
