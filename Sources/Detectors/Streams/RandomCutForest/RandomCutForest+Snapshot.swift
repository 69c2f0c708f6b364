internal import Messages
internal import Protobuf

extension RandomCutForest {
    var state: DetectionV1.StreamSnapshot.State {
        var message = DetectionV1.RandomCutForestState()
        message.treeCount = UInt32(options.trees)
        message.capacity = UInt32(options.capacity)
        message.shingle = UInt32(options.shingle)
        message.timeDecay = options.timeDecay
        message.scales = PackedSlice(scales)
        message.waiting = PackedSlice(waiting)
        message.tail = PackedSlice(tail)
        var writer = TreeWriter()
        for tree in trees { writer.write(tree) }
        message.points = PackedSlice(writer.points)
        message.cuts = PackedSlice(writer.cuts)
        message.thresholds = PackedSlice(writer.thresholds)
        message.leafPoints = PackedSlice(writer.leafPoints)
        message.leafCounts = PackedSlice(writer.leafCounts)
        message.weights = PackedSlice(writer.weights)
        return .randomCutForest(message)
    }

    static func read(
        _ state: DetectionV1.StreamSnapshot.State, featureCount: Int, seed: UInt64, pointCount: UInt64
    ) throws(DetectorError) -> (any StreamEngine)? {
        guard case .randomCutForest(let message) = state else { return nil }
        return try RandomCutForest(message, featureCount: featureCount, seed: seed, pointCount: pointCount)
    }

    private init(
        _ message: DetectionV1.RandomCutForestState, featureCount: Int, seed: UInt64, pointCount: UInt64
    ) throws(DetectorError) {
        let options = Options(
            trees: Int(message.treeCount), capacity: Int(message.capacity), shingle: Int(message.shingle),
            timeDecay: message.timeDecay)
        guard Options.trees.contains(options.trees), Options.capacities.contains(options.capacity),
            Options.shingles.contains(options.shingle), Options.timeDecays.contains(options.timeDecay),
            options.fits(featureCount: featureCount)
        else { throw .corrupt("random_cut_forest", "its parameters are out of range") }
        self.init(options: options, featureCount: featureCount, seed: seed)
        waiting = Array(message.waiting)
        scales = Array(message.scales)
        tail = Array(message.tail)
        let learned = scales.isEmpty ? waiting.count / featureCount : pointsNeeded
        guard pointCount >= learned else {
            throw .corrupt("point_count", "\(pointCount) for \(learned) points learned from")
        }
        guard !scales.isEmpty else {
            guard waiting.count < pointsNeeded * featureCount, waiting.count % featureCount == 0, tail.isEmpty,
                waiting.allSatisfy({ abs($0) <= DetectorLimits.magnitudeMax }), message.points.isEmpty,
                message.cuts.isEmpty
            else { throw .corrupt("waiting", "is not the beginning of a stream") }
            return
        }
        guard waiting.isEmpty, scales.count == featureCount, tail.count == width - featureCount,
            scales.allSatisfy({ $0 > 0 && $0 <= 2 * DetectorLimits.magnitudeMax }),
            tail.allSatisfy({ abs($0) <= StreamLimits.scaledMagnitudeMax })
        else { throw .corrupt("scales", "do not fit \(featureCount) features") }
        var reader = try TreeReader(message, options: options, width: width)
        for tree in trees.indices { trees[tree] = try reader.tree() }
        guard reader.isAtEnd else { throw .corrupt("random_cut_forest", "has more nodes than trees") }
    }
}

/// Writes trees as lists in preorder. Points that several trees hold are written once.
private struct TreeWriter {
    var points: [Double] = []
    var cuts: [UInt32] = []
    var thresholds: [Double] = []
    var leafPoints: [UInt32] = []
    var leafCounts: [UInt32] = []
    var weights: [Double] = []
    private var places: [[Double]: UInt32] = [:]

    mutating func write(_ tree: ReservoirTree) {
        var weightsOfLeaf: [Int32: [Double]] = [:]
        for member in tree.members { weightsOfLeaf[member.leaf, default: []].append(member.weight) }
        // Preorder: the left child is written before the right one.
        var open = tree.cuts.root == RandomCutTree.none ? [] : [tree.cuts.root]
        while let node = open.popLast() {
            if tree.cuts.isLeaf(node) {
                write(leaf: node, of: tree.cuts, weights: (weightsOfLeaf[node] ?? []).sorted())
            } else {
                let cut = tree.cuts.cuts[Int(node)]
                cuts.append(UInt32(cut.dimension) + 1)
                thresholds.append(cut.threshold)
                open += [cut.right, cut.left]
            }
        }
    }

    private mutating func write(leaf: Int32, of tree: RandomCutTree, weights: [Double]) {
        let start = tree.values(of: leaf)
        let point = Array(tree.points[start..<(start + tree.width)])
        cuts.append(0)
        leafCounts.append(UInt32(weights.count))
        self.weights += weights
        if let place = places[point] {
            leafPoints.append(place)
        } else {
            let place = UInt32(places.count)
            places[point] = place
            leafPoints.append(place)
            points += point
        }
    }
}
