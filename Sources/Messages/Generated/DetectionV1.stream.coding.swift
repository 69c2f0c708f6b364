// Generated from pynomaly/detection/v1/stream.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension DetectionV1.StreamSnapshot {
    package static var messageName: String { "pynomaly.detection.v1.StreamSnapshot" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__stream_snapshot__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__StreamSnapshot.self)
        formatVersion = c.pointee.format_version
        algorithm = arena.string(c.pointee.algorithm)
        seed = c.pointee.seed
        features = arena.strings(c.pointee.features, c.pointee.n_features)
        pointCount = c.pointee.point_count
        calibrationScores = arena.packed(c.pointee.calibration_scores, c.pointee.n_calibration_scores)
        switch c.pointee.state_case.rawValue {
        case 7: state = .halfSpaceTrees(arena.message(c.pointee.half_space_trees) ?? DetectionV1.HalfSpaceTreesState())
        case 8: state = .randomCutForest(arena.message(c.pointee.random_cut_forest) ?? DetectionV1.RandomCutForestState())
        case 9: state = .ewma(arena.message(c.pointee.ewma) ?? DetectionV1.EwmaState())
        default: break
        }
        calibrationWindow = c.pointee.calibration_window
        alertPValue = c.pointee.alert_p_value
        refractoryPoints = c.pointee.refractory_points
        refractoryLeft = c.pointee.refractory_left
        lastValues = arena.packed(c.pointee.last_values, c.pointee.n_last_values)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__StreamSnapshot.self)
        pynomaly__detection__v1__stream_snapshot__init(c)
        c.pointee.format_version = formatVersion
        if !algorithm.isEmpty { c.pointee.algorithm = arena.string(algorithm) }
        c.pointee.seed = seed
        c.pointee.n_features = features.count
        c.pointee.features = arena.strings(features)
        c.pointee.point_count = pointCount
        c.pointee.n_calibration_scores = calibrationScores.count
        c.pointee.calibration_scores = arena.packed(calibrationScores)
        switch state {
        case .halfSpaceTrees(let value):
            c.pointee.state_case = .init(rawValue: 7)
            c.pointee.half_space_trees = arena.fill(value)
        case .randomCutForest(let value):
            c.pointee.state_case = .init(rawValue: 8)
            c.pointee.random_cut_forest = arena.fill(value)
        case .ewma(let value):
            c.pointee.state_case = .init(rawValue: 9)
            c.pointee.ewma = arena.fill(value)
        case nil: break
        }
        c.pointee.calibration_window = calibrationWindow
        c.pointee.alert_p_value = alertPValue
        c.pointee.refractory_points = refractoryPoints
        c.pointee.refractory_left = refractoryLeft
        c.pointee.n_last_values = lastValues.count
        c.pointee.last_values = arena.packed(lastValues)
    }
}

extension DetectionV1.HalfSpaceTreesState {
    package static var messageName: String { "pynomaly.detection.v1.HalfSpaceTreesState" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__half_space_trees_state__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__HalfSpaceTreesState.self)
        treeCount = c.pointee.tree_count
        depth = c.pointee.depth
        window = c.pointee.window
        sizeLimit = c.pointee.size_limit
        lows = arena.packed(c.pointee.lows, c.pointee.n_lows)
        highs = arena.packed(c.pointee.highs, c.pointee.n_highs)
        referenceNodes = arena.packed(c.pointee.reference_nodes, c.pointee.n_reference_nodes)
        referenceMasses = arena.packed(c.pointee.reference_masses, c.pointee.n_reference_masses)
        latestNodes = arena.packed(c.pointee.latest_nodes, c.pointee.n_latest_nodes)
        latestMasses = arena.packed(c.pointee.latest_masses, c.pointee.n_latest_masses)
        waiting = arena.packed(c.pointee.waiting, c.pointee.n_waiting)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__HalfSpaceTreesState.self)
        pynomaly__detection__v1__half_space_trees_state__init(c)
        c.pointee.tree_count = treeCount
        c.pointee.depth = depth
        c.pointee.window = window
        c.pointee.size_limit = sizeLimit
        c.pointee.n_lows = lows.count
        c.pointee.lows = arena.packed(lows)
        c.pointee.n_highs = highs.count
        c.pointee.highs = arena.packed(highs)
        c.pointee.n_reference_nodes = referenceNodes.count
        c.pointee.reference_nodes = arena.packed(referenceNodes)
        c.pointee.n_reference_masses = referenceMasses.count
        c.pointee.reference_masses = arena.packed(referenceMasses)
        c.pointee.n_latest_nodes = latestNodes.count
        c.pointee.latest_nodes = arena.packed(latestNodes)
        c.pointee.n_latest_masses = latestMasses.count
        c.pointee.latest_masses = arena.packed(latestMasses)
        c.pointee.n_waiting = waiting.count
        c.pointee.waiting = arena.packed(waiting)
    }
}

extension DetectionV1.RandomCutForestState {
    package static var messageName: String { "pynomaly.detection.v1.RandomCutForestState" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__random_cut_forest_state__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__RandomCutForestState.self)
        treeCount = c.pointee.tree_count
        capacity = c.pointee.capacity
        shingle = c.pointee.shingle
        timeDecay = c.pointee.time_decay
        scales = arena.packed(c.pointee.scales, c.pointee.n_scales)
        waiting = arena.packed(c.pointee.waiting, c.pointee.n_waiting)
        tail = arena.packed(c.pointee.tail, c.pointee.n_tail)
        points = arena.packed(c.pointee.points, c.pointee.n_points)
        cuts = arena.packed(c.pointee.cuts, c.pointee.n_cuts)
        thresholds = arena.packed(c.pointee.thresholds, c.pointee.n_thresholds)
        leafPoints = arena.packed(c.pointee.leaf_points, c.pointee.n_leaf_points)
        leafCounts = arena.packed(c.pointee.leaf_counts, c.pointee.n_leaf_counts)
        weights = arena.packed(c.pointee.weights, c.pointee.n_weights)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__RandomCutForestState.self)
        pynomaly__detection__v1__random_cut_forest_state__init(c)
        c.pointee.tree_count = treeCount
        c.pointee.capacity = capacity
        c.pointee.shingle = shingle
        c.pointee.time_decay = timeDecay
        c.pointee.n_scales = scales.count
        c.pointee.scales = arena.packed(scales)
        c.pointee.n_waiting = waiting.count
        c.pointee.waiting = arena.packed(waiting)
        c.pointee.n_tail = tail.count
        c.pointee.tail = arena.packed(tail)
        c.pointee.n_points = points.count
        c.pointee.points = arena.packed(points)
        c.pointee.n_cuts = cuts.count
        c.pointee.cuts = arena.packed(cuts)
        c.pointee.n_thresholds = thresholds.count
        c.pointee.thresholds = arena.packed(thresholds)
        c.pointee.n_leaf_points = leafPoints.count
        c.pointee.leaf_points = arena.packed(leafPoints)
        c.pointee.n_leaf_counts = leafCounts.count
        c.pointee.leaf_counts = arena.packed(leafCounts)
        c.pointee.n_weights = weights.count
        c.pointee.weights = arena.packed(weights)
    }
}

extension DetectionV1.EwmaState {
    package static var messageName: String { "pynomaly.detection.v1.EwmaState" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__ewma_state__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__EwmaState.self)
        halfLife = c.pointee.half_life
        aggregation = arena.string(c.pointee.aggregation)
        robust = c.pointee.robust != 0
        means = arena.packed(c.pointee.means, c.pointee.n_means)
        squares = arena.packed(c.pointee.squares, c.pointee.n_squares)
        weights = arena.packed(c.pointee.weights, c.pointee.n_weights)
        counts = arena.packed(c.pointee.counts, c.pointee.n_counts)
        farRuns = arena.packed(c.pointee.far_runs, c.pointee.n_far_runs)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__EwmaState.self)
        pynomaly__detection__v1__ewma_state__init(c)
        c.pointee.half_life = halfLife
        if !aggregation.isEmpty { c.pointee.aggregation = arena.string(aggregation) }
        c.pointee.robust = robust ? 1 : 0
        c.pointee.n_means = means.count
        c.pointee.means = arena.packed(means)
        c.pointee.n_squares = squares.count
        c.pointee.squares = arena.packed(squares)
        c.pointee.n_weights = weights.count
        c.pointee.weights = arena.packed(weights)
        c.pointee.n_counts = counts.count
        c.pointee.counts = arena.packed(counts)
        c.pointee.n_far_runs = farRuns.count
        c.pointee.far_runs = arena.packed(farRuns)
    }
}
