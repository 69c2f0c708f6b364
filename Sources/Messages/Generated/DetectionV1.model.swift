// Generated from pynomaly/detection/v1/model.proto by `make protos`.

package import Protobuf

extension DetectionV1 {
    /// The bytes of a fitted model, as detection stores, hashes and signs them. They are data only: loading a model
    /// checks every number in it and runs nothing.
    package struct ModelSnapshot: ProtobufMessage {
        /// 1. A reader refuses versions that it does not know.
        package var formatVersion: UInt32
        /// "isolation_forest", "ecod", "robust_z".
        package var algorithm: String
        /// Also decides which fold each training row belongs to.
        package var seed: UInt64
        /// "contaminated", "clean".
        package var trainingMode: String
        package var trainingRowCount: Int64
        /// In the order in which every fit counts them.
        package var features: [DetectionV1.SnapshotFeature]
        /// "cross_fit", "leave_one_out".
        package var calibrationMethod: String
        /// Ascending.
        package var calibrationScores: PackedSlice<Double>
        /// "contamination", "false_positive_rate", "fixed_score", with its value. The threshold follows from it and
        /// the calibration scores.
        package var thresholdPolicy: String
        package var thresholdPolicyValue: Double
        /// The fit over all rows, then those over the rows outside each fold; a single one when it leaves rows out itself.
        package var fits: [DetectionV1.SnapshotFit]

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
            fits: [DetectionV1.SnapshotFit] = []
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

        package init() {
            name = ""
            median = 0
            expectedLow = 0
            expectedHigh = 0
            minimum = 0
            maximum = 0
            presentCount = 0
        }

        package init(
            name: String = "",
            median: Double = 0,
            expectedLow: Double = 0,
            expectedHigh: Double = 0,
            minimum: Double = 0,
            maximum: Double = 0,
            presentCount: Int64 = 0
        ) {
            self.name = name
            self.median = median
            self.expectedLow = expectedLow
            self.expectedHigh = expectedHigh
            self.minimum = minimum
            self.maximum = maximum
            self.presentCount = presentCount
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
