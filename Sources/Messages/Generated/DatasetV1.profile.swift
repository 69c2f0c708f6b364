// Generated from pynomaly/dataset/v1/profile.proto by `make protos`.

package import Protobuf

extension DatasetV1 {
    package struct ProfileDatasetRequest: ProtobufMessage {
        /// "datasets/{dataset}" or "datasets/{dataset}/versions/{version}".
        package var name: String

        package init() {
            name = ""
        }

        package init(
            name: String = ""
        ) {
            self.name = name
        }
    }
}

extension DatasetV1 {
    /// The metadata of the operation.
    package struct ProfileDatasetMetadata: ProtobufMessage {
        /// "datasets/{dataset}/versions/{version}".
        package var datasetVersion: String
        package var progressPercent: Int32
        package var createTime: GoogleProtobuf.Timestamp?

        package init() {
            datasetVersion = ""
            progressPercent = 0
            createTime = nil
        }

        package init(
            datasetVersion: String = "",
            progressPercent: Int32 = 0,
            createTime: GoogleProtobuf.Timestamp? = nil
        ) {
            self.datasetVersion = datasetVersion
            self.progressPercent = progressPercent
            self.createTime = createTime
        }
    }
}

extension DatasetV1 {
    package struct GetProfileRequest: ProtobufMessage {
        /// "datasets/{dataset}/profile" or "datasets/{dataset}/versions/{version}/profile".
        package var name: String

        package init() {
            name = ""
        }

        package init(
            name: String = ""
        ) {
            self.name = name
        }
    }
}

extension DatasetV1 {
    package struct DatasetProfile: ProtobufMessage {
        /// "datasets/{dataset}/versions/{version}/profile".
        package var name: String
        package var rowCount: Int64
        package var columns: [DatasetV1.ColumnProfile]
        /// Rows that are equal to an earlier one, by a 64-bit hash of all columns but those of role ID; exact up to 65,536
        /// distinct rows, then estimated from a sample of the hashes. Zero is never estimated as more.
        package var duplicateRowsEstimate: Int64
        /// Pearson's, of pairs of INTEGER and FLOAT columns (the first 256 that are neither ID nor IGNORE) over the rows in
        /// which both have a finite value; those of at least 0.5, the strongest first, at most 100.
        package var correlations: [DatasetV1.Correlation]
        /// From 0 to 100.
        package var qualityScore: Double
        package var findings: [DatasetV1.QualityFinding]
        package var createTime: GoogleProtobuf.Timestamp?

        package init() {
            name = ""
            rowCount = 0
            columns = []
            duplicateRowsEstimate = 0
            correlations = []
            qualityScore = 0
            findings = []
            createTime = nil
        }

        package init(
            name: String = "",
            rowCount: Int64 = 0,
            columns: [DatasetV1.ColumnProfile] = [],
            duplicateRowsEstimate: Int64 = 0,
            correlations: [DatasetV1.Correlation] = [],
            qualityScore: Double = 0,
            findings: [DatasetV1.QualityFinding] = [],
            createTime: GoogleProtobuf.Timestamp? = nil
        ) {
            self.name = name
            self.rowCount = rowCount
            self.columns = columns
            self.duplicateRowsEstimate = duplicateRowsEstimate
            self.correlations = correlations
            self.qualityScore = qualityScore
            self.findings = findings
            self.createTime = createTime
        }
    }
}

extension DatasetV1 {
    package struct ColumnProfile: ProtobufMessage {
        package var name: String
        package var type: DatasetV1.ColumnType
        package var role: DatasetV1.ColumnRole
        package var count: Int64
        package var missingCount: Int64
        /// Within `distinct_error` with 95 % confidence; exact below a small number.
        package var distinctEstimate: Int64
        package var distinctError: Double
        /// Of the finite values of numbers, and of TIMESTAMP in microseconds since the epoch; absent if there is none.
        package var numbers: DatasetV1.NumberSummary?
        /// The most frequent first, at most 10; only those that are certainly among the frequent ones.
        package var topValues: [DatasetV1.ValueCount]
        package var constant: Bool
        /// Of strings, in characters (Unicode scalars).
        package var lengthMin: Int32
        package var lengthMax: Int32
        /// NaN and infinities.
        package var nonFiniteCount: Int64

        package init() {
            name = ""
            type = .unspecified
            role = .unspecified
            count = 0
            missingCount = 0
            distinctEstimate = 0
            distinctError = 0
            numbers = nil
            topValues = []
            constant = false
            lengthMin = 0
            lengthMax = 0
            nonFiniteCount = 0
        }

        package init(
            name: String = "",
            type: DatasetV1.ColumnType = .unspecified,
            role: DatasetV1.ColumnRole = .unspecified,
            count: Int64 = 0,
            missingCount: Int64 = 0,
            distinctEstimate: Int64 = 0,
            distinctError: Double = 0,
            numbers: DatasetV1.NumberSummary? = nil,
            topValues: [DatasetV1.ValueCount] = [],
            constant: Bool = false,
            lengthMin: Int32 = 0,
            lengthMax: Int32 = 0,
            nonFiniteCount: Int64 = 0
        ) {
            self.name = name
            self.type = type
            self.role = role
            self.count = count
            self.missingCount = missingCount
            self.distinctEstimate = distinctEstimate
            self.distinctError = distinctError
            self.numbers = numbers
            self.topValues = topValues
            self.constant = constant
            self.lengthMin = lengthMin
            self.lengthMax = lengthMax
            self.nonFiniteCount = nonFiniteCount
        }
    }
}

extension DatasetV1 {
    package struct NumberSummary: ProtobufMessage {
        package var minimum: Double
        package var maximum: Double
        package var mean: Double
        /// Of the sample (n - 1).
        package var standardDeviation: Double
        /// At 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99.
        package var quantiles: [DatasetV1.Quantile]
        /// The rank error of the quantiles with 99 % confidence, as a fraction of the count; 0 where they are exact.
        package var quantileError: Double
        /// 32 buckets of equal width from minimum to maximum. Estimated from the quantiles where the column has infinities.
        package var histogram: PackedSlice<Int64>
        package var skewness: Double
        /// Excess kurtosis.
        package var kurtosis: Double

        package init() {
            minimum = 0
            maximum = 0
            mean = 0
            standardDeviation = 0
            quantiles = []
            quantileError = 0
            histogram = PackedSlice()
            skewness = 0
            kurtosis = 0
        }

        package init(
            minimum: Double = 0,
            maximum: Double = 0,
            mean: Double = 0,
            standardDeviation: Double = 0,
            quantiles: [DatasetV1.Quantile] = [],
            quantileError: Double = 0,
            histogram: PackedSlice<Int64> = PackedSlice(),
            skewness: Double = 0,
            kurtosis: Double = 0
        ) {
            self.minimum = minimum
            self.maximum = maximum
            self.mean = mean
            self.standardDeviation = standardDeviation
            self.quantiles = quantiles
            self.quantileError = quantileError
            self.histogram = histogram
            self.skewness = skewness
            self.kurtosis = kurtosis
        }
    }
}

extension DatasetV1 {
    package struct Quantile: ProtobufMessage {
        package var probability: Double
        package var value: Double

        package init() {
            probability = 0
            value = 0
        }

        package init(
            probability: Double = 0,
            value: Double = 0
        ) {
            self.probability = probability
            self.value = value
        }
    }
}

extension DatasetV1 {
    package struct ValueCount: ProtobufMessage {
        package var value: String
        package var count: Int64
        /// The count may be too high by at most this.
        package var error: Int64

        package init() {
            value = ""
            count = 0
            error = 0
        }

        package init(
            value: String = "",
            count: Int64 = 0,
            error: Int64 = 0
        ) {
            self.value = value
            self.count = count
            self.error = error
        }
    }
}

extension DatasetV1 {
    package struct Correlation: ProtobufMessage {
        package var column: String
        package var other: String
        package var coefficient: Double

        package init() {
            column = ""
            other = ""
            coefficient = 0
        }

        package init(
            column: String = "",
            other: String = "",
            coefficient: Double = 0
        ) {
            self.column = column
            self.other = other
            self.coefficient = coefficient
        }
    }
}

extension DatasetV1 {
    package struct QualityFinding: ProtobufMessage {
        /// "constant_column", "missing_values", "duplicate_rows", "correlated_columns", "non_finite_values", "mostly_distinct", ….
        package var rule: String
        /// Empty when it is about the whole.
        package var column: String
        package var message: String
        /// What it takes from the quality score.
        package var penalty: Double

        package init() {
            rule = ""
            column = ""
            message = ""
            penalty = 0
        }

        package init(
            rule: String = "",
            column: String = "",
            message: String = "",
            penalty: Double = 0
        ) {
            self.rule = rule
            self.column = column
            self.message = message
            self.penalty = penalty
        }
    }
}

extension DatasetV1 {
    package struct ValidateDatasetRequest: ProtobufMessage {
        package var name: String
        /// Rule ids; empty means all.
        package var checks: [String]
        /// "isolation_forest": its needs are checked, and its cost estimated.
        package var forAlgorithm: String

        package init() {
            name = ""
            checks = []
            forAlgorithm = ""
        }

        package init(
            name: String = "",
            checks: [String] = [],
            forAlgorithm: String = ""
        ) {
            self.name = name
            self.checks = checks
            self.forAlgorithm = forAlgorithm
        }
    }
}

extension DatasetV1 {
    package struct ValidateDatasetResponse: ProtobufMessage {
        package var valid: Bool
        package var problems: [DatasetV1.ValidationProblem]
        package var cost: DatasetV1.CostEstimate?

        package init() {
            valid = false
            problems = []
            cost = nil
        }

        package init(
            valid: Bool = false,
            problems: [DatasetV1.ValidationProblem] = [],
            cost: DatasetV1.CostEstimate? = nil
        ) {
            self.valid = valid
            self.problems = problems
            self.cost = cost
        }
    }
}

extension DatasetV1 {
    package struct ValidationProblem: ProtobufMessage {
        package var rule: String
        package var column: String
        package var message: String
        /// Whether it makes the dataset unfit; otherwise it is a warning.
        package var error: Bool

        package init() {
            rule = ""
            column = ""
            message = ""
            error = false
        }

        package init(
            rule: String = "",
            column: String = "",
            message: String = "",
            error: Bool = false
        ) {
            self.rule = rule
            self.column = column
            self.message = message
            self.error = error
        }
    }
}

extension DatasetV1 {
    /// About what training takes, on one core.
    package struct CostEstimate: ProtobufMessage {
        package var seconds: Double
        package var memoryBytes: Int64

        package init() {
            seconds = 0
            memoryBytes = 0
        }

        package init(
            seconds: Double = 0,
            memoryBytes: Int64 = 0
        ) {
            self.seconds = seconds
            self.memoryBytes = memoryBytes
        }
    }
}
