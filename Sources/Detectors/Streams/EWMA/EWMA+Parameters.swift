extension EWMA {
    static let description = StreamAlgorithmDescription(
        displayName: "Exponentially weighted z-score",
        description: """
            How many standard deviations a point is off the recent mean. The cheapest, and easily understood: sees values that \
            are too high or too low, but neither combinations nor shapes.
            """,
        parameters: [
            .number(
                "half_life", default: 100, halfLives,
                "Points after which what was learned counts half."),
            .choice(
                "aggregation", default: "max", of: ["max", "mean"],
                "A point's score is the maximum or the mean over its features."),
            .choice(
                "learning", default: "robust", of: ["robust", "plain"],
                "Whether values more than three deviations off are pulled in before they are learned."),
        ],
        missing: "scores 0 and is not learned from", explanation: "exact",
        reference: "S. W. Roberts: Control Chart Tests Based on Geometric Moving Averages. Technometrics 1959.")
    static let takesMissing = true

    init(_ parameters: ResolvedParameters, featureCount: Int, seed: UInt64) {
        self.init(
            halfLife: parameters.number("half_life"),
            aggregation: Aggregation(rawValue: parameters.text("aggregation")) ?? .max,
            robust: parameters.text("learning") == "robust",
            features: [Feature](repeating: Feature(), count: featureCount))
    }
}
