// Generated from pynomaly/detection/v1/stream.proto by `make protos`.

package import Protobuf

extension DetectionV1 {
    /// The bytes of a detector that learns from each point as it comes: data only, every number is checked when it is loaded.
    package struct StreamSnapshot: ProtobufMessage {
        /// 1. A reader refuses versions that it does not know.
        package var formatVersion: UInt32
        /// "half_space_trees", "random_cut_forest", "ewma".
        package var algorithm: String
        package var seed: UInt64
        /// In the order of a point's values.
        package var features: [String]
        /// Points that it has learned from.
        package var pointCount: UInt64
        /// Scores of the last points, the oldest first, each given before it learned from the point.
        package var calibrationScores: PackedSlice<Double>
        package var state: State?

        package init() {
            formatVersion = 0
            algorithm = ""
            seed = 0
            features = []
            pointCount = 0
            calibrationScores = PackedSlice()
            state = nil
        }

        package init(
            formatVersion: UInt32 = 0,
            algorithm: String = "",
            seed: UInt64 = 0,
            features: [String] = [],
            pointCount: UInt64 = 0,
            calibrationScores: PackedSlice<Double> = PackedSlice(),
            state: State? = nil
        ) {
            self.formatVersion = formatVersion
            self.algorithm = algorithm
            self.seed = seed
            self.features = features
            self.pointCount = pointCount
            self.calibrationScores = calibrationScores
            self.state = state
        }

        package enum State: Sendable, Equatable {
            case halfSpaceTrees(DetectionV1.HalfSpaceTreesState)
            case randomCutForest(DetectionV1.RandomCutForestState)
            case ewma(DetectionV1.EwmaState)
        }
    }
}

extension DetectionV1 {
    /// Trees one after the other, each complete to `depth`, as a heap.
    package struct HalfSpaceTreesState: ProtobufMessage {
        package var treeCount: UInt32
        package var depth: UInt32
        package var window: UInt32
        /// One entry per inner node.
        package var features: PackedSlice<UInt32>
        package var thresholds: PackedSlice<Double>
        /// One entry per node: points in the last whole window and in the running one.
        package var referenceMasses: PackedSlice<UInt32>
        package var latestMasses: PackedSlice<UInt32>
        /// Points until there are ranges to build trees in; row-major.
        package var waiting: PackedSlice<Double>

        package init() {
            treeCount = 0
            depth = 0
            window = 0
            features = PackedSlice()
            thresholds = PackedSlice()
            referenceMasses = PackedSlice()
            latestMasses = PackedSlice()
            waiting = PackedSlice()
        }

        package init(
            treeCount: UInt32 = 0,
            depth: UInt32 = 0,
            window: UInt32 = 0,
            features: PackedSlice<UInt32> = PackedSlice(),
            thresholds: PackedSlice<Double> = PackedSlice(),
            referenceMasses: PackedSlice<UInt32> = PackedSlice(),
            latestMasses: PackedSlice<UInt32> = PackedSlice(),
            waiting: PackedSlice<Double> = PackedSlice()
        ) {
            self.treeCount = treeCount
            self.depth = depth
            self.window = window
            self.features = features
            self.thresholds = thresholds
            self.referenceMasses = referenceMasses
            self.latestMasses = latestMasses
            self.waiting = waiting
        }
    }
}

extension DetectionV1 {
    /// The reservoir's points, which the trees are made of: they follow from the seed and the order of insertion.
    package struct RandomCutForestState: ProtobufMessage {
        package var treeCount: UInt32
        package var capacity: UInt32
        package var shingle: UInt32
        /// Trees one after the other: how many points each holds, then their places in `points`.
        package var treeSizes: PackedSlice<UInt32>
        package var treePoints: PackedSlice<UInt32>
        /// Preorder of all trees: 0 for a leaf, else the number of the cut's dimension plus 1.
        package var cuts: PackedSlice<UInt32>
        package var thresholds: PackedSlice<Double>
        /// Row-major, shingled.
        package var points: PackedSlice<Double>
        /// The last values, of which the next shingle is made.
        package var tail: PackedSlice<Double>
        /// Reservoir weights, one for each of `tree_points`, and the generator's state.
        package var weights: PackedSlice<Double>
        package var generator: PackedSlice<UInt64>

        package init() {
            treeCount = 0
            capacity = 0
            shingle = 0
            treeSizes = PackedSlice()
            treePoints = PackedSlice()
            cuts = PackedSlice()
            thresholds = PackedSlice()
            points = PackedSlice()
            tail = PackedSlice()
            weights = PackedSlice()
            generator = PackedSlice()
        }

        package init(
            treeCount: UInt32 = 0,
            capacity: UInt32 = 0,
            shingle: UInt32 = 0,
            treeSizes: PackedSlice<UInt32> = PackedSlice(),
            treePoints: PackedSlice<UInt32> = PackedSlice(),
            cuts: PackedSlice<UInt32> = PackedSlice(),
            thresholds: PackedSlice<Double> = PackedSlice(),
            points: PackedSlice<Double> = PackedSlice(),
            tail: PackedSlice<Double> = PackedSlice(),
            weights: PackedSlice<Double> = PackedSlice(),
            generator: PackedSlice<UInt64> = PackedSlice()
        ) {
            self.treeCount = treeCount
            self.capacity = capacity
            self.shingle = shingle
            self.treeSizes = treeSizes
            self.treePoints = treePoints
            self.cuts = cuts
            self.thresholds = thresholds
            self.points = points
            self.tail = tail
            self.weights = weights
            self.generator = generator
        }
    }
}

extension DetectionV1 {
    /// One entry per feature.
    package struct EwmaState: ProtobufMessage {
        package var halfLife: Double
        package var means: PackedSlice<Double>
        package var variances: PackedSlice<Double>
        package var weights: PackedSlice<Double>

        package init() {
            halfLife = 0
            means = PackedSlice()
            variances = PackedSlice()
            weights = PackedSlice()
        }

        package init(
            halfLife: Double = 0,
            means: PackedSlice<Double> = PackedSlice(),
            variances: PackedSlice<Double> = PackedSlice(),
            weights: PackedSlice<Double> = PackedSlice()
        ) {
            self.halfLife = halfLife
            self.means = means
            self.variances = variances
            self.weights = weights
        }
    }
}
