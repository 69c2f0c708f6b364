extension [ParameterDescription] {
    /// What is given, checked, and the defaults for what is not.
    /// - Parameter owner: The algorithm's name, for messages.
    func resolve(
        _ given: [String: ParameterValue], of owner: String
    ) throws(DetectorError) -> ResolvedParameters {
        var values: [String: ParameterValue] = [:]
        for parameter in self { values[parameter.name] = parameter.defaultValue }
        for (name, value) in given.sorted(by: { $0.key < $1.key }) {
            guard let parameter = first(where: { $0.name == name }) else {
                throw .invalid(
                    "parameters.\(name)",
                    isEmpty
                        ? "\(owner) has no parameters"
                        : "is unknown; \(owner) has \(map(\.name).joined(separator: ", "))")
            }
            try parameter.check(value)
            values[name] = value
        }
        return ResolvedParameters(values: values)
    }
}
