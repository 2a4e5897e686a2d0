/// A scorecard (评分卡): a sum of values looked up by bin, read as log-odds of a good loan.
///
/// `log-odds of good = intercept + Σ weight · value`, the value of a bin being its weight of evidence
/// `ln(% good / % bad)` — so a better bin has a greater value and a weight is usually positive. A card of points
/// says the same in points: its score is the sum of the points, plus `factor · intercept`. The default
/// probability is `logit pd = a + b · logit`, where `logit` is minus the log-odds of good.
public struct Scorecard: Hashable, Sendable {
  /// Name of the model.
  public var name: String
  /// Its version.
  public var version: String
  /// Points at the base odds.
  public var baseScore: Double
  /// Good : bad odds at the base score, above 0.
  public var baseOdds: Double
  /// Points that double the odds, above 0.
  public var pointsToDoubleOdds: Double
  /// Log-odds of good before any characteristic.
  public var intercept: Double
  /// From the card's log-odds to the default probability.
  public var calibration: Calibration
  /// What the card looks at, at least one.
  public var characteristics: [Characteristic]
  /// Cards of their own for parts of the book; a loan of no segment takes this one.
  public var segments: [Segment]

  /// Creates a card; `PolicyDocument` checks the ranges of one that is read from a file.
  public init(
    name: String, version: String, baseScore: Double, baseOdds: Double, pointsToDoubleOdds: Double,
    intercept: Double, calibration: Calibration, characteristics: [Characteristic], segments: [Segment]
  ) {
    self.name = name
    self.version = version
    self.baseScore = baseScore
    self.baseOdds = baseOdds
    self.pointsToDoubleOdds = pointsToDoubleOdds
    self.intercept = intercept
    self.calibration = calibration
    self.characteristics = characteristics
    self.segments = segments
  }

  /// `logit pd = a + b · logit`: the identity is a 0, b 1.
  public struct Calibration: Hashable, Sendable {
    /// Shift of the log-odds of default.
    public var a: Double
    /// Slope, above 0.
    public var b: Double

    /// Creates a calibration.
    public init(a: Double, b: Double) {
      self.a = a
      self.b = b
    }
  }

  /// One column of the tape and what its values are worth.
  public struct Characteristic: Hashable, Sendable {
    /// How a field is read.
    public enum Kind: String, CaseIterable, Sendable {
      /// A number, by ranges.
      case numeric
      /// A text, by lists.
      case categorical
      /// A number times the weight, without bins.
      case linear
    }

    /// The most bins that a byte can number, *missing* and *unseen* beside them.
    public static let maximumBins = 254

    /// The column of the tape.
    public var column: String
    /// How a field is read.
    public var kind: Kind
    /// Its bins; empty when linear.
    public var bins: [Bin]
    /// Whether the values are points, which take no weight, and not weights of evidence.
    public var valuesArePoints: Bool
    /// Value of an empty field; for a linear characteristic the number taken in its place.
    public var missing: Double
    /// Value of a field that no bin holds.
    public var unseen: Double
    /// What the value is multiplied by.
    public var weight: Double

    /// Creates a characteristic.
    public init(
      column: String, kind: Kind, bins: [Bin], valuesArePoints: Bool, missing: Double, unseen: Double,
      weight: Double
    ) {
      self.column = column
      self.kind = kind
      self.bins = bins
      self.valuesArePoints = valuesArePoints
      self.missing = missing
      self.unseen = unseen
      self.weight = weight
    }
  }

  /// A range of numbers or a list of texts, and its value.
  public struct Bin: Hashable, Sendable {
    /// Upper bound of a numeric bin, exclusive, above that of the bin before; nil: no bound, last only.
    public var upper: Double?
    /// Texts of a categorical bin.
    public var values: [String]
    /// Weight of evidence, or points.
    public var value: Double

    /// Creates a bin.
    public init(upper: Double?, values: [String], value: Double) {
      self.upper = upper
      self.values = values
      self.value = value
    }
  }

  /// A card for the loans whose column holds one of the values.
  public struct Segment: Hashable, Sendable {
    /// The column of the tape; one for all segments of a card.
    public var column: String
    /// The texts that choose it.
    public var values: [String]
    /// The card, with no segments of its own.
    public var model: Scorecard

    /// Creates a segment.
    public init(column: String, values: [String], model: Scorecard) {
      self.column = column
      self.values = values
      self.model = model
    }
  }
}
