internal import Scoring
internal import LoanFiles
internal import LoanTape
internal import PolicyDocument
internal import Reporting

/// Models and mapping of a rescore.
enum RescoreInputs {
  /// The models of the paths, or the built-in one.
  static func models(_ paths: [String]) throws -> [LoadedModel] {
    guard !paths.isEmpty else { return [try ModelFile.builtIn()] }
    return try paths.map { path in
      try ModelFile.load(bytes: try bytes(path), name: path)
    }
  }

  /// The mapping of a path; it may name our columns and those of the models.
  static func mapping(_ path: String?, models: [LoadedModel]) throws -> TapeMapping? {
    guard let path else { return nil }
    var names = TapeSchema.columns.map(\.name)
    for model in models {
      names += model.scorecard.characteristics.map(\.column)
      for segment in model.scorecard.segments {
        names.append(segment.column)
        names += segment.model.characteristics.map(\.column)
      }
    }
    return try TapeMapping.load(bytes: try bytes(path), name: path, allowed: Set(names))
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    do {
      return try FileContents.read(path)
    } catch {
      throw PathFault(error, path: path)
    }
  }
}
