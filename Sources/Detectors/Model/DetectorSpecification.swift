/// What to fit: an algorithm, its parameters and what its scores should mean.
package struct DetectorSpecification: Sendable, Equatable {
    package var algorithm: Algorithm
    package var parameters: [String: ParameterValue]
    package var thresholdPolicy: ThresholdPolicy
    package var trainingMode: TrainingMode
    /// How many rows come per day, where that is known.
    package var rowsPerDay: Double?
    package var seed: UInt64

    package init(
        algorithm: Algorithm, parameters: [String: ParameterValue] = [:],
        thresholdPolicy: ThresholdPolicy = .contamination(0.05), trainingMode: TrainingMode = .contaminated,
        rowsPerDay: Double? = nil, seed: UInt64 = 0
    ) {
        self.algorithm = algorithm
        self.parameters = parameters
        self.thresholdPolicy = thresholdPolicy
        self.trainingMode = trainingMode
        self.rowsPerDay = rowsPerDay
        self.seed = seed
    }

    /// What can be refused before there is any data.
    package func check() throws(DetectorError) {
        try algorithm.check(parameters)
        try thresholdPolicy.check(trainingMode)
        if let rowsPerDay {
            guard rowsPerDay > 0, rowsPerDay.isFinite else {
                throw .invalid("threshold_policy.rows_per_day", "must be a number above 0, not \(rowsPerDay)")
            }
        }
    }
}
