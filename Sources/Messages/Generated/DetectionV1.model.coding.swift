// Generated from pynomaly/detection/v1/model.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension DetectionV1.ModelSnapshot {
    package static var messageName: String { "pynomaly.detection.v1.ModelSnapshot" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__model_snapshot__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ModelSnapshot.self)
        formatVersion = c.pointee.format_version
        algorithm = arena.string(c.pointee.algorithm)
        seed = c.pointee.seed
        trainingMode = arena.string(c.pointee.training_mode)
        trainingRowCount = c.pointee.training_row_count
        features = arena.messages(c.pointee.features, c.pointee.n_features)
        calibrationMethod = arena.string(c.pointee.calibration_method)
        calibrationScores = arena.packed(c.pointee.calibration_scores, c.pointee.n_calibration_scores)
        thresholdPolicy = arena.string(c.pointee.threshold_policy)
        thresholdPolicyValue = c.pointee.threshold_policy_value
        fits = arena.messages(c.pointee.fits, c.pointee.n_fits)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ModelSnapshot.self)
        pynomaly__detection__v1__model_snapshot__init(c)
        c.pointee.format_version = formatVersion
        if !algorithm.isEmpty { c.pointee.algorithm = arena.string(algorithm) }
        c.pointee.seed = seed
        if !trainingMode.isEmpty { c.pointee.training_mode = arena.string(trainingMode) }
        c.pointee.training_row_count = trainingRowCount
        c.pointee.n_features = features.count
        c.pointee.features = arena.messages(features)
        if !calibrationMethod.isEmpty { c.pointee.calibration_method = arena.string(calibrationMethod) }
        c.pointee.n_calibration_scores = calibrationScores.count
        c.pointee.calibration_scores = arena.packed(calibrationScores)
        if !thresholdPolicy.isEmpty { c.pointee.threshold_policy = arena.string(thresholdPolicy) }
        c.pointee.threshold_policy_value = thresholdPolicyValue
        c.pointee.n_fits = fits.count
        c.pointee.fits = arena.messages(fits)
    }
}

extension DetectionV1.SnapshotFeature {
    package static var messageName: String { "pynomaly.detection.v1.SnapshotFeature" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__snapshot_feature__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__SnapshotFeature.self)
        name = arena.string(c.pointee.name)
        median = c.pointee.median
        expectedLow = c.pointee.expected_low
        expectedHigh = c.pointee.expected_high
        minimum = c.pointee.minimum
        maximum = c.pointee.maximum
        presentCount = c.pointee.present_count
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__SnapshotFeature.self)
        pynomaly__detection__v1__snapshot_feature__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.median = median
        c.pointee.expected_low = expectedLow
        c.pointee.expected_high = expectedHigh
        c.pointee.minimum = minimum
        c.pointee.maximum = maximum
        c.pointee.present_count = presentCount
    }
}

extension DetectionV1.SnapshotFit {
    package static var messageName: String { "pynomaly.detection.v1.SnapshotFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__snapshot_fit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__SnapshotFit.self)
        switch c.pointee.fit_case.rawValue {
        case 1: fit = .isolationForest(arena.message(c.pointee.isolation_forest) ?? DetectionV1.IsolationForestFit())
        case 2: fit = .ecod(arena.message(c.pointee.ecod) ?? DetectionV1.EcodFit())
        case 3: fit = .robustZ(arena.message(c.pointee.robust_z) ?? DetectionV1.RobustZFit())
        case 4: fit = .hbos(arena.message(c.pointee.hbos) ?? DetectionV1.HbosFit())
        case 5: fit = .copod(arena.message(c.pointee.copod) ?? DetectionV1.CopodFit())
        case 6: fit = .knn(arena.message(c.pointee.knn) ?? DetectionV1.NeighbourFit())
        case 7: fit = .lof(arena.message(c.pointee.lof) ?? DetectionV1.LofFit())
        default: break
        }
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__SnapshotFit.self)
        pynomaly__detection__v1__snapshot_fit__init(c)
        switch fit {
        case .isolationForest(let value):
            c.pointee.fit_case = .init(rawValue: 1)
            c.pointee.isolation_forest = arena.fill(value)
        case .ecod(let value):
            c.pointee.fit_case = .init(rawValue: 2)
            c.pointee.ecod = arena.fill(value)
        case .robustZ(let value):
            c.pointee.fit_case = .init(rawValue: 3)
            c.pointee.robust_z = arena.fill(value)
        case .hbos(let value):
            c.pointee.fit_case = .init(rawValue: 4)
            c.pointee.hbos = arena.fill(value)
        case .copod(let value):
            c.pointee.fit_case = .init(rawValue: 5)
            c.pointee.copod = arena.fill(value)
        case .knn(let value):
            c.pointee.fit_case = .init(rawValue: 6)
            c.pointee.knn = arena.fill(value)
        case .lof(let value):
            c.pointee.fit_case = .init(rawValue: 7)
            c.pointee.lof = arena.fill(value)
        case nil: break
        }
    }
}

extension DetectionV1.IsolationForestFit {
    package static var messageName: String { "pynomaly.detection.v1.IsolationForestFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__isolation_forest_fit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__IsolationForestFit.self)
        sampleSize = c.pointee.sample_size
        treeCount = c.pointee.tree_count
        splits = arena.packed(c.pointee.splits, c.pointee.n_splits)
        thresholds = arena.packed(c.pointee.thresholds, c.pointee.n_thresholds)
        leafSizes = arena.packed(c.pointee.leaf_sizes, c.pointee.n_leaf_sizes)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__IsolationForestFit.self)
        pynomaly__detection__v1__isolation_forest_fit__init(c)
        c.pointee.sample_size = sampleSize
        c.pointee.tree_count = treeCount
        c.pointee.n_splits = splits.count
        c.pointee.splits = arena.packed(splits)
        c.pointee.n_thresholds = thresholds.count
        c.pointee.thresholds = arena.packed(thresholds)
        c.pointee.n_leaf_sizes = leafSizes.count
        c.pointee.leaf_sizes = arena.packed(leafSizes)
    }
}

extension DetectionV1.EcodFit {
    package static var messageName: String { "pynomaly.detection.v1.EcodFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__ecod_fit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__EcodFit.self)
        features = arena.messages(c.pointee.features, c.pointee.n_features)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__EcodFit.self)
        pynomaly__detection__v1__ecod_fit__init(c)
        c.pointee.n_features = features.count
        c.pointee.features = arena.messages(features)
    }
}

extension DetectionV1.TailCounts {
    package static var messageName: String { "pynomaly.detection.v1.TailCounts" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__tail_counts__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__TailCounts.self)
        values = arena.packed(c.pointee.values, c.pointee.n_values)
        below = arena.packed(c.pointee.below, c.pointee.n_below)
        atOrBelow = arena.packed(c.pointee.at_or_below, c.pointee.n_at_or_below)
        count = c.pointee.count
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__TailCounts.self)
        pynomaly__detection__v1__tail_counts__init(c)
        c.pointee.n_values = values.count
        c.pointee.values = arena.packed(values)
        c.pointee.n_below = below.count
        c.pointee.below = arena.packed(below)
        c.pointee.n_at_or_below = atOrBelow.count
        c.pointee.at_or_below = arena.packed(atOrBelow)
        c.pointee.count = count
    }
}

extension DetectionV1.RobustZFit {
    package static var messageName: String { "pynomaly.detection.v1.RobustZFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__robust_zfit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__RobustZFit.self)
        aggregation = arena.string(c.pointee.aggregation)
        medians = arena.packed(c.pointee.medians, c.pointee.n_medians)
        scales = arena.packed(c.pointee.scales, c.pointee.n_scales)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__RobustZFit.self)
        pynomaly__detection__v1__robust_zfit__init(c)
        if !aggregation.isEmpty { c.pointee.aggregation = arena.string(aggregation) }
        c.pointee.n_medians = medians.count
        c.pointee.medians = arena.packed(medians)
        c.pointee.n_scales = scales.count
        c.pointee.scales = arena.packed(scales)
    }
}

extension DetectionV1.HbosFit {
    package static var messageName: String { "pynomaly.detection.v1.HbosFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__hbos_fit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__HbosFit.self)
        features = arena.messages(c.pointee.features, c.pointee.n_features)
        tolerance = c.pointee.tolerance
        outside = c.pointee.outside
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__HbosFit.self)
        pynomaly__detection__v1__hbos_fit__init(c)
        c.pointee.n_features = features.count
        c.pointee.features = arena.messages(features)
        c.pointee.tolerance = tolerance
        c.pointee.outside = outside
    }
}

extension DetectionV1.HistogramScores {
    package static var messageName: String { "pynomaly.detection.v1.HistogramScores" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__histogram_scores__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__HistogramScores.self)
        mean = c.pointee.mean
        deviation = c.pointee.deviation
        low = c.pointee.low
        high = c.pointee.high
        scores = arena.packed(c.pointee.scores, c.pointee.n_scores)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__HistogramScores.self)
        pynomaly__detection__v1__histogram_scores__init(c)
        c.pointee.mean = mean
        c.pointee.deviation = deviation
        c.pointee.low = low
        c.pointee.high = high
        c.pointee.n_scores = scores.count
        c.pointee.scores = arena.packed(scores)
    }
}

extension DetectionV1.CopodFit {
    package static var messageName: String { "pynomaly.detection.v1.CopodFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__copod_fit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__CopodFit.self)
        features = arena.messages(c.pointee.features, c.pointee.n_features)
        skews = arena.packed(c.pointee.skews, c.pointee.n_skews)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__CopodFit.self)
        pynomaly__detection__v1__copod_fit__init(c)
        c.pointee.n_features = features.count
        c.pointee.features = arena.messages(features)
        c.pointee.n_skews = skews.count
        c.pointee.skews = arena.packed(skews)
    }
}

extension DetectionV1.Standardization {
    package static var messageName: String { "pynomaly.detection.v1.Standardization" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__standardization__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Standardization.self)
        means = arena.packed(c.pointee.means, c.pointee.n_means)
        deviations = arena.packed(c.pointee.deviations, c.pointee.n_deviations)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__Standardization.self)
        pynomaly__detection__v1__standardization__init(c)
        c.pointee.n_means = means.count
        c.pointee.means = arena.packed(means)
        c.pointee.n_deviations = deviations.count
        c.pointee.deviations = arena.packed(deviations)
    }
}

extension DetectionV1.TrainingRows {
    package static var messageName: String { "pynomaly.detection.v1.TrainingRows" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__training_rows__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__TrainingRows.self)
        standardization = arena.message(c.pointee.standardization)
        values = arena.packed(c.pointee.values, c.pointee.n_values)
        indices = arena.packed(c.pointee.indices, c.pointee.n_indices)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__TrainingRows.self)
        pynomaly__detection__v1__training_rows__init(c)
        if let standardization { c.pointee.standardization = arena.fill(standardization) }
        c.pointee.n_values = values.count
        c.pointee.values = arena.packed(values)
        c.pointee.n_indices = indices.count
        c.pointee.indices = arena.packed(indices)
    }
}

extension DetectionV1.NeighbourFit {
    package static var messageName: String { "pynomaly.detection.v1.NeighbourFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__neighbour_fit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__NeighbourFit.self)
        rows = arena.message(c.pointee.rows)
        neighbours = c.pointee.neighbours
        method = arena.string(c.pointee.method)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__NeighbourFit.self)
        pynomaly__detection__v1__neighbour_fit__init(c)
        if let rows { c.pointee.rows = arena.fill(rows) }
        c.pointee.neighbours = neighbours
        if !method.isEmpty { c.pointee.method = arena.string(method) }
    }
}

extension DetectionV1.LofFit {
    package static var messageName: String { "pynomaly.detection.v1.LofFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__lof_fit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__LofFit.self)
        rows = arena.message(c.pointee.rows)
        neighbours = c.pointee.neighbours
        twinRows = arena.packed(c.pointee.twin_rows, c.pointee.n_twin_rows)
        twinOf = arena.packed(c.pointee.twin_of, c.pointee.n_twin_of)
        distances = arena.packed(c.pointee.distances, c.pointee.n_distances)
        densities = arena.packed(c.pointee.densities, c.pointee.n_densities)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__LofFit.self)
        pynomaly__detection__v1__lof_fit__init(c)
        if let rows { c.pointee.rows = arena.fill(rows) }
        c.pointee.neighbours = neighbours
        c.pointee.n_twin_rows = twinRows.count
        c.pointee.twin_rows = arena.packed(twinRows)
        c.pointee.n_twin_of = twinOf.count
        c.pointee.twin_of = arena.packed(twinOf)
        c.pointee.n_distances = distances.count
        c.pointee.distances = arena.packed(distances)
        c.pointee.n_densities = densities.count
        c.pointee.densities = arena.packed(densities)
    }
}
