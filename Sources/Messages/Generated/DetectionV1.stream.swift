// Generated from pynomaly/detection/v1/stream.proto by `make protos`.

package import Protobuf

extension DetectionV1 {
    /// The bytes of a detector that learns from each point as it comes: data only, every number is checked when it is loaded.
    package struct StreamSnapshot: ProtobufMessage {
        /// 1. A reader refuses versions that it does not know.
        package var formatVersion: UInt32
        /// "ewma", "half_space_trees", "random_cut_forest".
        package var algorithm: String
        package var seed: UInt64
        /// In the order of a point's values.
        package var features: [String]
        /// Points that it has learned from.
        package var pointCount: UInt64
        /// Scores of the last points, the oldest first, each given before it learned from the point.
        package var calibrationScores: PackedSlice<Double>
        package var state: State?
        /// Scores that are kept at most.
        package var calibrationWindow: UInt32
        package var alertPValue: Double
        /// Points after an alert that raise no other.
        package var refractoryPoints: UInt32
        /// Points that still raise none.
        package var refractoryLeft: UInt32
        /// Each feature's last value that was not missing; not a number before the first.
        package var lastValues: PackedSlice<Double>

        package init() {
            formatVersion = 0
            algorithm = ""
            seed = 0
            features = []
            pointCount = 0
            calibrationScores = PackedSlice()
            state = nil
            calibrationWindow = 0
            alertPValue = 0
            refractoryPoints = 0
            refractoryLeft = 0
            lastValues = PackedSlice()
        }

        package init(
            formatVersion: UInt32 = 0,
            algorithm: String = "",
            seed: UInt64 = 0,
            features: [String] = [],
            pointCount: UInt64 = 0,
            calibrationScores: PackedSlice<Double> = PackedSlice(),
            state: State? = nil,
            calibrationWindow: UInt32 = 0,
            alertPValue: Double = 0,
            refractoryPoints: UInt32 = 0,
            refractoryLeft: UInt32 = 0,
            lastValues: PackedSlice<Double> = PackedSlice()
        ) {
            self.formatVersion = formatVersion
            self.algorithm = algorithm
            self.seed = seed
            self.features = features
            self.pointCount = pointCount
            self.calibrationScores = calibrationScores
            self.state = state
            self.calibrationWindow = calibrationWindow
            self.alertPValue = alertPValue
            self.refractoryPoints = refractoryPoints
            self.refractoryLeft = refractoryLeft
            self.lastValues = lastValues
        }

        package enum State: Sendable, Equatable {
            case halfSpaceTrees(DetectionV1.HalfSpaceTreesState)
            case randomCutForest(DetectionV1.RandomCutForestState)
            case ewma(DetectionV1.EwmaState)
        }
    }
}

extension DetectionV1 {
    /// The trees follow from the seed and the ranges. They lie one after the other, each complete to `depth`, as a heap.
    package struct HalfSpaceTreesState: ProtobufMessage {
        package var treeCount: UInt32
        package var depth: UInt32
        package var window: UInt32
        package var sizeLimit: UInt32
        /// One entry per feature: its range in the first window. Empty until that is whole.
        package var lows: PackedSlice<Double>
        package var highs: PackedSlice<Double>
        /// Nodes that hold points of the last whole window, ascending, and how many.
        package var referenceNodes: PackedSlice<UInt32>
        package var referenceMasses: PackedSlice<UInt32>
        /// The same of the running window.
        package var latestNodes: PackedSlice<UInt32>
        package var latestMasses: PackedSlice<UInt32>
        /// Points until there are ranges; row-major.
        package var waiting: PackedSlice<Double>

        package init() {
            treeCount = 0
            depth = 0
            window = 0
            sizeLimit = 0
            lows = PackedSlice()
            highs = PackedSlice()
            referenceNodes = PackedSlice()
            referenceMasses = PackedSlice()
            latestNodes = PackedSlice()
            latestMasses = PackedSlice()
            waiting = PackedSlice()
        }

        package init(
            treeCount: UInt32 = 0,
            depth: UInt32 = 0,
            window: UInt32 = 0,
            sizeLimit: UInt32 = 0,
            lows: PackedSlice<Double> = PackedSlice(),
            highs: PackedSlice<Double> = PackedSlice(),
            referenceNodes: PackedSlice<UInt32> = PackedSlice(),
            referenceMasses: PackedSlice<UInt32> = PackedSlice(),
            latestNodes: PackedSlice<UInt32> = PackedSlice(),
            latestMasses: PackedSlice<UInt32> = PackedSlice(),
            waiting: PackedSlice<Double> = PackedSlice()
        ) {
            self.treeCount = treeCount
            self.depth = depth
            self.window = window
            self.sizeLimit = sizeLimit
            self.lows = lows
            self.highs = highs
            self.referenceNodes = referenceNodes
            self.referenceMasses = referenceMasses
            self.latestNodes = latestNodes
            self.latestMasses = latestMasses
            self.waiting = waiting
        }
    }
}

extension DetectionV1 {
    /// Trees over the points of a reservoir each. Lists go through the trees one after the other, each in preorder.
    package struct RandomCutForestState: ProtobufMessage {
        package var treeCount: UInt32
        package var capacity: UInt32
        package var shingle: UInt32
        package var timeDecay: Double
        /// One entry per feature: values are divided by it. Empty until it is known.
        package var scales: PackedSlice<Double>
        /// Points until there are scales; row-major.
        package var waiting: PackedSlice<Double>
        /// The last `shingle` - 1 points, scaled, of which the next shingle is made; row-major.
        package var tail: PackedSlice<Double>
        /// Scaled shingles, row-major, the feature of a point changing fastest.
        package var points: PackedSlice<Double>
        /// 0 for a leaf, else the number of the cut's dimension plus 1.
        package var cuts: PackedSlice<UInt32>
        /// One entry per cut: points at or below go left.
        package var thresholds: PackedSlice<Double>
        /// One entry per leaf: its place in `points`, and how many equal points it stands for.
        package var leafPoints: PackedSlice<UInt32>
        package var leafCounts: PackedSlice<UInt32>
        /// One entry per point of a leaf: its weight in the reservoir, of which the greatest leaves first.
        package var weights: PackedSlice<Double>

        package init() {
            treeCount = 0
            capacity = 0
            shingle = 0
            timeDecay = 0
            scales = PackedSlice()
            waiting = PackedSlice()
            tail = PackedSlice()
            points = PackedSlice()
            cuts = PackedSlice()
            thresholds = PackedSlice()
            leafPoints = PackedSlice()
            leafCounts = PackedSlice()
            weights = PackedSlice()
        }

        package init(
            treeCount: UInt32 = 0,
            capacity: UInt32 = 0,
            shingle: UInt32 = 0,
            timeDecay: Double = 0,
            scales: PackedSlice<Double> = PackedSlice(),
            waiting: PackedSlice<Double> = PackedSlice(),
            tail: PackedSlice<Double> = PackedSlice(),
            points: PackedSlice<Double> = PackedSlice(),
            cuts: PackedSlice<UInt32> = PackedSlice(),
            thresholds: PackedSlice<Double> = PackedSlice(),
            leafPoints: PackedSlice<UInt32> = PackedSlice(),
            leafCounts: PackedSlice<UInt32> = PackedSlice(),
            weights: PackedSlice<Double> = PackedSlice()
        ) {
            self.treeCount = treeCount
            self.capacity = capacity
            self.shingle = shingle
            self.timeDecay = timeDecay
            self.scales = scales
            self.waiting = waiting
            self.tail = tail
            self.points = points
            self.cuts = cuts
            self.thresholds = thresholds
            self.leafPoints = leafPoints
            self.leafCounts = leafCounts
            self.weights = weights
        }
    }
}

extension DetectionV1 {
    /// One entry per feature.
    package struct EwmaState: ProtobufMessage {
        package var halfLife: Double
        /// "max" or "mean".
        package var aggregation: String
        /// Whether far values are pulled in before they are learned.
        package var robust: Bool
        package var means: PackedSlice<Double>
        /// Weighted sums of squared deviations.
        package var squares: PackedSlice<Double>
        /// Sums of weights.
        package var weights: PackedSlice<Double>
        /// Values present so far, up to those that are needed.
        package var counts: PackedSlice<UInt32>
        /// Far values in a row.
        package var farRuns: PackedSlice<UInt32>

        package init() {
            halfLife = 0
            aggregation = ""
            robust = false
            means = PackedSlice()
            squares = PackedSlice()
            weights = PackedSlice()
            counts = PackedSlice()
            farRuns = PackedSlice()
        }

        package init(
            halfLife: Double = 0,
            aggregation: String = "",
            robust: Bool = false,
            means: PackedSlice<Double> = PackedSlice(),
            squares: PackedSlice<Double> = PackedSlice(),
            weights: PackedSlice<Double> = PackedSlice(),
            counts: PackedSlice<UInt32> = PackedSlice(),
            farRuns: PackedSlice<UInt32> = PackedSlice()
        ) {
            self.halfLife = halfLife
            self.aggregation = aggregation
            self.robust = robust
            self.means = means
            self.squares = squares
            self.weights = weights
            self.counts = counts
            self.farRuns = farRuns
        }
    }
}
