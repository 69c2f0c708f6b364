/// The algorithms there are, by the names that users write.
package enum Algorithm: String, CaseIterable, Sendable {
    case isolationForest = "isolation_forest"
    case ecod
    case robustZ = "robust_z"

    /// Fails for a name that is not one of them, and says which are.
    package init(named name: String) throws(DetectorError) {
        guard let algorithm = Algorithm(rawValue: name) else {
            let known = Algorithm.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid(
                "algorithm", name.isEmpty ? "is required: one of \(known)" : "\"\(name)\" is unknown; one of \(known)")
        }
        self = algorithm
    }
}

/// An algorithm with its parameters, checked.
enum AlgorithmConfiguration: Sendable, Equatable {
    case isolationForest(IsolationForest.Options)
    case ecod
    case robustZ(RobustZ.Aggregation)

    /// - Throws: an error that names `parameters.<name>` for one that is unknown, of the wrong type or out of range.
    init(_ algorithm: Algorithm, _ values: [String: ParameterValue]) throws(DetectorError) {
        let resolved = try algorithm.description.resolve(values)
        switch algorithm {
        case .isolationForest:
            let options = IsolationForest.Options(
                trees: resolved.integer("trees"), sampleSize: resolved.integer("sample_size"))
            guard options.trees * options.sampleSize <= IsolationForest.Options.treeRowsMax else {
                throw .invalid(
                    "parameters.sample_size",
                    "times trees must not be above \(IsolationForest.Options.treeRowsMax)")
            }
            self = .isolationForest(options)
        case .ecod: self = .ecod
        case .robustZ: self = .robustZ(RobustZ.Aggregation(rawValue: resolved.text("aggregation")) ?? .mean)
        }
    }

    var leavesRowsOut: Bool {
        switch self {
        case .isolationForest: IsolationForest.leavesRowsOut
        case .ecod: ECOD.leavesRowsOut
        case .robustZ: RobustZ.leavesRowsOut
        }
    }

    func fit(_ training: TrainingSet) async throws -> any FittedDetector {
        switch self {
        case .isolationForest(let options): try await IsolationForest.fit(training, options: options)
        case .ecod: try await ECOD.fit(training)
        case .robustZ(let aggregation): try await RobustZ.fit(training, aggregation: aggregation)
        }
    }
}
