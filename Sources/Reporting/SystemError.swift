/// The words for the numbers that the operating system gives.
enum SystemError {
  /// A phrase for an `errno`.
  static func text(_ number: Int32) -> String {
    switch number {
    case 1: "the operation is not permitted"
    case 2: "there is no such file or folder"
    case 5: "the device reports an input or output error"
    case 9: "the file is closed"
    case 12: "there is not enough memory"
    case 13: "the permission is denied"
    case 17: "it exists already"
    case 20: "a part of the path is not a folder"
    case 21: "it is a folder"
    case 22: "the argument is invalid"
    case 24: "too many files are open"
    case 27: "the file would be too large"
    case 28: "there is no space left"
    case 30: "the file system is read-only"
    case 36: "the name is too long"
    case 40: "there are too many symbolic links"
    case 95: "a file of this kind is not supported"
    case 122: "the quota is used up"
    default: "system error \(number)"
    }
  }
}
