/// What users read about an algorithm, and what its parameters are checked against.
package struct AlgorithmDescription: Sendable, Equatable {
    package var algorithm: Algorithm
    package var displayName: String
    package var description: String
    package var parameters: [ParameterDescription]
    package var supportsMissing: Bool
    /// "exact": contributions add up to the score, or to what it lies above the most ordinary one. "path": they add up to the path
    /// length behind it. "neighbours": they are parts of the squared distance to the nearest training rows.
    /// "center": the same to the nearest center of rows.
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
