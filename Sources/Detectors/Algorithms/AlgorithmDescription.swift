/// What users read about an algorithm, and what its parameters are checked against.
package struct AlgorithmDescription: Sendable, Equatable {
    package var algorithm: Algorithm
    package var displayName: String
    package var description: String
    package var parameters: [ParameterDescription]
    package var supportsMissing: Bool
    /// Whether its models hold training data as they are, or only scaled: rows, or all values of a feature.
    package var embedsTrainingData = false
    /// "exact": contributions add up to the score, or to what it lies above the most ordinary one. "path": they add up to the path
    /// length behind it. "neighbours": they are parts of the squared distance to the nearest training rows; "center": to the
    /// nearest center of rows; "components": to each component, weighted by its share in the row's density. "projections": the
    /// mean score of the projections that weigh the feature less that of the others. "members": each member's shares, weighed
    /// by how strange the row is to it.
    package var explanation: String
    package var reference: String

    func resolve(_ given: [String: ParameterValue]) throws(DetectorError) -> ResolvedParameters {
        try parameters.resolve(given, of: algorithm.rawValue)
    }
}
