// Generated from pynomaly/detection/v1/detection.proto by `make protos`.

package import Protobuf

extension DetectionV1 {
    package struct Algorithm: ProtobufMessage {
        /// "algorithms/{algorithm}".
        package var name: String
        package var displayName: String
        package var description: String
        package var parameters: [DetectionV1.Parameter]
        package var supports: DetectionV1.AlgorithmSupport?
        /// The paper or standard it follows.
        package var reference: String

        package init() {
            name = ""
            displayName = ""
            description = ""
            parameters = []
            supports = nil
            reference = ""
        }

        package init(
            name: String = "",
            displayName: String = "",
            description: String = "",
            parameters: [DetectionV1.Parameter] = [],
            supports: DetectionV1.AlgorithmSupport? = nil,
            reference: String = ""
        ) {
            self.name = name
            self.displayName = displayName
            self.description = description
            self.parameters = parameters
            self.supports = supports
            self.reference = reference
        }
    }
}

extension DetectionV1 {
    package struct Parameter: ProtobufMessage {
        package var name: String
        /// "integer", "number", "string", "boolean".
        package var type: String
        package var defaultValue: GoogleProtobuf.Value?
        package var min: Double?
        package var max: Double?
        package var choices: [String]
        package var description: String

        package init() {
            name = ""
            type = ""
            defaultValue = nil
            min = nil
            max = nil
            choices = []
            description = ""
        }

        package init(
            name: String = "",
            type: String = "",
            defaultValue: GoogleProtobuf.Value? = nil,
            min: Double? = nil,
            max: Double? = nil,
            choices: [String] = [],
            description: String = ""
        ) {
            self.name = name
            self.type = type
            self.defaultValue = defaultValue
            self.min = min
            self.max = max
            self.choices = choices
            self.description = description
        }
    }
}

extension DetectionV1 {
    package struct AlgorithmSupport: ProtobufMessage {
        package var streaming: Bool
        package var missing: Bool
        /// "exact", "path", …; empty when rows are not explained.
        package var explanation: String
        /// Models hold training data as they are, or only scaled: rows, or all values of a feature.
        package var embedsTrainingData: Bool

        package init() {
            streaming = false
            missing = false
            explanation = ""
            embedsTrainingData = false
        }

        package init(
            streaming: Bool = false,
            missing: Bool = false,
            explanation: String = "",
            embedsTrainingData: Bool = false
        ) {
            self.streaming = streaming
            self.missing = missing
            self.explanation = explanation
            self.embedsTrainingData = embedsTrainingData
        }
    }
}

extension DetectionV1 {
    package struct ListAlgorithmsRequest: ProtobufMessage {
        package init() {}
    }
}

extension DetectionV1 {
    package struct ListAlgorithmsResponse: ProtobufMessage {
        package var algorithms: [DetectionV1.Algorithm]
        /// How a detector may say where normal ends, whatever its algorithm.
        package var thresholdPolicies: [DetectionV1.ThresholdPolicyDescription]

        package init() {
            algorithms = []
            thresholdPolicies = []
        }

        package init(
            algorithms: [DetectionV1.Algorithm] = [],
            thresholdPolicies: [DetectionV1.ThresholdPolicyDescription] = []
        ) {
            self.algorithms = algorithms
            self.thresholdPolicies = thresholdPolicies
        }
    }
}

extension DetectionV1 {
    package struct ThresholdPolicyDescription: ProtobufMessage {
        /// As the field of ThresholdPolicy: "contamination", ….
        package var name: String
        package var description: String
        /// What 0 stands for ("iqr", "mad"), or what holds without a policy in the modes of `default_for`.
        package var defaultValue: Double?
        /// Both exclusive, but contamination's max.
        package var min: Double?
        package var max: Double?
        /// Training modes in which this is the policy of a detector that names none. Unspecified counts as CONTAMINATED.
        package var defaultFor: [DetectionV1.TrainingMode]

        package init() {
            name = ""
            description = ""
            defaultValue = nil
            min = nil
            max = nil
            defaultFor = []
        }

        package init(
            name: String = "",
            description: String = "",
            defaultValue: Double? = nil,
            min: Double? = nil,
            max: Double? = nil,
            defaultFor: [DetectionV1.TrainingMode] = []
        ) {
            self.name = name
            self.description = description
            self.defaultValue = defaultValue
            self.min = min
            self.max = max
            self.defaultFor = defaultFor
        }
    }
}

extension DetectionV1 {
    package struct GetAlgorithmRequest: ProtobufMessage {
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

extension DetectionV1 {
    package struct Detector: ProtobufMessage {
        /// "detectors/{detector}".
        package var name: String
        package var displayName: String
        /// "isolation_forest", "ecod", …; "ensemble" for `members`.
        package var algorithm: String
        package var parameters: GoogleProtobuf.Struct?
        /// Columns of numbers, booleans or, where they hold categories, texts. Empty means every numeric or boolean column of role
        /// FEATURE; and every column of texts of that role too, where `preprocessing` has `categories`.
        package var featureColumns: [String]
        package var thresholdPolicy: DetectionV1.ThresholdPolicy?
        package var seed: UInt64
        package var trainingMode: DetectionV1.TrainingMode
        /// "detectors/{detector}/models/{model}": the model that scores; empty before training.
        package var currentModel: String
        package var createTime: GoogleProtobuf.Timestamp?
        package var etag: String
        package var preprocessing: DetectionV1.Preprocessing?
        /// Of an "ensemble": at least one, at most 16.
        package var members: [DetectionV1.Member]
        /// Of an "ensemble".
        package var combiner: DetectionV1.Combiner

        package init() {
            name = ""
            displayName = ""
            algorithm = ""
            parameters = nil
            featureColumns = []
            thresholdPolicy = nil
            seed = 0
            trainingMode = .unspecified
            currentModel = ""
            createTime = nil
            etag = ""
            preprocessing = nil
            members = []
            combiner = .unspecified
        }

        package init(
            name: String = "",
            displayName: String = "",
            algorithm: String = "",
            parameters: GoogleProtobuf.Struct? = nil,
            featureColumns: [String] = [],
            thresholdPolicy: DetectionV1.ThresholdPolicy? = nil,
            seed: UInt64 = 0,
            trainingMode: DetectionV1.TrainingMode = .unspecified,
            currentModel: String = "",
            createTime: GoogleProtobuf.Timestamp? = nil,
            etag: String = "",
            preprocessing: DetectionV1.Preprocessing? = nil,
            members: [DetectionV1.Member] = [],
            combiner: DetectionV1.Combiner = .unspecified
        ) {
            self.name = name
            self.displayName = displayName
            self.algorithm = algorithm
            self.parameters = parameters
            self.featureColumns = featureColumns
            self.thresholdPolicy = thresholdPolicy
            self.seed = seed
            self.trainingMode = trainingMode
            self.currentModel = currentModel
            self.createTime = createTime
            self.etag = etag
            self.preprocessing = preprocessing
            self.members = members
            self.combiner = combiner
        }
    }
}

extension DetectionV1 {
    /// One algorithm of an ensemble. Members see the same rows, each with random numbers of its own.
    package struct Member: ProtobufMessage {
        /// Neither "auto" nor "ensemble".
        package var algorithm: String
        package var parameters: GoogleProtobuf.Struct?
        /// How much it counts beside the others, above 0; 0 stands for 1. COMBINE_MAX and COMBINE_MEDIAN take no weights.
        package var weight: Double

        package init() {
            algorithm = ""
            parameters = nil
            weight = 0
        }

        package init(
            algorithm: String = "",
            parameters: GoogleProtobuf.Struct? = nil,
            weight: Double = 0
        ) {
            self.algorithm = algorithm
            self.parameters = parameters
            self.weight = weight
        }
    }
}

extension DetectionV1 {
    /// What becomes of columns before an algorithm sees them. It is stored in the model: rows to be scored go the same way.
    package struct Preprocessing: ProtobufMessage {
        /// Of every column of numbers that `columns` does not name.
        package var numbers: DetectionV1.NumberPreprocessing?
        /// Of every column of categories that `columns` does not name.
        package var categories: DetectionV1.CategoryPreprocessing?
        /// Of single columns.
        package var columns: [DetectionV1.ColumnPreprocessing]

        package init() {
            numbers = nil
            categories = nil
            columns = []
        }

        package init(
            numbers: DetectionV1.NumberPreprocessing? = nil,
            categories: DetectionV1.CategoryPreprocessing? = nil,
            columns: [DetectionV1.ColumnPreprocessing] = []
        ) {
            self.numbers = numbers
            self.categories = categories
            self.columns = columns
        }
    }
}

extension DetectionV1 {
    package struct ColumnPreprocessing: ProtobufMessage {
        package var column: String
        package var treatment: Treatment?

        package init() {
            column = ""
            treatment = nil
        }

        package init(
            column: String = "",
            treatment: Treatment? = nil
        ) {
            self.column = column
            self.treatment = treatment
        }

        package enum Treatment: Sendable, Equatable {
            case number(DetectionV1.NumberPreprocessing)
            /// Makes categories of a column of whole numbers or booleans, too.
            case category(DetectionV1.CategoryPreprocessing)
        }
    }
}

extension DetectionV1 {
    package struct NumberPreprocessing: ProtobufMessage {
        package var imputation: DetectionV1.Imputation
        /// What IMPUTE_CONSTANT puts in.
        package var constant: Double
        package var scaling: DetectionV1.Scaling

        package init() {
            imputation = .unspecified
            constant = 0
            scaling = .unspecified
        }

        package init(
            imputation: DetectionV1.Imputation = .unspecified,
            constant: Double = 0,
            scaling: DetectionV1.Scaling = .unspecified
        ) {
            self.imputation = imputation
            self.constant = constant
            self.scaling = scaling
        }
    }
}

extension DetectionV1 {
    package struct CategoryPreprocessing: ProtobufMessage {
        package var encoding: DetectionV1.Encoding
        /// Categories that ONE_HOT gives a feature of their own, the most frequent ones: 1 to 100; 0 stands for 20.
        package var oneHotMax: Int32
        package var missing: DetectionV1.MissingCategory

        package init() {
            encoding = .unspecified
            oneHotMax = 0
            missing = .unspecified
        }

        package init(
            encoding: DetectionV1.Encoding = .unspecified,
            oneHotMax: Int32 = 0,
            missing: DetectionV1.MissingCategory = .unspecified
        ) {
            self.encoding = encoding
            self.oneHotMax = oneHotMax
            self.missing = missing
        }
    }
}

extension DetectionV1 {
    /// Where normal ends. Each policy comes down to one raw score at training, and rows strictly above it are flagged.
    /// A detector without one has contamination 0.05, or false_positive_rate 0.01 where its training rows are CLEAN.
    package struct ThresholdPolicy: ProtobufMessage {
        package var policy: Policy?
        /// Rows that come per day, where the version that is trained on has no event times to tell it by: those go before this.
        /// alerts_per_day needs one of the two; any other policy gets the alerts per day of SimulateThreshold by it.
        package var rowsPerDay: Double

        package init() {
            policy = nil
            rowsPerDay = 0
        }

        package init(
            policy: Policy? = nil,
            rowsPerDay: Double = 0
        ) {
            self.policy = policy
            self.rowsPerDay = rowsPerDay
        }

        package enum Policy: Sendable, Equatable {
            /// Share of the training rows expected to be anomalous, in (0, 0.5].
            case contamination(Double)
            /// Share of normal rows that may be flagged, in (0, 1): a row is flagged when p_value <= this.
            case falsePositiveRate(Double)
            /// A raw score; rows strictly above it are flagged.
            case fixedScore(Double)
            /// Rows to be flagged per day where rows are like the training rows, above 0: this / rows per day is the share.
            case alertsPerDay(Double)
            /// k of Tukey's fence, Q3 + k * IQR of the calibration scores, above 0; 0 stands for 1.5.
            case iqr(Double)
            /// k of the median + k * 1.4826 * MAD of the calibration scores, above 0; 0 stands for 3.5.
            case mad(Double)
        }
    }
}

extension DetectionV1 {
    package struct CreateDetectorRequest: ProtobufMessage {
        package var detector: DetectionV1.Detector?

        package init() {
            detector = nil
        }

        package init(
            detector: DetectionV1.Detector? = nil
        ) {
            self.detector = detector
        }
    }
}

extension DetectionV1 {
    package struct GetDetectorRequest: ProtobufMessage {
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

extension DetectionV1 {
    package struct ListDetectorsRequest: ProtobufMessage {
        package var pageSize: Int32
        package var pageToken: String

        package init() {
            pageSize = 0
            pageToken = ""
        }

        package init(
            pageSize: Int32 = 0,
            pageToken: String = ""
        ) {
            self.pageSize = pageSize
            self.pageToken = pageToken
        }
    }
}

extension DetectionV1 {
    package struct ListDetectorsResponse: ProtobufMessage {
        package var detectors: [DetectionV1.Detector]
        package var nextPageToken: String

        package init() {
            detectors = []
            nextPageToken = ""
        }

        package init(
            detectors: [DetectionV1.Detector] = [],
            nextPageToken: String = ""
        ) {
            self.detectors = detectors
            self.nextPageToken = nextPageToken
        }
    }
}

extension DetectionV1 {
    package struct DeleteDetectorRequest: ProtobufMessage {
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

extension DetectionV1 {
    package struct TrainDetectorRequest: ProtobufMessage {
        package var name: String
        /// "datasets/{dataset}" or "datasets/{dataset}/versions/{version}".
        package var datasetVersion: String
        /// Idempotency key: the same id returns the operation of the first call.
        package var requestId: String
        /// Checks the request and does nothing.
        package var validateOnly: Bool

        package init() {
            name = ""
            datasetVersion = ""
            requestId = ""
            validateOnly = false
        }

        package init(
            name: String = "",
            datasetVersion: String = "",
            requestId: String = "",
            validateOnly: Bool = false
        ) {
            self.name = name
            self.datasetVersion = datasetVersion
            self.requestId = requestId
            self.validateOnly = validateOnly
        }
    }
}

extension DetectionV1 {
    package struct TrainDetectorMetadata: ProtobufMessage {
        package var detector: String
        package var datasetVersion: String
        /// Its percent is the share of fits and of their scoring that is done; rows are not counted.
        package var progress: DetectionV1.Progress?
        package var createTime: GoogleProtobuf.Timestamp?

        package init() {
            detector = ""
            datasetVersion = ""
            progress = nil
            createTime = nil
        }

        package init(
            detector: String = "",
            datasetVersion: String = "",
            progress: DetectionV1.Progress? = nil,
            createTime: GoogleProtobuf.Timestamp? = nil
        ) {
            self.detector = detector
            self.datasetVersion = datasetVersion
            self.progress = progress
            self.createTime = createTime
        }
    }
}

extension DetectionV1 {
    package struct Model: ProtobufMessage {
        /// "detectors/{detector}/models/{model}".
        package var name: String
        package var algorithm: String
        package var datasetVersion: String
        package var featureColumns: [String]
        package var trainingRowCount: Int64
        /// SHA-256 of the model's bytes, lower-case hexadecimal.
        package var contentSha256: String
        package var byteSize: Int64
        package var calibration: DetectionV1.Calibration?
        package var threshold: DetectionV1.Threshold?
        package var createTime: GoogleProtobuf.Timestamp?
        /// By the event times of the training rows, or as the threshold policy gave it; absent when neither did.
        package var rowsPerDay: Double?
        /// Those of `feature_columns` that hold categories.
        package var categoryColumns: [String]

        package init() {
            name = ""
            algorithm = ""
            datasetVersion = ""
            featureColumns = []
            trainingRowCount = 0
            contentSha256 = ""
            byteSize = 0
            calibration = nil
            threshold = nil
            createTime = nil
            rowsPerDay = nil
            categoryColumns = []
        }

        package init(
            name: String = "",
            algorithm: String = "",
            datasetVersion: String = "",
            featureColumns: [String] = [],
            trainingRowCount: Int64 = 0,
            contentSha256: String = "",
            byteSize: Int64 = 0,
            calibration: DetectionV1.Calibration? = nil,
            threshold: DetectionV1.Threshold? = nil,
            createTime: GoogleProtobuf.Timestamp? = nil,
            rowsPerDay: Double? = nil,
            categoryColumns: [String] = []
        ) {
            self.name = name
            self.algorithm = algorithm
            self.datasetVersion = datasetVersion
            self.featureColumns = featureColumns
            self.trainingRowCount = trainingRowCount
            self.contentSha256 = contentSha256
            self.byteSize = byteSize
            self.calibration = calibration
            self.threshold = threshold
            self.createTime = createTime
            self.rowsPerDay = rowsPerDay
            self.categoryColumns = categoryColumns
        }
    }
}

extension DetectionV1 {
    package struct Calibration: ProtobufMessage {
        /// "cross_fit", "leave_one_out".
        package var method: String
        /// Number of calibration scores.
        package var n: Int64

        package init() {
            method = ""
            n = 0
        }

        package init(
            method: String = "",
            n: Int64 = 0
        ) {
            self.method = method
            self.n = n
        }
    }
}

extension DetectionV1 {
    /// The threshold that is applied: a row is an anomaly when its raw score is above `raw_score`
    /// (policies on scores) or its p-value is at most `p_value` (policies on rates).
    package struct Threshold: ProtobufMessage {
        package var rawScore: Double
        package var pValue: Double
        /// The name of the ThresholdPolicy's field: "contamination", "false_positive_rate", ….
        package var policy: String

        package init() {
            rawScore = 0
            pValue = 0
            policy = ""
        }

        package init(
            rawScore: Double = 0,
            pValue: Double = 0,
            policy: String = ""
        ) {
            self.rawScore = rawScore
            self.pValue = pValue
            self.policy = policy
        }
    }
}

extension DetectionV1 {
    package struct SimulateThresholdRequest: ProtobufMessage {
        /// "detectors/{detector}/models/{model}".
        package var name: String
        /// Thresholds to try, first by policy (their own rows_per_day must be empty), then over a range of scores;
        /// 1000 at most in all. With neither, the default range.
        package var policies: [DetectionV1.ThresholdPolicy]
        package var range: DetectionV1.ScoreRange?
        /// Rows that come per day; 0 stands for what the model knows.
        package var rowsPerDay: Double

        package init() {
            name = ""
            policies = []
            range = nil
            rowsPerDay = 0
        }

        package init(
            name: String = "",
            policies: [DetectionV1.ThresholdPolicy] = [],
            range: DetectionV1.ScoreRange? = nil,
            rowsPerDay: Double = 0
        ) {
            self.name = name
            self.policies = policies
            self.range = range
            self.rowsPerDay = rowsPerDay
        }
    }
}

extension DetectionV1 {
    /// Raw scores at equal distances, both ends included.
    package struct ScoreRange: ProtobufMessage {
        /// Default: the median of the calibration scores.
        package var low: Double?
        /// Default: the highest calibration score.
        package var high: Double?
        /// 0 stands for 50.
        package var points: Int32

        package init() {
            low = nil
            high = nil
            points = 0
        }

        package init(
            low: Double? = nil,
            high: Double? = nil,
            points: Int32 = 0
        ) {
            self.low = low
            self.high = high
            self.points = points
        }
    }
}

extension DetectionV1 {
    package struct SimulateThresholdResponse: ProtobufMessage {
        /// In the order of the request.
        package var thresholds: [DetectionV1.SimulatedThreshold]
        package var calibration: DetectionV1.Calibration?
        /// The model's own.
        package var current: DetectionV1.SimulatedThreshold?

        package init() {
            thresholds = []
            calibration = nil
            current = nil
        }

        package init(
            thresholds: [DetectionV1.SimulatedThreshold] = [],
            calibration: DetectionV1.Calibration? = nil,
            current: DetectionV1.SimulatedThreshold? = nil
        ) {
            self.thresholds = thresholds
            self.calibration = calibration
            self.current = current
        }
    }
}

extension DetectionV1 {
    package struct SimulatedThreshold: ProtobufMessage {
        package var threshold: DetectionV1.Threshold?
        /// The probability that a new row like the training rows is flagged: (flagged_count + 1) / (n + 1).
        package var falsePositiveRate: Double
        /// Calibration rows strictly above the threshold, and their share.
        package var flaggedCount: Int64
        package var flaggedShare: Double
        /// false_positive_rate times rows per day, where those are known.
        package var alertsPerDay: Double?

        package init() {
            threshold = nil
            falsePositiveRate = 0
            flaggedCount = 0
            flaggedShare = 0
            alertsPerDay = nil
        }

        package init(
            threshold: DetectionV1.Threshold? = nil,
            falsePositiveRate: Double = 0,
            flaggedCount: Int64 = 0,
            flaggedShare: Double = 0,
            alertsPerDay: Double? = nil
        ) {
            self.threshold = threshold
            self.falsePositiveRate = falsePositiveRate
            self.flaggedCount = flaggedCount
            self.flaggedShare = flaggedShare
            self.alertsPerDay = alertsPerDay
        }
    }
}

extension DetectionV1 {
    package struct GetModelRequest: ProtobufMessage {
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

extension DetectionV1 {
    package struct ListModelsRequest: ProtobufMessage {
        package var parent: String
        package var pageSize: Int32
        package var pageToken: String

        package init() {
            parent = ""
            pageSize = 0
            pageToken = ""
        }

        package init(
            parent: String = "",
            pageSize: Int32 = 0,
            pageToken: String = ""
        ) {
            self.parent = parent
            self.pageSize = pageSize
            self.pageToken = pageToken
        }
    }
}

extension DetectionV1 {
    package struct ListModelsResponse: ProtobufMessage {
        package var models: [DetectionV1.Model]
        package var nextPageToken: String

        package init() {
            models = []
            nextPageToken = ""
        }

        package init(
            models: [DetectionV1.Model] = [],
            nextPageToken: String = ""
        ) {
            self.models = models
            self.nextPageToken = nextPageToken
        }
    }
}

extension DetectionV1 {
    package struct ScoreRowsRequest: ProtobufMessage {
        /// "detectors/{detector}".
        package var name: String
        package var input: Input?
        /// Names what each row's score is made of, and for flagged rows the smallest change that would make them normal.
        package var explain: Bool
        /// Features named per row; 0 means 5.
        package var maxContributions: Int32
        /// "detectors/{detector}/models/{model}"; empty means the detector's current model.
        package var model: String

        package init() {
            name = ""
            input = nil
            explain = false
            maxContributions = 0
            model = ""
        }

        package init(
            name: String = "",
            input: Input? = nil,
            explain: Bool = false,
            maxContributions: Int32 = 0,
            model: String = ""
        ) {
            self.name = name
            self.input = input
            self.explain = explain
            self.maxContributions = maxContributions
            self.model = model
        }

        package enum Input: Sendable, Equatable {
            case rows(DetectionV1.Rows)
            case matrix(DetectionV1.Matrix)
        }
    }
}

extension DetectionV1 {
    /// Rows by feature name.
    package struct Rows: ProtobufMessage {
        package var rows: [GoogleProtobuf.Struct]

        package init() {
            rows = []
        }

        package init(
            rows: [GoogleProtobuf.Struct] = []
        ) {
            self.rows = rows
        }
    }
}

extension DetectionV1 {
    /// Rows as a dense matrix, row-major: values has rows x feature_columns entries, NaN is missing.
    package struct Matrix: ProtobufMessage {
        package var featureColumns: [String]
        package var values: PackedSlice<Double>

        package init() {
            featureColumns = []
            values = PackedSlice()
        }

        package init(
            featureColumns: [String] = [],
            values: PackedSlice<Double> = PackedSlice()
        ) {
            self.featureColumns = featureColumns
            self.values = values
        }
    }
}

extension DetectionV1 {
    package struct ScoreRowsResponse: ProtobufMessage {
        package var scores: [DetectionV1.RowScore]
        package var calibration: DetectionV1.Calibration?
        package var threshold: DetectionV1.Threshold?
        package var model: String

        package init() {
            scores = []
            calibration = nil
            threshold = nil
            model = ""
        }

        package init(
            scores: [DetectionV1.RowScore] = [],
            calibration: DetectionV1.Calibration? = nil,
            threshold: DetectionV1.Threshold? = nil,
            model: String = ""
        ) {
            self.scores = scores
            self.calibration = calibration
            self.threshold = threshold
            self.model = model
        }
    }
}

extension DetectionV1 {
    package struct RowScore: ProtobufMessage {
        package var rowIndex: Int64
        /// Higher is more anomalous.
        package var rawScore: Double
        /// Conformal: the share of calibration rows at least as anomalous.
        package var pValue: Double
        /// ln p / ln p_threshold: 1.0 is the threshold.
        package var relativeScore: Double
        package var scoreBasis: DetectionV1.ScoreBasis
        package var isAnomaly: Bool
        package var severity: DetectionV1.Severity
        package var contributions: [DetectionV1.Contribution]
        package var warnings: [String]
        /// Of a flagged row that is explained. Absent when no single feature does it, among those that are tried: the 32 that
        /// contribute most. A search scores up to 29 tries a feature; the most anomalous rows come first, within 20000 tries for
        /// a ScoreRows and 4096 for each task of a job.
        package var smallestChange: DetectionV1.SmallestChange?

        package init() {
            rowIndex = 0
            rawScore = 0
            pValue = 0
            relativeScore = 0
            scoreBasis = .unspecified
            isAnomaly = false
            severity = .unspecified
            contributions = []
            warnings = []
            smallestChange = nil
        }

        package init(
            rowIndex: Int64 = 0,
            rawScore: Double = 0,
            pValue: Double = 0,
            relativeScore: Double = 0,
            scoreBasis: DetectionV1.ScoreBasis = .unspecified,
            isAnomaly: Bool = false,
            severity: DetectionV1.Severity = .unspecified,
            contributions: [DetectionV1.Contribution] = [],
            warnings: [String] = [],
            smallestChange: DetectionV1.SmallestChange? = nil
        ) {
            self.rowIndex = rowIndex
            self.rawScore = rawScore
            self.pValue = pValue
            self.relativeScore = relativeScore
            self.scoreBasis = scoreBasis
            self.isAnomaly = isAnomaly
            self.severity = severity
            self.contributions = contributions
            self.warnings = warnings
            self.smallestChange = smallestChange
        }
    }
}

extension DetectionV1 {
    /// The single feature whose change, measured in its expected range, is the smallest that makes a row normal.
    package struct SmallestChange: ProtobufMessage {
        package var feature: String
        /// What the feature would have to be.
        package var value: Double
        /// How far that is from what it is (from what stands in, if missing), in widths of the expected range; 1 for another category.
        package var distance: Double
        /// The row's score with that value.
        package var rawScore: Double
        /// What a column of categories would have to hold; `value` is its share of the training rows then.
        package var category: String?

        package init() {
            feature = ""
            value = 0
            distance = 0
            rawScore = 0
            category = nil
        }

        package init(
            feature: String = "",
            value: Double = 0,
            distance: Double = 0,
            rawScore: Double = 0,
            category: String? = nil
        ) {
            self.feature = feature
            self.value = value
            self.distance = distance
            self.rawScore = rawScore
            self.category = category
        }
    }
}

extension DetectionV1 {
    package struct Contribution: ProtobufMessage {
        package var feature: String
        package var value: Double?
        package var expectedLow: Double
        package var expectedHigh: Double
        /// Share of the row's score, the sum over all features being 1.
        package var contribution: Double
        package var direction: DetectionV1.Direction
        /// What a column of categories holds; `value` and the expected range are shares of the training rows then. Absent when missing.
        package var category: String?

        package init() {
            feature = ""
            value = nil
            expectedLow = 0
            expectedHigh = 0
            contribution = 0
            direction = .unspecified
            category = nil
        }

        package init(
            feature: String = "",
            value: Double? = nil,
            expectedLow: Double = 0,
            expectedHigh: Double = 0,
            contribution: Double = 0,
            direction: DetectionV1.Direction = .unspecified,
            category: String? = nil
        ) {
            self.feature = feature
            self.value = value
            self.expectedLow = expectedLow
            self.expectedHigh = expectedHigh
            self.contribution = contribution
            self.direction = direction
            self.category = category
        }
    }
}

extension DetectionV1 {
    package struct DetectionJob: ProtobufMessage {
        /// "detectionJobs/{job}".
        package var name: String
        package var detectors: [String]
        package var datasetVersion: String
        package var state: DetectionV1.JobState
        package var progress: DetectionV1.Progress?
        /// "results/{result}", one per detector.
        package var results: [String]
        /// How often a task of this job was taken up after a worker was lost.
        package var attempt: Int32
        package var error: DetectionV1.JobError?
        package var createTime: GoogleProtobuf.Timestamp?
        package var startTime: GoogleProtobuf.Timestamp?
        package var endTime: GoogleProtobuf.Timestamp?
        /// Higher runs first; -100 to 100.
        package var priority: Int32

        package init() {
            name = ""
            detectors = []
            datasetVersion = ""
            state = .unspecified
            progress = nil
            results = []
            attempt = 0
            error = nil
            createTime = nil
            startTime = nil
            endTime = nil
            priority = 0
        }

        package init(
            name: String = "",
            detectors: [String] = [],
            datasetVersion: String = "",
            state: DetectionV1.JobState = .unspecified,
            progress: DetectionV1.Progress? = nil,
            results: [String] = [],
            attempt: Int32 = 0,
            error: DetectionV1.JobError? = nil,
            createTime: GoogleProtobuf.Timestamp? = nil,
            startTime: GoogleProtobuf.Timestamp? = nil,
            endTime: GoogleProtobuf.Timestamp? = nil,
            priority: Int32 = 0
        ) {
            self.name = name
            self.detectors = detectors
            self.datasetVersion = datasetVersion
            self.state = state
            self.progress = progress
            self.results = results
            self.attempt = attempt
            self.error = error
            self.createTime = createTime
            self.startTime = startTime
            self.endTime = endTime
            self.priority = priority
        }
    }
}

extension DetectionV1 {
    package struct Progress: ProtobufMessage {
        package var rowsDone: Int64
        package var rowsTotal: Int64
        package var percent: Double

        package init() {
            rowsDone = 0
            rowsTotal = 0
            percent = 0
        }

        package init(
            rowsDone: Int64 = 0,
            rowsTotal: Int64 = 0,
            percent: Double = 0
        ) {
            self.rowsDone = rowsDone
            self.rowsTotal = rowsTotal
            self.percent = percent
        }
    }
}

extension DetectionV1 {
    package struct JobError: ProtobufMessage {
        /// Canonical gRPC code, by number.
        package var code: Int32
        package var message: String

        package init() {
            code = 0
            message = ""
        }

        package init(
            code: Int32 = 0,
            message: String = ""
        ) {
            self.code = code
            self.message = message
        }
    }
}

extension DetectionV1 {
    package struct CreateDetectionJobRequest: ProtobufMessage {
        package var detectionJob: DetectionV1.DetectionJob?
        /// Idempotency key: the same id returns the job of the first call.
        package var requestId: String

        package init() {
            detectionJob = nil
            requestId = ""
        }

        package init(
            detectionJob: DetectionV1.DetectionJob? = nil,
            requestId: String = ""
        ) {
            self.detectionJob = detectionJob
            self.requestId = requestId
        }
    }
}

extension DetectionV1 {
    package struct GetDetectionJobRequest: ProtobufMessage {
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

extension DetectionV1 {
    package struct ListDetectionJobsRequest: ProtobufMessage {
        package var pageSize: Int32
        package var pageToken: String

        package init() {
            pageSize = 0
            pageToken = ""
        }

        package init(
            pageSize: Int32 = 0,
            pageToken: String = ""
        ) {
            self.pageSize = pageSize
            self.pageToken = pageToken
        }
    }
}

extension DetectionV1 {
    package struct ListDetectionJobsResponse: ProtobufMessage {
        package var detectionJobs: [DetectionV1.DetectionJob]
        package var nextPageToken: String

        package init() {
            detectionJobs = []
            nextPageToken = ""
        }

        package init(
            detectionJobs: [DetectionV1.DetectionJob] = [],
            nextPageToken: String = ""
        ) {
            self.detectionJobs = detectionJobs
            self.nextPageToken = nextPageToken
        }
    }
}

extension DetectionV1 {
    package struct CancelDetectionJobRequest: ProtobufMessage {
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

extension DetectionV1 {
    package struct WatchDetectionJobRequest: ProtobufMessage {
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

extension DetectionV1 {
    package struct Result: ProtobufMessage {
        /// "results/{result}".
        package var name: String
        package var job: String
        package var detector: String
        package var model: String
        package var modelSha256: String
        package var datasetVersion: String
        package var threshold: DetectionV1.Threshold?
        package var calibration: DetectionV1.Calibration?
        package var rowCount: Int64
        package var anomalyCount: Int64
        package var scoreStats: DetectionV1.ScoreStatistics?
        package var createTime: GoogleProtobuf.Timestamp?
        /// Anomalies beyond the limit per result are counted but not listed.
        package var listedAnomalyCount: Int64

        package init() {
            name = ""
            job = ""
            detector = ""
            model = ""
            modelSha256 = ""
            datasetVersion = ""
            threshold = nil
            calibration = nil
            rowCount = 0
            anomalyCount = 0
            scoreStats = nil
            createTime = nil
            listedAnomalyCount = 0
        }

        package init(
            name: String = "",
            job: String = "",
            detector: String = "",
            model: String = "",
            modelSha256: String = "",
            datasetVersion: String = "",
            threshold: DetectionV1.Threshold? = nil,
            calibration: DetectionV1.Calibration? = nil,
            rowCount: Int64 = 0,
            anomalyCount: Int64 = 0,
            scoreStats: DetectionV1.ScoreStatistics? = nil,
            createTime: GoogleProtobuf.Timestamp? = nil,
            listedAnomalyCount: Int64 = 0
        ) {
            self.name = name
            self.job = job
            self.detector = detector
            self.model = model
            self.modelSha256 = modelSha256
            self.datasetVersion = datasetVersion
            self.threshold = threshold
            self.calibration = calibration
            self.rowCount = rowCount
            self.anomalyCount = anomalyCount
            self.scoreStats = scoreStats
            self.createTime = createTime
            self.listedAnomalyCount = listedAnomalyCount
        }
    }
}

extension DetectionV1 {
    package struct ScoreStatistics: ProtobufMessage {
        package var min: Double
        package var max: Double
        package var mean: Double
        package var standardDeviation: Double

        package init() {
            min = 0
            max = 0
            mean = 0
            standardDeviation = 0
        }

        package init(
            min: Double = 0,
            max: Double = 0,
            mean: Double = 0,
            standardDeviation: Double = 0
        ) {
            self.min = min
            self.max = max
            self.mean = mean
            self.standardDeviation = standardDeviation
        }
    }
}

extension DetectionV1 {
    package struct GetResultRequest: ProtobufMessage {
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

extension DetectionV1 {
    package struct ListResultsRequest: ProtobufMessage {
        package var pageSize: Int32
        package var pageToken: String
        /// "detectionJobs/{job}"; empty means all.
        package var job: String

        package init() {
            pageSize = 0
            pageToken = ""
            job = ""
        }

        package init(
            pageSize: Int32 = 0,
            pageToken: String = "",
            job: String = ""
        ) {
            self.pageSize = pageSize
            self.pageToken = pageToken
            self.job = job
        }
    }
}

extension DetectionV1 {
    package struct ListResultsResponse: ProtobufMessage {
        package var results: [DetectionV1.Result]
        package var nextPageToken: String

        package init() {
            results = []
            nextPageToken = ""
        }

        package init(
            results: [DetectionV1.Result] = [],
            nextPageToken: String = ""
        ) {
            self.results = results
            self.nextPageToken = nextPageToken
        }
    }
}

extension DetectionV1 {
    package struct Anomaly: ProtobufMessage {
        /// "results/{result}/anomalies/{row_index}".
        package var name: String
        package var score: DetectionV1.RowScore?
        /// The row's value in the dataset's ID column, if there is one.
        package var rowId: String
        package var eventTime: GoogleProtobuf.Timestamp?
        package var createTime: GoogleProtobuf.Timestamp?

        package init() {
            name = ""
            score = nil
            rowId = ""
            eventTime = nil
            createTime = nil
        }

        package init(
            name: String = "",
            score: DetectionV1.RowScore? = nil,
            rowId: String = "",
            eventTime: GoogleProtobuf.Timestamp? = nil,
            createTime: GoogleProtobuf.Timestamp? = nil
        ) {
            self.name = name
            self.score = score
            self.rowId = rowId
            self.eventTime = eventTime
            self.createTime = createTime
        }
    }
}

extension DetectionV1 {
    package struct ListAnomaliesRequest: ProtobufMessage {
        package var parent: String
        package var pageSize: Int32
        package var pageToken: String

        package init() {
            parent = ""
            pageSize = 0
            pageToken = ""
        }

        package init(
            parent: String = "",
            pageSize: Int32 = 0,
            pageToken: String = ""
        ) {
            self.parent = parent
            self.pageSize = pageSize
            self.pageToken = pageToken
        }
    }
}

extension DetectionV1 {
    package struct ListAnomaliesResponse: ProtobufMessage {
        package var anomalies: [DetectionV1.Anomaly]
        package var nextPageToken: String

        package init() {
            anomalies = []
            nextPageToken = ""
        }

        package init(
            anomalies: [DetectionV1.Anomaly] = [],
            nextPageToken: String = ""
        ) {
            self.anomalies = anomalies
            self.nextPageToken = nextPageToken
        }
    }
}

extension DetectionV1 {
    /// How the members' views of a row become its score. Each member's own score is brought to one scale first: how unlikely the
    /// member finds the row. What comes out is calibrated like the score of any algorithm.
    package enum Combiner: RawRepresentable, CaseIterable, Sendable, Hashable {
        /// COMBINE_MEAN.
        case unspecified
        case combineMean
        /// What one member finds strange is strange.
        case combineMax
        /// What half of the members find strange is strange.
        case combineMedian
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .combineMean, .combineMax, .combineMedian]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .combineMean
            case 2: self = .combineMax
            case 3: self = .combineMedian
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .combineMean: 1
            case .combineMax: 2
            case .combineMedian: 3
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "COMBINER_UNSPECIFIED"
            case .combineMean: "COMBINE_MEAN"
            case .combineMax: "COMBINE_MAX"
            case .combineMedian: "COMBINE_MEDIAN"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}

extension DetectionV1 {
    /// What stands in for a missing number.
    package enum Imputation: RawRepresentable, CaseIterable, Sendable, Hashable {
        /// The training median, which takes no part in fits: they are made of the values that are there.
        case unspecified
        /// As a value like any other, also in fits: the median, the mean of the training values, or a constant.
        case imputeMedian
        case imputeMean
        case imputeConstant
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .imputeMedian, .imputeMean, .imputeConstant]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .imputeMedian
            case 2: self = .imputeMean
            case 3: self = .imputeConstant
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .imputeMedian: 1
            case .imputeMean: 2
            case .imputeConstant: 3
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "IMPUTATION_UNSPECIFIED"
            case .imputeMedian: "IMPUTE_MEDIAN"
            case .imputeMean: "IMPUTE_MEAN"
            case .imputeConstant: "IMPUTE_CONSTANT"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}

extension DetectionV1 {
    /// How an algorithm that compares distances or densities brings a feature to the scale of the others. It changes nothing for
    /// forests, ecod, copod, robust_z and iqr: whatever the unit, their scores are the same.
    package enum Scaling: RawRepresentable, CaseIterable, Sendable, Hashable {
        /// As the algorithm does it: SCALE_STANDARD, or SCALE_ROBUST where it withstands strange training rows.
        case unspecified
        /// (value - mean) / standard deviation.
        case scaleStandard
        /// (value - median) / (1.4826 * median absolute deviation).
        case scaleRobust
        /// (value - minimum) / (maximum - minimum).
        case scaleMinMax
        /// The value as it is; at most 1e15.
        case scaleNone
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .scaleStandard, .scaleRobust, .scaleMinMax, .scaleNone]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .scaleStandard
            case 2: self = .scaleRobust
            case 3: self = .scaleMinMax
            case 4: self = .scaleNone
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .scaleStandard: 1
            case .scaleRobust: 2
            case .scaleMinMax: 3
            case .scaleNone: 4
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "SCALING_UNSPECIFIED"
            case .scaleStandard: "SCALE_STANDARD"
            case .scaleRobust: "SCALE_ROBUST"
            case .scaleMinMax: "SCALE_MIN_MAX"
            case .scaleNone: "SCALE_NONE"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}

extension DetectionV1 {
    /// How categories become numbers. Rare is a category of fewer training rows than one in a hundred (at least 2, at most 10).
    package enum Encoding: RawRepresentable, CaseIterable, Sendable, Hashable {
        /// FREQUENCY.
        case unspecified
        /// One feature: how much rarer than usual the category is. Rarity is -ln((k + 1/2) / (n + 1)) for k of n training rows, k being
        /// 0 for a rare one; usual, and 0, are categories as frequent as those of half of the rows.
        case frequency
        /// A feature of 0 or 1 for each frequent category, one for all others together, be they rare or new, and one for rows without
        /// a value where those are not rare.
        case oneHot
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .frequency, .oneHot]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .frequency
            case 2: self = .oneHot
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .frequency: 1
            case .oneHot: 2
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "ENCODING_UNSPECIFIED"
            case .frequency: "FREQUENCY"
            case .oneHot: "ONE_HOT"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}

extension DetectionV1 {
    package enum MissingCategory: RawRepresentable, CaseIterable, Sendable, Hashable {
        /// OWN_CATEGORY.
        case unspecified
        /// Missing is a category like any other.
        case ownCategory
        /// The most frequent one stands in.
        case mostFrequent
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .ownCategory, .mostFrequent]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .ownCategory
            case 2: self = .mostFrequent
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .ownCategory: 1
            case .mostFrequent: 2
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "MISSING_CATEGORY_UNSPECIFIED"
            case .ownCategory: "OWN_CATEGORY"
            case .mostFrequent: "MOST_FREQUENT"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}

extension DetectionV1 {
    package enum TrainingMode: RawRepresentable, CaseIterable, Sendable, Hashable {
        case unspecified
        /// Training rows may hold anomalies: the false-positive rate is conservative.
        case contaminated
        /// Training rows are normal: the false-positive rate is exact up to 1/(n+1).
        case clean
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .contaminated, .clean]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .contaminated
            case 2: self = .clean
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .contaminated: 1
            case .clean: 2
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "TRAINING_MODE_UNSPECIFIED"
            case .contaminated: "CONTAMINATED"
            case .clean: "CLEAN"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}

extension DetectionV1 {
    package enum ScoreBasis: RawRepresentable, CaseIterable, Sendable, Hashable {
        case unspecified
        /// The row took no part in the training.
        case novel
        /// A training row, scored with itself left out.
        case training
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .novel, .training]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .novel
            case 2: self = .training
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .novel: 1
            case .training: 2
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "SCORE_BASIS_UNSPECIFIED"
            case .novel: "NOVEL"
            case .training: "TRAINING"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}

extension DetectionV1 {
    package enum Severity: RawRepresentable, CaseIterable, Sendable, Hashable {
        case unspecified
        case none
        case low
        case medium
        case high
        case critical
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .none, .low, .medium, .high, .critical]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .none
            case 2: self = .low
            case 3: self = .medium
            case 4: self = .high
            case 5: self = .critical
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .none: 1
            case .low: 2
            case .medium: 3
            case .high: 4
            case .critical: 5
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "SEVERITY_UNSPECIFIED"
            case .none: "NONE"
            case .low: "LOW"
            case .medium: "MEDIUM"
            case .high: "HIGH"
            case .critical: "CRITICAL"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}

extension DetectionV1 {
    package enum Direction: RawRepresentable, CaseIterable, Sendable, Hashable {
        case unspecified
        case below
        case within
        case above
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .below, .within, .above]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .below
            case 2: self = .within
            case 3: self = .above
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .below: 1
            case .within: 2
            case .above: 3
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "DIRECTION_UNSPECIFIED"
            case .below: "BELOW"
            case .within: "WITHIN"
            case .above: "ABOVE"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}

extension DetectionV1 {
    package enum JobState: RawRepresentable, CaseIterable, Sendable, Hashable {
        case unspecified
        case queued
        case running
        case succeeded
        case failed
        case cancelling
        case cancelled
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .queued, .running, .succeeded, .failed, .cancelling, .cancelled]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .queued
            case 2: self = .running
            case 3: self = .succeeded
            case 4: self = .failed
            case 5: self = .cancelling
            case 6: self = .cancelled
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .queued: 1
            case .running: 2
            case .succeeded: 3
            case .failed: 4
            case .cancelling: 5
            case .cancelled: 6
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "JOB_STATE_UNSPECIFIED"
            case .queued: "QUEUED"
            case .running: "RUNNING"
            case .succeeded: "SUCCEEDED"
            case .failed: "FAILED"
            case .cancelling: "CANCELLING"
            case .cancelled: "CANCELLED"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}
