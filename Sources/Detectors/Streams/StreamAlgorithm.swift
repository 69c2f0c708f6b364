/// The algorithms that learn from a stream, by the names that users write.
package enum StreamAlgorithm: String, CaseIterable, Sendable {
    case ewma
    case halfSpaceTrees = "half_space_trees"
    case randomCutForest = "random_cut_forest"

    var engine: any StreamEngine.Type {
        switch self {
        case .ewma: EWMA.self
        case .halfSpaceTrees: HalfSpaceTrees.self
        case .randomCutForest: RandomCutForest.self
        }
    }

    package var description: StreamAlgorithmDescription { engine.description }

    package init(named name: String) throws(DetectorError) {
        guard let algorithm = StreamAlgorithm(rawValue: name) else {
            let known = StreamAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid("algorithm", "\"\(name)\" is unknown; one of \(known)")
        }
        self = algorithm
    }
}

/// What users read about an algorithm for streams, and what its parameters are checked against.
package struct StreamAlgorithmDescription: Sendable, Equatable {
    package var displayName: String
    package var description: String
    package var parameters: [ParameterDescription]
    /// What becomes of a missing value.
    package var missing: String
    /// "exact": contributions add up to the score. "path": they follow the point's way through the trees.
    package var explanation: String
    package var reference: String
}
