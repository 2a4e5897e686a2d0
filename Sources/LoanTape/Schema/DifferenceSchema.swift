internal import Rescoring

/// The columns of a file of differences (`rescore --compare --differences`).
public enum DifferenceSchema {
  private static let values = [
    ("risk_class", "code", "class"), ("stage", "1|2|3", "stage"), ("grade", "code", "grade"),
    ("pd", "fraction", "twelve-month default probability"), ("lgd", "fraction", "loss given default"),
    ("ead", "CNY", "exposure at default"), ("ecl", "CNY", "expected credit loss of the stage"),
    ("risk_weight_percent", "percent", "risk weight"), ("rwa", "CNY", "risk-weighted assets"),
    ("capital", "CNY", "capital"), ("required_rate_percent", "percent", "required rate"),
  ]

  /// All columns, in order; `_old` is empty of a new loan, `_new` of a vanished one.
  public static let columns: [RescoreColumn] =
    [
      RescoreColumn(name: "loan_id", type: "text", meaning: "identifier of the loan"),
      RescoreColumn(
        name: "presence", type: "both|new|vanished", meaning: "whether the earlier output and the run have it"
      ),
    ]
    + values.flatMap { name, type, meaning in
      [
        RescoreColumn(name: name + "_old", type: type, meaning: meaning + " in the earlier output"),
        RescoreColumn(name: name + "_new", type: type, meaning: meaning + " now"),
      ]
    } + [
      RescoreColumn(name: "ecl_difference", type: "CNY", meaning: "new less old ECL: the sum of its causes")
    ]
    + LossCause.allCases.map {
      RescoreColumn(name: "ecl_by_\($0.rawValue)", type: "CNY", meaning: meaning($0))
    } + [
      RescoreColumn(name: "rwa_difference", type: "CNY", meaning: "new less old RWA: the sum of its causes")
    ]
    + WeightedCause.allCases.map {
      RescoreColumn(name: "rwa_by_\($0.rawValue)", type: "CNY", meaning: meaning($0))
    }

  private static func meaning(_ cause: LossCause) -> String {
    switch cause {
    case .new: "ECL of a loan that the earlier output does not have"
    case .vanished: "ECL, taken off, of a loan that the run does not have"
    case .assumptions: "what the output does not hold: life, plan, rates, scenarios, timing, overlays"
    case .exposure: "exposure at default"
    case .lgd: "loss given default"
    case .pd: "default probability"
    case .stage: "stage, entering or leaving non-performing with it"
    }
  }

  private static func meaning(_ cause: WeightedCause) -> String {
    switch cause {
    case .new: "RWA of a loan that the earlier output does not have"
    case .vanished: "RWA, taken off, of a loan that the run does not have"
    case .exposure: "exposure, net of provisions under the weighting approach"
    case .weight: "risk weight"
    }
  }
}
