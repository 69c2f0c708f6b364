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
        features = arena.packed(c.pointee.features, c.pointee.n_features)
        thresholds = arena.packed(c.pointee.thresholds, c.pointee.n_thresholds)
        referenceMasses = arena.packed(c.pointee.reference_masses, c.pointee.n_reference_masses)
        latestMasses = arena.packed(c.pointee.latest_masses, c.pointee.n_latest_masses)
        waiting = arena.packed(c.pointee.waiting, c.pointee.n_waiting)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__HalfSpaceTreesState.self)
        pynomaly__detection__v1__half_space_trees_state__init(c)
        c.pointee.tree_count = treeCount
        c.pointee.depth = depth
        c.pointee.window = window
        c.pointee.n_features = features.count
        c.pointee.features = arena.packed(features)
        c.pointee.n_thresholds = thresholds.count
        c.pointee.thresholds = arena.packed(thresholds)
        c.pointee.n_reference_masses = referenceMasses.count
        c.pointee.reference_masses = arena.packed(referenceMasses)
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
        treeSizes = arena.packed(c.pointee.tree_sizes, c.pointee.n_tree_sizes)
        treePoints = arena.packed(c.pointee.tree_points, c.pointee.n_tree_points)
        cuts = arena.packed(c.pointee.cuts, c.pointee.n_cuts)
        thresholds = arena.packed(c.pointee.thresholds, c.pointee.n_thresholds)
        points = arena.packed(c.pointee.points, c.pointee.n_points)
        tail = arena.packed(c.pointee.tail, c.pointee.n_tail)
        weights = arena.packed(c.pointee.weights, c.pointee.n_weights)
        generator = arena.packed(c.pointee.generator, c.pointee.n_generator)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__RandomCutForestState.self)
        pynomaly__detection__v1__random_cut_forest_state__init(c)
        c.pointee.tree_count = treeCount
        c.pointee.capacity = capacity
        c.pointee.shingle = shingle
        c.pointee.n_tree_sizes = treeSizes.count
        c.pointee.tree_sizes = arena.packed(treeSizes)
        c.pointee.n_tree_points = treePoints.count
        c.pointee.tree_points = arena.packed(treePoints)
        c.pointee.n_cuts = cuts.count
        c.pointee.cuts = arena.packed(cuts)
        c.pointee.n_thresholds = thresholds.count
        c.pointee.thresholds = arena.packed(thresholds)
        c.pointee.n_points = points.count
        c.pointee.points = arena.packed(points)
        c.pointee.n_tail = tail.count
        c.pointee.tail = arena.packed(tail)
        c.pointee.n_weights = weights.count
        c.pointee.weights = arena.packed(weights)
        c.pointee.n_generator = generator.count
        c.pointee.generator = arena.packed(generator)
    }
}

extension DetectionV1.EwmaState {
    package static var messageName: String { "pynomaly.detection.v1.EwmaState" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__ewma_state__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__EwmaState.self)
        halfLife = c.pointee.half_life
        means = arena.packed(c.pointee.means, c.pointee.n_means)
        variances = arena.packed(c.pointee.variances, c.pointee.n_variances)
        weights = arena.packed(c.pointee.weights, c.pointee.n_weights)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__EwmaState.self)
        pynomaly__detection__v1__ewma_state__init(c)
        c.pointee.half_life = halfLife
        c.pointee.n_means = means.count
        c.pointee.means = arena.packed(means)
        c.pointee.n_variances = variances.count
        c.pointee.variances = arena.packed(variances)
        c.pointee.n_weights = weights.count
        c.pointee.weights = arena.packed(weights)
    }
}
