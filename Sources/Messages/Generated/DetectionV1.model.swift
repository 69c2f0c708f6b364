// Generated from pynomaly/detection/v1/model.proto by `make protos`.

package import Protobuf

extension DetectionV1 {
    /// The bytes of a fitted model, as detection stores, hashes and signs them. They are data only: loading a model
    /// checks every number in it and runs nothing.
    package struct ModelSnapshot: ProtobufMessage {
        /// 2. A reader refuses versions that it does not know.
        package var formatVersion: UInt32
        /// As in the catalogue of algorithms: "isolation_forest", ….
        package var algorithm: String
        /// Also decides which fold each training row belongs to.
        package var seed: UInt64
        /// "contaminated", "clean".
        package var trainingMode: String
        package var trainingRowCount: Int64
        /// In the order in which every fit counts them.
        package var features: [DetectionV1.SnapshotFeature]
        /// "cross_fit"; "leave_one_out" where the algorithm can do that, and no column holds categories.
        package var calibrationMethod: String
        /// Ascending.
        package var calibrationScores: PackedSlice<Double>
        /// "contamination", "false_positive_rate", "alerts_per_day", …, with its value. The threshold follows from it, the
        /// calibration scores and, for "alerts_per_day", the rows per day.
        package var thresholdPolicy: String
        package var thresholdPolicyValue: Double
        /// The fit over all rows, then those over the rows outside each fold; a single one when it leaves rows out itself.
        package var fits: [DetectionV1.SnapshotFit]
        /// 0 when not known.
        package var rowsPerDay: Double
        /// Columns of categories; their features follow those of the numbers, in this order.
        package var categories: [DetectionV1.SnapshotCategories]

        package init() {
            formatVersion = 0
            algorithm = ""
            seed = 0
            trainingMode = ""
            trainingRowCount = 0
            features = []
            calibrationMethod = ""
            calibrationScores = PackedSlice()
            thresholdPolicy = ""
            thresholdPolicyValue = 0
            fits = []
            rowsPerDay = 0
            categories = []
        }

        package init(
            formatVersion: UInt32 = 0,
            algorithm: String = "",
            seed: UInt64 = 0,
            trainingMode: String = "",
            trainingRowCount: Int64 = 0,
            features: [DetectionV1.SnapshotFeature] = [],
            calibrationMethod: String = "",
            calibrationScores: PackedSlice<Double> = PackedSlice(),
            thresholdPolicy: String = "",
            thresholdPolicyValue: Double = 0,
            fits: [DetectionV1.SnapshotFit] = [],
            rowsPerDay: Double = 0,
            categories: [DetectionV1.SnapshotCategories] = []
        ) {
            self.formatVersion = formatVersion
            self.algorithm = algorithm
            self.seed = seed
            self.trainingMode = trainingMode
            self.trainingRowCount = trainingRowCount
            self.features = features
            self.calibrationMethod = calibrationMethod
            self.calibrationScores = calibrationScores
            self.thresholdPolicy = thresholdPolicy
            self.thresholdPolicyValue = thresholdPolicyValue
            self.fits = fits
            self.rowsPerDay = rowsPerDay
            self.categories = categories
        }
    }
}

extension DetectionV1 {
    package struct SnapshotFeature: ProtobufMessage {
        package var name: String
        package var median: Double
        package var expectedLow: Double
        package var expectedHigh: Double
        package var minimum: Double
        package var maximum: Double
        package var presentCount: Int64
        /// What was put in for missing numbers; absent where fits see what is missing.
        package var fill: Double?

        package init() {
            name = ""
            median = 0
            expectedLow = 0
            expectedHigh = 0
            minimum = 0
            maximum = 0
            presentCount = 0
            fill = nil
        }

        package init(
            name: String = "",
            median: Double = 0,
            expectedLow: Double = 0,
            expectedHigh: Double = 0,
            minimum: Double = 0,
            maximum: Double = 0,
            presentCount: Int64 = 0,
            fill: Double? = nil
        ) {
            self.name = name
            self.median = median
            self.expectedLow = expectedLow
            self.expectedHigh = expectedHigh
            self.minimum = minimum
            self.maximum = maximum
            self.presentCount = presentCount
            self.fill = fill
        }
    }
}

extension DetectionV1 {
    /// What training found in a column of categories.
    package struct SnapshotCategories: ProtobufMessage {
        package var name: String
        /// "frequency", "one_hot".
        package var encoding: String
        /// By falling number of rows, then in the order of their bytes; the same number of `counts`.
        package var texts: [String]
        package var counts: PackedSlice<UInt32>
        package var missingCount: UInt32
        package var imputesMostFrequent: Bool
        /// Of "one_hot": how many of the texts have a feature of their own. A feature of all others follows, then perhaps one of those that
        /// were missing.
        package var ownFeatures: UInt32
        package var hasMissingFeature: Bool
        /// Of the rows outside each fold.
        package var folds: [DetectionV1.SnapshotFoldCounts]

        package init() {
            name = ""
            encoding = ""
            texts = []
            counts = PackedSlice()
            missingCount = 0
            imputesMostFrequent = false
            ownFeatures = 0
            hasMissingFeature = false
            folds = []
        }

        package init(
            name: String = "",
            encoding: String = "",
            texts: [String] = [],
            counts: PackedSlice<UInt32> = PackedSlice(),
            missingCount: UInt32 = 0,
            imputesMostFrequent: Bool = false,
            ownFeatures: UInt32 = 0,
            hasMissingFeature: Bool = false,
            folds: [DetectionV1.SnapshotFoldCounts] = []
        ) {
            self.name = name
            self.encoding = encoding
            self.texts = texts
            self.counts = counts
            self.missingCount = missingCount
            self.imputesMostFrequent = imputesMostFrequent
            self.ownFeatures = ownFeatures
            self.hasMissingFeature = hasMissingFeature
            self.folds = folds
        }
    }
}

extension DetectionV1 {
    package struct SnapshotFoldCounts: ProtobufMessage {
        /// As in SnapshotCategories.
        package var counts: PackedSlice<UInt32>
        package var missingCount: UInt32

        package init() {
            counts = PackedSlice()
            missingCount = 0
        }

        package init(
            counts: PackedSlice<UInt32> = PackedSlice(),
            missingCount: UInt32 = 0
        ) {
            self.counts = counts
            self.missingCount = missingCount
        }
    }
}

extension DetectionV1 {
    package struct SnapshotFit: ProtobufMessage {
        package var fit: Fit?

        package init() {
            fit = nil
        }

        package init(
            fit: Fit? = nil
        ) {
            self.fit = fit
        }

        package enum Fit: Sendable, Equatable {
            case isolationForest(DetectionV1.IsolationForestFit)
            case ecod(DetectionV1.EcodFit)
            case robustZ(DetectionV1.RobustZFit)
            case hbos(DetectionV1.HbosFit)
            case copod(DetectionV1.CopodFit)
            case knn(DetectionV1.NeighbourFit)
            case lof(DetectionV1.LofFit)
            case iqr(DetectionV1.IqrFit)
            case extendedIsolationForest(DetectionV1.ExtendedIsolationForestFit)
            case pca(DetectionV1.PcaFit)
            case mcd(DetectionV1.GaussianFit)
            case gmm(DetectionV1.MixtureFit)
            case loda(DetectionV1.LodaFit)
            case inne(DetectionV1.InneFit)
            case cblof(DetectionV1.CblofFit)
            case ocsvm(DetectionV1.OneClassSvmFit)
            case abod(DetectionV1.AbodFit)
            case ensemble(DetectionV1.EnsembleFit)
        }
    }
}

extension DetectionV1 {
    /// Trees one after the other, each in preorder. `splits` has one entry per node: 0 for a leaf, else the number of the
    /// split's feature plus 1; `thresholds` one entry per split and `leaf_sizes` one per leaf, in the same order.
    package struct IsolationForestFit: ProtobufMessage {
        package var sampleSize: UInt32
        package var treeCount: UInt32
        package var splits: PackedSlice<UInt32>
        package var thresholds: PackedSlice<Double>
        package var leafSizes: PackedSlice<UInt32>

        package init() {
            sampleSize = 0
            treeCount = 0
            splits = PackedSlice()
            thresholds = PackedSlice()
            leafSizes = PackedSlice()
        }

        package init(
            sampleSize: UInt32 = 0,
            treeCount: UInt32 = 0,
            splits: PackedSlice<UInt32> = PackedSlice(),
            thresholds: PackedSlice<Double> = PackedSlice(),
            leafSizes: PackedSlice<UInt32> = PackedSlice()
        ) {
            self.sampleSize = sampleSize
            self.treeCount = treeCount
            self.splits = splits
            self.thresholds = thresholds
            self.leafSizes = leafSizes
        }
    }
}

extension DetectionV1 {
    /// One distribution per feature.
    package struct EcodFit: ProtobufMessage {
        package var features: [DetectionV1.TailCounts]

        package init() {
            features = []
        }

        package init(
            features: [DetectionV1.TailCounts] = []
        ) {
            self.features = features
        }
    }
}

extension DetectionV1 {
    package struct TailCounts: ProtobufMessage {
        /// Distinct values, ascending.
        package var values: PackedSlice<Double>
        /// Training values strictly below, and at or below, each of them.
        package var below: PackedSlice<UInt32>
        package var atOrBelow: PackedSlice<UInt32>
        package var count: UInt32

        package init() {
            values = PackedSlice()
            below = PackedSlice()
            atOrBelow = PackedSlice()
            count = 0
        }

        package init(
            values: PackedSlice<Double> = PackedSlice(),
            below: PackedSlice<UInt32> = PackedSlice(),
            atOrBelow: PackedSlice<UInt32> = PackedSlice(),
            count: UInt32 = 0
        ) {
            self.values = values
            self.below = below
            self.atOrBelow = atOrBelow
            self.count = count
        }
    }
}

extension DetectionV1 {
    package struct RobustZFit: ProtobufMessage {
        /// "mean", "max".
        package var aggregation: String
        /// One entry per feature. A scale of 0 marks a constant feature, an infinite one a feature without values.
        package var medians: PackedSlice<Double>
        package var scales: PackedSlice<Double>

        package init() {
            aggregation = ""
            medians = PackedSlice()
            scales = PackedSlice()
        }

        package init(
            aggregation: String = "",
            medians: PackedSlice<Double> = PackedSlice(),
            scales: PackedSlice<Double> = PackedSlice()
        ) {
            self.aggregation = aggregation
            self.medians = medians
            self.scales = scales
        }
    }
}

extension DetectionV1 {
    /// One histogram per feature.
    package struct HbosFit: ProtobufMessage {
        package var features: [DetectionV1.HistogramScores]
        /// Widths beyond the first and last bin that still count as theirs.
        package var tolerance: Double
        /// What a value beyond them scores.
        package var outside: Double

        package init() {
            features = []
            tolerance = 0
            outside = 0
        }

        package init(
            features: [DetectionV1.HistogramScores] = [],
            tolerance: Double = 0,
            outside: Double = 0
        ) {
            self.features = features
            self.tolerance = tolerance
            self.outside = outside
        }
    }
}

extension DetectionV1 {
    /// Bins of one width, of the standardized values.
    package struct HistogramScores: ProtobufMessage {
        package var mean: Double
        /// 0 for a constant feature.
        package var deviation: Double
        package var low: Double
        package var high: Double
        /// -log2(density + alpha) of each bin.
        package var scores: PackedSlice<Double>

        package init() {
            mean = 0
            deviation = 0
            low = 0
            high = 0
            scores = PackedSlice()
        }

        package init(
            mean: Double = 0,
            deviation: Double = 0,
            low: Double = 0,
            high: Double = 0,
            scores: PackedSlice<Double> = PackedSlice()
        ) {
            self.mean = mean
            self.deviation = deviation
            self.low = low
            self.high = high
            self.scores = scores
        }
    }
}

extension DetectionV1 {
    package struct CopodFit: ProtobufMessage {
        package var features: [DetectionV1.TailCounts]
        /// The sign of each feature's skewness: -1, 0, 1.
        package var skews: PackedSlice<Int32>

        package init() {
            features = []
            skews = PackedSlice()
        }

        package init(
            features: [DetectionV1.TailCounts] = [],
            skews: PackedSlice<Int32> = PackedSlice()
        ) {
            self.features = features
            self.skews = skews
        }
    }
}

extension DetectionV1 {
    /// How features are brought to one scale: (value - mean) / deviation. A deviation of 0 marks a constant feature.
    package struct Standardization: ProtobufMessage {
        package var means: PackedSlice<Double>
        package var deviations: PackedSlice<Double>

        package init() {
            means = PackedSlice()
            deviations = PackedSlice()
        }

        package init(
            means: PackedSlice<Double> = PackedSlice(),
            deviations: PackedSlice<Double> = PackedSlice()
        ) {
            self.means = means
            self.deviations = deviations
        }
    }
}

extension DetectionV1 {
    /// Training rows, which neighbours are sought among: this fit embeds the data that it was made of.
    package struct TrainingRows: ProtobufMessage {
        package var standardization: DetectionV1.Standardization?
        /// Row-major, standardized.
        package var values: PackedSlice<Double>
        /// Which training rows they are, ascending.
        package var indices: PackedSlice<UInt32>

        package init() {
            standardization = nil
            values = PackedSlice()
            indices = PackedSlice()
        }

        package init(
            standardization: DetectionV1.Standardization? = nil,
            values: PackedSlice<Double> = PackedSlice(),
            indices: PackedSlice<UInt32> = PackedSlice()
        ) {
            self.standardization = standardization
            self.values = values
            self.indices = indices
        }
    }
}

extension DetectionV1 {
    package struct NeighbourFit: ProtobufMessage {
        package var rows: DetectionV1.TrainingRows?
        package var neighbours: UInt32
        /// "largest", "mean", "median".
        package var method: String
        /// Of each row, left out itself.
        package var scores: PackedSlice<Double>

        package init() {
            rows = nil
            neighbours = 0
            method = ""
            scores = PackedSlice()
        }

        package init(
            rows: DetectionV1.TrainingRows? = nil,
            neighbours: UInt32 = 0,
            method: String = "",
            scores: PackedSlice<Double> = PackedSlice()
        ) {
            self.rows = rows
            self.neighbours = neighbours
            self.method = method
            self.scores = scores
        }
    }
}

extension DetectionV1 {
    /// Equal rows are one: `rows.indices` are the first of each, `twin_rows` the others, ascending, and `twin_of` which of the first
    /// each of those equals.
    package struct LofFit: ProtobufMessage {
        package var rows: DetectionV1.TrainingRows?
        package var neighbours: UInt32
        package var twinRows: PackedSlice<UInt32>
        package var twinOf: PackedSlice<UInt32>
        /// Of each row: the distance to its last neighbour, and the local reachability density.
        package var distances: PackedSlice<Double>
        package var densities: PackedSlice<Double>
        /// Its factor, left out itself.
        package var scores: PackedSlice<Double>

        package init() {
            rows = nil
            neighbours = 0
            twinRows = PackedSlice()
            twinOf = PackedSlice()
            distances = PackedSlice()
            densities = PackedSlice()
            scores = PackedSlice()
        }

        package init(
            rows: DetectionV1.TrainingRows? = nil,
            neighbours: UInt32 = 0,
            twinRows: PackedSlice<UInt32> = PackedSlice(),
            twinOf: PackedSlice<UInt32> = PackedSlice(),
            distances: PackedSlice<Double> = PackedSlice(),
            densities: PackedSlice<Double> = PackedSlice(),
            scores: PackedSlice<Double> = PackedSlice()
        ) {
            self.rows = rows
            self.neighbours = neighbours
            self.twinRows = twinRows
            self.twinOf = twinOf
            self.distances = distances
            self.densities = densities
            self.scores = scores
        }
    }
}

extension DetectionV1 {
    package struct IqrFit: ProtobufMessage {
        /// "mean", "max".
        package var aggregation: String
        /// The first and third quartile of each feature, and the range that distances are measured in. A range of 0 marks a
        /// constant feature.
        package var lows: PackedSlice<Double>
        package var highs: PackedSlice<Double>
        package var ranges: PackedSlice<Double>

        package init() {
            aggregation = ""
            lows = PackedSlice()
            highs = PackedSlice()
            ranges = PackedSlice()
        }

        package init(
            aggregation: String = "",
            lows: PackedSlice<Double> = PackedSlice(),
            highs: PackedSlice<Double> = PackedSlice(),
            ranges: PackedSlice<Double> = PackedSlice()
        ) {
            self.aggregation = aggregation
            self.lows = lows
            self.highs = highs
            self.ranges = ranges
        }
    }
}

extension DetectionV1 {
    /// Trees one after the other, each in preorder. `splits` has one entry per node: 0 for a leaf, else how many features the
    /// split weighs. `features` and `weights` have that many entries per split, `thresholds` one; `leaf_sizes` one per leaf.
    package struct ExtendedIsolationForestFit: ProtobufMessage {
        package var sampleSize: UInt32
        package var treeCount: UInt32
        package var splits: PackedSlice<UInt32>
        package var features: PackedSlice<UInt32>
        package var weights: PackedSlice<Double>
        package var thresholds: PackedSlice<Double>
        package var leafSizes: PackedSlice<UInt32>

        package init() {
            sampleSize = 0
            treeCount = 0
            splits = PackedSlice()
            features = PackedSlice()
            weights = PackedSlice()
            thresholds = PackedSlice()
            leafSizes = PackedSlice()
        }

        package init(
            sampleSize: UInt32 = 0,
            treeCount: UInt32 = 0,
            splits: PackedSlice<UInt32> = PackedSlice(),
            features: PackedSlice<UInt32> = PackedSlice(),
            weights: PackedSlice<Double> = PackedSlice(),
            thresholds: PackedSlice<Double> = PackedSlice(),
            leafSizes: PackedSlice<UInt32> = PackedSlice()
        ) {
            self.sampleSize = sampleSize
            self.treeCount = treeCount
            self.splits = splits
            self.features = features
            self.weights = weights
            self.thresholds = thresholds
            self.leafSizes = leafSizes
        }
    }
}

extension DetectionV1 {
    package struct PcaFit: ProtobufMessage {
        package var standardization: DetectionV1.Standardization?
        /// One direction after the other, each as long as there are features; by falling variance.
        package var directions: PackedSlice<Double>
        package var variances: PackedSlice<Double>

        package init() {
            standardization = nil
            directions = PackedSlice()
            variances = PackedSlice()
        }

        package init(
            standardization: DetectionV1.Standardization? = nil,
            directions: PackedSlice<Double> = PackedSlice(),
            variances: PackedSlice<Double> = PackedSlice()
        ) {
            self.standardization = standardization
            self.directions = directions
            self.variances = variances
        }
    }
}

extension DetectionV1 {
    /// A row's score is the squared length of W (row - center).
    package struct GaussianFit: ProtobufMessage {
        package var standardization: DetectionV1.Standardization?
        package var center: PackedSlice<Double>
        /// W, the lower triangle row by row: the inverse of the covariance's Cholesky factor.
        package var whitening: PackedSlice<Double>

        package init() {
            standardization = nil
            center = PackedSlice()
            whitening = PackedSlice()
        }

        package init(
            standardization: DetectionV1.Standardization? = nil,
            center: PackedSlice<Double> = PackedSlice(),
            whitening: PackedSlice<Double> = PackedSlice()
        ) {
            self.standardization = standardization
            self.center = center
            self.whitening = whitening
        }
    }
}

extension DetectionV1 {
    /// Components one after the other.
    package struct MixtureFit: ProtobufMessage {
        package var standardization: DetectionV1.Standardization?
        package var weights: PackedSlice<Double>
        package var centers: PackedSlice<Double>
        /// As in GaussianFit, one lower triangle per component.
        package var whitenings: PackedSlice<Double>

        package init() {
            standardization = nil
            weights = PackedSlice()
            centers = PackedSlice()
            whitenings = PackedSlice()
        }

        package init(
            standardization: DetectionV1.Standardization? = nil,
            weights: PackedSlice<Double> = PackedSlice(),
            centers: PackedSlice<Double> = PackedSlice(),
            whitenings: PackedSlice<Double> = PackedSlice()
        ) {
            self.standardization = standardization
            self.weights = weights
            self.centers = centers
            self.whitenings = whitenings
        }
    }
}

extension DetectionV1 {
    /// Projections one after the other; each weighs `features_per_projection` features.
    package struct LodaFit: ProtobufMessage {
        package var standardization: DetectionV1.Standardization?
        package var featuresPerProjection: UInt32
        package var features: PackedSlice<UInt32>
        package var weights: PackedSlice<Double>
        /// One histogram of each projection's values: its range, and the negative logarithm of each bin's density.
        package var histograms: [DetectionV1.LodaHistogram]

        package init() {
            standardization = nil
            featuresPerProjection = 0
            features = PackedSlice()
            weights = PackedSlice()
            histograms = []
        }

        package init(
            standardization: DetectionV1.Standardization? = nil,
            featuresPerProjection: UInt32 = 0,
            features: PackedSlice<UInt32> = PackedSlice(),
            weights: PackedSlice<Double> = PackedSlice(),
            histograms: [DetectionV1.LodaHistogram] = []
        ) {
            self.standardization = standardization
            self.featuresPerProjection = featuresPerProjection
            self.features = features
            self.weights = weights
            self.histograms = histograms
        }
    }
}

extension DetectionV1 {
    package struct LodaHistogram: ProtobufMessage {
        package var low: Double
        package var high: Double
        package var scores: PackedSlice<Double>
        /// What a value outside scores.
        package var outside: Double

        package init() {
            low = 0
            high = 0
            scores = PackedSlice()
            outside = 0
        }

        package init(
            low: Double = 0,
            high: Double = 0,
            scores: PackedSlice<Double> = PackedSlice(),
            outside: Double = 0
        ) {
            self.low = low
            self.high = high
            self.scores = scores
            self.outside = outside
        }
    }
}

extension DetectionV1 {
    /// Estimators one after the other, each with `spheres_per_estimator` spheres. This fit embeds training rows.
    package struct InneFit: ProtobufMessage {
        package var standardization: DetectionV1.Standardization?
        package var spheresPerEstimator: UInt32
        /// One row per sphere, standardized.
        package var centers: PackedSlice<Double>
        package var squaredRadii: PackedSlice<Double>
        /// What a row within the sphere, and no smaller one, scores.
        package var scores: PackedSlice<Double>

        package init() {
            standardization = nil
            spheresPerEstimator = 0
            centers = PackedSlice()
            squaredRadii = PackedSlice()
            scores = PackedSlice()
        }

        package init(
            standardization: DetectionV1.Standardization? = nil,
            spheresPerEstimator: UInt32 = 0,
            centers: PackedSlice<Double> = PackedSlice(),
            squaredRadii: PackedSlice<Double> = PackedSlice(),
            scores: PackedSlice<Double> = PackedSlice()
        ) {
            self.standardization = standardization
            self.spheresPerEstimator = spheresPerEstimator
            self.centers = centers
            self.squaredRadii = squaredRadii
            self.scores = scores
        }
    }
}

extension DetectionV1 {
    package struct CblofFit: ProtobufMessage {
        package var standardization: DetectionV1.Standardization?
        /// One row per cluster, standardized.
        package var centers: PackedSlice<Double>
        package var sizes: PackedSlice<UInt32>
        /// How many of them are large; those come first.
        package var largeCount: UInt32
        package var useWeights: Bool

        package init() {
            standardization = nil
            centers = PackedSlice()
            sizes = PackedSlice()
            largeCount = 0
            useWeights = false
        }

        package init(
            standardization: DetectionV1.Standardization? = nil,
            centers: PackedSlice<Double> = PackedSlice(),
            sizes: PackedSlice<UInt32> = PackedSlice(),
            largeCount: UInt32 = 0,
            useWeights: Bool = false
        ) {
            self.standardization = standardization
            self.centers = centers
            self.sizes = sizes
            self.largeCount = largeCount
            self.useWeights = useWeights
        }
    }
}

extension DetectionV1 {
    /// A row's score is 1 - w · φ(row), with φ(row) = M k(landmarks, row) and k(a, b) = exp(-gamma |a - b|²). This fit
    /// embeds training rows.
    package struct OneClassSvmFit: ProtobufMessage {
        package var standardization: DetectionV1.Standardization?
        package var gamma: Double
        /// Row-major, standardized.
        package var landmarks: PackedSlice<Double>
        /// w · M: one weight per landmark.
        package var weights: PackedSlice<Double>

        package init() {
            standardization = nil
            gamma = 0
            landmarks = PackedSlice()
            weights = PackedSlice()
        }

        package init(
            standardization: DetectionV1.Standardization? = nil,
            gamma: Double = 0,
            landmarks: PackedSlice<Double> = PackedSlice(),
            weights: PackedSlice<Double> = PackedSlice()
        ) {
            self.standardization = standardization
            self.gamma = gamma
            self.landmarks = landmarks
            self.weights = weights
        }
    }
}

extension DetectionV1 {
    package struct AbodFit: ProtobufMessage {
        package var rows: DetectionV1.TrainingRows?
        package var neighbours: UInt32

        package init() {
            rows = nil
            neighbours = 0
        }

        package init(
            rows: DetectionV1.TrainingRows? = nil,
            neighbours: UInt32 = 0
        ) {
            self.rows = rows
            self.neighbours = neighbours
        }
    }
}

extension DetectionV1 {
    /// A row's score combines how unlikely each member finds its own score of the row.
    package struct EnsembleFit: ProtobufMessage {
        package var members: [DetectionV1.EnsembleMember]
        /// "mean", "max", "median".
        package var combiner: String

        package init() {
            members = []
            combiner = ""
        }

        package init(
            members: [DetectionV1.EnsembleMember] = [],
            combiner: String = ""
        ) {
            self.members = members
            self.combiner = combiner
        }
    }
}

extension DetectionV1 {
    package struct EnsembleMember: ProtobufMessage {
        /// As in the catalogue of algorithms; not itself an ensemble.
        package var algorithm: String
        package var fit: DetectionV1.SnapshotFit?
        /// Ascending: the fit's scores of training rows.
        package var scores: PackedSlice<Double>
        package var weight: Double

        package init() {
            algorithm = ""
            fit = nil
            scores = PackedSlice()
            weight = 0
        }

        package init(
            algorithm: String = "",
            fit: DetectionV1.SnapshotFit? = nil,
            scores: PackedSlice<Double> = PackedSlice(),
            weight: Double = 0
        ) {
            self.algorithm = algorithm
            self.fit = fit
            self.scores = scores
            self.weight = weight
        }
    }
}
