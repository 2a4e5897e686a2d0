/// The version of the engine, which every result carries.
public enum EngineVersion {
  /// Semantic version.
  public static let current = "0.1.0"
}
