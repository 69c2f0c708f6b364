/// What to fit: an algorithm, its parameters and what its scores should mean.
package struct DetectorSpecification: Sendable, Equatable {
    package var algorithm: Algorithm
    /// Of `ensemble`.
    package var members: [Member]
    package var combiner: Combiner
    package var parameters: [String: ParameterValue]
    package var preprocessing: Preprocessing
    package var thresholdPolicy: ThresholdPolicy
    package var trainingMode: TrainingMode
    /// How many rows come per day, where that is known.
    package var rowsPerDay: Double?
    package var seed: UInt64

    package struct Member: Sendable, Equatable {
        package var algorithm: Algorithm
        package var parameters: [String: ParameterValue]
        /// How much it counts beside the others, where the combiner is the mean.
        package var weight: Double

        package init(_ algorithm: Algorithm, _ parameters: [String: ParameterValue] = [:], weight: Double = 1) {
            self.algorithm = algorithm
            self.parameters = parameters
            self.weight = weight
        }
    }

    /// - Parameter thresholdPolicy: The training mode's own by default.
    package init(
        algorithm: Algorithm, members: [Member] = [], combiner: Combiner = .mean,
        parameters: [String: ParameterValue] = [:], preprocessing: Preprocessing = .init(),
        thresholdPolicy: ThresholdPolicy? = nil, trainingMode: TrainingMode = .contaminated,
        rowsPerDay: Double? = nil, seed: UInt64 = 0
    ) {
        self.algorithm = algorithm
        self.members = members
        self.combiner = combiner
        self.parameters = parameters
        self.preprocessing = preprocessing
        self.thresholdPolicy = thresholdPolicy ?? .standard(trainingMode)
        self.trainingMode = trainingMode
        self.rowsPerDay = rowsPerDay
        self.seed = seed
    }

    /// What can be refused before there is any data.
    package func check() throws(DetectorError) {
        _ = try configured()
        try preprocessing.check()
        try thresholdPolicy.check(trainingMode)
        if let rowsPerDay {
            guard rowsPerDay > 0, rowsPerDay.isFinite else {
                throw .invalid("threshold_policy.rows_per_day", "must be a number above 0, not \(rowsPerDay)")
            }
        }
    }

    /// - Throws: an error that names the parameter or member that is unknown, of the wrong type or out of range.
    func configured() throws(DetectorError) -> any DetectorAlgorithm {
        guard algorithm == .ensemble else {
            guard members.isEmpty else {
                throw .invalid("members", "\(algorithm.rawValue) takes none; an ensemble does")
            }
            return try algorithm.configured(parameters)
        }
        _ = try Algorithm.ensemble.description.resolve(parameters)
        return try EnsembleAlgorithm(members, combiner)
    }
}
