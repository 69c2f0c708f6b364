/// What users read about an algorithm, and what its parameters are checked against.
package struct AlgorithmDescription: Sendable, Equatable {
    package var algorithm: Algorithm
    package var displayName: String
    package var description: String
    package var parameters: [ParameterDescription]
    package var supportsMissing: Bool
    /// "exact": contributions add up to the score. "path": they add up to the path length behind it.
    package var explanation: String
    package var reference: String

    func resolve(_ given: [String: ParameterValue]) throws(DetectorError) -> ResolvedParameters {
        var values: [String: ParameterValue] = [:]
        for parameter in parameters { values[parameter.name] = parameter.defaultValue }
        for (name, value) in given.sorted(by: { $0.key < $1.key }) {
            guard let parameter = parameters.first(where: { $0.name == name }) else {
                throw .invalid("parameters.\(name)", unknown)
            }
            try parameter.check(value)
            values[name] = value
        }
        return ResolvedParameters(values: values)
    }

    private var unknown: String {
        parameters.isEmpty
            ? "\(algorithm.rawValue) has no parameters"
            : "is unknown; \(algorithm.rawValue) has \(parameters.map(\.name).joined(separator: ", "))"
    }
}

extension Algorithm {
    /// Refuses parameters that training would refuse, so that a detector is checked when it is created.
    package func check(_ parameters: [String: ParameterValue]) throws(DetectorError) {
        _ = try AlgorithmConfiguration(self, parameters)
    }

    package var description: AlgorithmDescription {
        switch self {
        case .isolationForest: Self.isolationForestDescription
        case .ecod: Self.ecodDescription
        case .robustZ: Self.robustZDescription
        }
    }

    private static let isolationForestDescription = AlgorithmDescription(
        algorithm: .isolationForest, displayName: "Isolation forest",
        description: """
            Random trees split the features at random; strange rows end up alone after few splits. The general choice: \
            no assumption on distributions, sees combinations of features, and its cost grows with the rows only.
            """,
        parameters: [
            .integer(
                "trees", default: 100, 10...IsolationForest.Options.treesMax,
                "Trees in the forest. More trees: steadier scores, slower."),
            .integer(
                "sample_size", default: 256, 16...IsolationForest.Options.sampleSizeMax,
                "Rows that each tree sees, drawn without replacement."),
        ],
        supportsMissing: true, explanation: "path",
        reference: "F. T. Liu, K. M. Ting, Z.-H. Zhou: Isolation Forest. ICDM 2008.")

    private static let ecodDescription = AlgorithmDescription(
        algorithm: .ecod, displayName: "ECOD",
        description: """
            Adds up, over the features, how far out in the tails of the training distribution a value lies. No \
            parameters and exact explanations; looks at each feature on its own.
            """,
        parameters: [], supportsMissing: true, explanation: "exact",
        reference: """
            Z. Li, Y. Zhao, X. Hu, N. Botta, C. Ionescu, G. Chen: ECOD: Unsupervised Outlier Detection Using Empirical \
            Cumulative Distribution Functions. IEEE TKDE 2022.
            """)

    private static let robustZDescription = AlgorithmDescription(
        algorithm: .robustZ, displayName: "Robust z-score",
        description: """
            Distance of each feature from its median in robust standard deviations. The simplest thing that works; \
            sees how extreme a value is even beyond the training range.
            """,
        parameters: [
            .choice(
                "aggregation", default: "mean", of: ["mean", "max"],
                "A row's score is the mean or the maximum over its features.")
        ],
        supportsMissing: true, explanation: "exact",
        reference: "B. Iglewicz, D. C. Hoaglin: How to Detect and Handle Outliers. ASQC 1993.")
}
