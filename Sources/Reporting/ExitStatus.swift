/// How the process ends: the codes of `sysexits.h` that scripts rely on.
public enum ExitStatus: Int32, Sendable {
  /// All is done, or the reader of our output has gone.
  case done = 0
  /// The result stands, and it is at a light at which the command was told to fail.
  case missed = 1
  /// A word of the command line is wrong.
  case usage = 64
  /// Bad data or a bad policy.
  case badData = 65
  /// An input is missing or cannot be read.
  case noInput = 66
  /// A fault of the program itself.
  case internalError = 70
  /// An output cannot be made, or exists already.
  case cannotCreate = 73
  /// Bytes did not reach the output.
  case cannotWrite = 74
  /// Ctrl-C.
  case interrupted = 130
}
