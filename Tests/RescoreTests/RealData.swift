import Foundation

/// The real loan files, which have no licence to ship: the folder named by `LPRISK_REAL_DATA`.
enum RealData {
  /// The folder, or nothing: then the tests that need it skip.
  static let folder: URL? = {
    guard let path = ProcessInfo.processInfo.environment["LPRISK_REAL_DATA"], !path.isEmpty else {
      print("LPRISK_REAL_DATA is not set: the tests on real loans are skipped")
      return nil
    }
    return URL(filePath: path)
  }()

  /// Why they skip.
  static let reason = "LPRISK_REAL_DATA names the folder of the real loans"

  /// A folder of this checkout's examples.
  static func example(_ name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Examples/\(name)")
      .standardized
  }

  /// The rows of a plain CSV without line breaks in its fields; quoted fields are read.
  static func rows(_ data: Data) -> [[String]] {
    String(decoding: data, as: UTF8.self).split(separator: "\n").map { fields(String($0)) }
  }

  /// The fields of one line.
  static func fields(_ line: String) -> [String] {
    var fields: [String] = []
    var field = ""
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        fields.append(field)
        field = ""
      default: field.append(character)
      }
    }
    return fields + [field]
  }

  /// The area under the ROC curve: the chance that a bad loan has the higher PD, ties counted one half.
  static func areaUnderCurve(_ loans: [(pd: Double, isBad: Bool)]) -> Double {
    let sorted = loans.sorted { $0.pd < $1.pd }
    var rankSum = 0.0
    var start = 0
    while start < sorted.count {
      var end = start
      while end < sorted.count, sorted[end].pd == sorted[start].pd { end += 1 }
      let rank = Double(start + end + 1) / 2
      for index in start..<end where sorted[index].isBad { rankSum += rank }
      start = end
    }
    let bad = Double(loans.count { $0.isBad })
    let good = Double(loans.count) - bad
    return (rankSum - bad * (bad + 1) / 2) / (bad * good)
  }
}
