internal import Messages
internal import Protobuf

extension HalfSpaceTrees {
    var state: DetectionV1.StreamSnapshot.State {
        var message = DetectionV1.HalfSpaceTreesState()
        message.treeCount = UInt32(options.trees)
        message.depth = UInt32(options.depth)
        message.window = UInt32(options.window)
        message.sizeLimit = UInt32(options.sizeLimit)
        message.lows = PackedSlice(space?.lows ?? [])
        message.highs = PackedSlice(space?.highs ?? [])
        message.waiting = PackedSlice(waiting)
        let referenceNodes = reference.indices.filter { reference[$0] > 0 }
        message.referenceNodes = PackedSlice(referenceNodes.map { UInt32($0) })
        message.referenceMasses = PackedSlice(referenceNodes.map { reference[$0] })
        let latestNodes = latest.indices.filter { latest[$0] > 0 }
        message.latestNodes = PackedSlice(latestNodes.map { UInt32($0) })
        message.latestMasses = PackedSlice(latestNodes.map { latest[$0] })
        return .halfSpaceTrees(message)
    }

    static func read(
        _ state: DetectionV1.StreamSnapshot.State, featureCount: Int, seed: UInt64, pointCount: UInt64
    ) throws(DetectorError) -> (any StreamEngine)? {
        guard case .halfSpaceTrees(let message) = state else { return nil }
        let trees = try HalfSpaceTrees(message, featureCount: featureCount, seed: seed)
        let learned = trees.learnedCount
        guard pointCount >= learned else {
            throw .corrupt("point_count", "\(pointCount) for \(learned) points learned from")
        }
        return trees
    }

    /// Points that the state cannot be without.
    private var learnedCount: Int {
        space == nil ? waiting.count / featureCount : options.window + Int(latest.first ?? 0)
    }

    private init(
        _ message: DetectionV1.HalfSpaceTreesState, featureCount: Int, seed: UInt64
    ) throws(DetectorError) {
        let options = Options(
            trees: Int(message.treeCount), depth: Int(message.depth), window: Int(message.window),
            sizeLimit: Int(message.sizeLimit))
        guard Options.trees.contains(options.trees), Options.depths.contains(options.depth),
            Options.windows.contains(options.window), options.sizeLimit <= options.window,
            options.leafCount <= Options.leavesMax
        else { throw .corrupt("half_space_trees", "its parameters are out of range") }
        self.init(options: options, featureCount: featureCount, seed: seed)
        guard !message.lows.isEmpty else {
            waiting = Array(message.waiting)
            guard waiting.count < options.window * featureCount, waiting.count % featureCount == 0,
                waiting.allSatisfy({ abs($0) <= DetectorLimits.magnitudeMax })
            else { throw .corrupt("waiting", "is not the beginning of a window") }
            return
        }
        let limit = 2 * DetectorLimits.magnitudeMax
        guard message.waiting.isEmpty, message.lows.count == featureCount, message.highs.count == featureCount,
            zip(message.lows, message.highs).allSatisfy({ $0 < $1 && $0 >= -limit && $1 <= limit })
        else { throw .corrupt("lows", "are not the ranges of \(featureCount) features") }
        let space = HalfSpaces(options, ranges: (Array(message.lows), Array(message.highs)), seed: seed)
        reference = try Self.masses(message.referenceNodes, message.referenceMasses, space)
        latest = try Self.masses(message.latestNodes, message.latestMasses, space)
        let roots = stride(from: 0, to: space.nodeCount, by: space.nodesPerTree)
        guard roots.allSatisfy({ reference[$0] == options.window }),
            roots.allSatisfy({ latest[$0] == latest[0] }), latest[0] < options.window
        else { throw .corrupt("reference_masses", "are not those of a window") }
        self.space = space
    }

    /// The list of all nodes' masses. A whole's mass is that of its halves, so no sum can overflow.
    private static func masses(
        _ nodes: PackedSlice<UInt32>, _ masses: PackedSlice<UInt32>, _ space: HalfSpaces
    ) throws(DetectorError) -> [UInt32] {
        guard nodes.count == masses.count else { throw .corrupt("masses", "do not go with their nodes") }
        var all = [UInt32](repeating: 0, count: space.nodeCount)
        for (node, mass) in zip(nodes, masses) {
            guard node < all.count, mass <= Options.windows.upperBound else {
                throw .corrupt("masses", "hold a node that no tree has")
            }
            all[Int(node)] = mass
        }
        for tree in stride(from: 0, to: all.count, by: space.nodesPerTree) {
            for node in 0..<space.innerPerTree {
                guard all[tree + node] == all[tree + 2 * node + 1] + all[tree + 2 * node + 2] else {
                    throw .corrupt("masses", "of two halves are not those of their whole")
                }
            }
        }
        return all
    }
}
