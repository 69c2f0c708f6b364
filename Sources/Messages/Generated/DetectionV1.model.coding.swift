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
        rowsPerDay = c.pointee.rows_per_day
        categories = arena.messages(c.pointee.categories, c.pointee.n_categories)
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
        c.pointee.rows_per_day = rowsPerDay
        c.pointee.n_categories = categories.count
        c.pointee.categories = arena.messages(categories)
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
        if c.pointee._fill_case.rawValue == 8 { fill = c.pointee.fill }
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
        if let fill {
            c.pointee._fill_case = .init(rawValue: 8)
            c.pointee.fill = fill
        }
    }
}

extension DetectionV1.SnapshotCategories {
    package static var messageName: String { "pynomaly.detection.v1.SnapshotCategories" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__snapshot_categories__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__SnapshotCategories.self)
        name = arena.string(c.pointee.name)
        encoding = arena.string(c.pointee.encoding)
        texts = arena.strings(c.pointee.texts, c.pointee.n_texts)
        counts = arena.packed(c.pointee.counts, c.pointee.n_counts)
        missingCount = c.pointee.missing_count
        imputesMostFrequent = c.pointee.imputes_most_frequent != 0
        ownFeatures = c.pointee.own_features
        hasMissingFeature = c.pointee.has_missing_feature != 0
        folds = arena.messages(c.pointee.folds, c.pointee.n_folds)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__SnapshotCategories.self)
        pynomaly__detection__v1__snapshot_categories__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !encoding.isEmpty { c.pointee.encoding = arena.string(encoding) }
        c.pointee.n_texts = texts.count
        c.pointee.texts = arena.strings(texts)
        c.pointee.n_counts = counts.count
        c.pointee.counts = arena.packed(counts)
        c.pointee.missing_count = missingCount
        c.pointee.imputes_most_frequent = imputesMostFrequent ? 1 : 0
        c.pointee.own_features = ownFeatures
        c.pointee.has_missing_feature = hasMissingFeature ? 1 : 0
        c.pointee.n_folds = folds.count
        c.pointee.folds = arena.messages(folds)
    }
}

extension DetectionV1.SnapshotFoldCounts {
    package static var messageName: String { "pynomaly.detection.v1.SnapshotFoldCounts" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__snapshot_fold_counts__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__SnapshotFoldCounts.self)
        counts = arena.packed(c.pointee.counts, c.pointee.n_counts)
        missingCount = c.pointee.missing_count
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__SnapshotFoldCounts.self)
        pynomaly__detection__v1__snapshot_fold_counts__init(c)
        c.pointee.n_counts = counts.count
        c.pointee.counts = arena.packed(counts)
        c.pointee.missing_count = missingCount
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
        case 8: fit = .iqr(arena.message(c.pointee.iqr) ?? DetectionV1.IqrFit())
        case 9: fit = .extendedIsolationForest(arena.message(c.pointee.extended_isolation_forest) ?? DetectionV1.ExtendedIsolationForestFit())
        case 10: fit = .pca(arena.message(c.pointee.pca) ?? DetectionV1.PcaFit())
        case 11: fit = .mcd(arena.message(c.pointee.mcd) ?? DetectionV1.GaussianFit())
        case 12: fit = .gmm(arena.message(c.pointee.gmm) ?? DetectionV1.MixtureFit())
        case 13: fit = .loda(arena.message(c.pointee.loda) ?? DetectionV1.LodaFit())
        case 14: fit = .inne(arena.message(c.pointee.inne) ?? DetectionV1.InneFit())
        case 15: fit = .cblof(arena.message(c.pointee.cblof) ?? DetectionV1.CblofFit())
        case 16: fit = .ocsvm(arena.message(c.pointee.ocsvm) ?? DetectionV1.OneClassSvmFit())
        case 17: fit = .abod(arena.message(c.pointee.abod) ?? DetectionV1.AbodFit())
        case 18: fit = .ensemble(arena.message(c.pointee.ensemble) ?? DetectionV1.EnsembleFit())
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
        case .iqr(let value):
            c.pointee.fit_case = .init(rawValue: 8)
            c.pointee.iqr = arena.fill(value)
        case .extendedIsolationForest(let value):
            c.pointee.fit_case = .init(rawValue: 9)
            c.pointee.extended_isolation_forest = arena.fill(value)
        case .pca(let value):
            c.pointee.fit_case = .init(rawValue: 10)
            c.pointee.pca = arena.fill(value)
        case .mcd(let value):
            c.pointee.fit_case = .init(rawValue: 11)
            c.pointee.mcd = arena.fill(value)
        case .gmm(let value):
            c.pointee.fit_case = .init(rawValue: 12)
            c.pointee.gmm = arena.fill(value)
        case .loda(let value):
            c.pointee.fit_case = .init(rawValue: 13)
            c.pointee.loda = arena.fill(value)
        case .inne(let value):
            c.pointee.fit_case = .init(rawValue: 14)
            c.pointee.inne = arena.fill(value)
        case .cblof(let value):
            c.pointee.fit_case = .init(rawValue: 15)
            c.pointee.cblof = arena.fill(value)
        case .ocsvm(let value):
            c.pointee.fit_case = .init(rawValue: 16)
            c.pointee.ocsvm = arena.fill(value)
        case .abod(let value):
            c.pointee.fit_case = .init(rawValue: 17)
            c.pointee.abod = arena.fill(value)
        case .ensemble(let value):
            c.pointee.fit_case = .init(rawValue: 18)
            c.pointee.ensemble = arena.fill(value)
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
        scores = arena.packed(c.pointee.scores, c.pointee.n_scores)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__NeighbourFit.self)
        pynomaly__detection__v1__neighbour_fit__init(c)
        if let rows { c.pointee.rows = arena.fill(rows) }
        c.pointee.neighbours = neighbours
        if !method.isEmpty { c.pointee.method = arena.string(method) }
        c.pointee.n_scores = scores.count
        c.pointee.scores = arena.packed(scores)
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
        scores = arena.packed(c.pointee.scores, c.pointee.n_scores)
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
        c.pointee.n_scores = scores.count
        c.pointee.scores = arena.packed(scores)
    }
}

extension DetectionV1.IqrFit {
    package static var messageName: String { "pynomaly.detection.v1.IqrFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__iqr_fit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__IqrFit.self)
        aggregation = arena.string(c.pointee.aggregation)
        lows = arena.packed(c.pointee.lows, c.pointee.n_lows)
        highs = arena.packed(c.pointee.highs, c.pointee.n_highs)
        ranges = arena.packed(c.pointee.ranges, c.pointee.n_ranges)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__IqrFit.self)
        pynomaly__detection__v1__iqr_fit__init(c)
        if !aggregation.isEmpty { c.pointee.aggregation = arena.string(aggregation) }
        c.pointee.n_lows = lows.count
        c.pointee.lows = arena.packed(lows)
        c.pointee.n_highs = highs.count
        c.pointee.highs = arena.packed(highs)
        c.pointee.n_ranges = ranges.count
        c.pointee.ranges = arena.packed(ranges)
    }
}

extension DetectionV1.ExtendedIsolationForestFit {
    package static var messageName: String { "pynomaly.detection.v1.ExtendedIsolationForestFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__extended_isolation_forest_fit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ExtendedIsolationForestFit.self)
        sampleSize = c.pointee.sample_size
        treeCount = c.pointee.tree_count
        splits = arena.packed(c.pointee.splits, c.pointee.n_splits)
        features = arena.packed(c.pointee.features, c.pointee.n_features)
        weights = arena.packed(c.pointee.weights, c.pointee.n_weights)
        thresholds = arena.packed(c.pointee.thresholds, c.pointee.n_thresholds)
        leafSizes = arena.packed(c.pointee.leaf_sizes, c.pointee.n_leaf_sizes)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__ExtendedIsolationForestFit.self)
        pynomaly__detection__v1__extended_isolation_forest_fit__init(c)
        c.pointee.sample_size = sampleSize
        c.pointee.tree_count = treeCount
        c.pointee.n_splits = splits.count
        c.pointee.splits = arena.packed(splits)
        c.pointee.n_features = features.count
        c.pointee.features = arena.packed(features)
        c.pointee.n_weights = weights.count
        c.pointee.weights = arena.packed(weights)
        c.pointee.n_thresholds = thresholds.count
        c.pointee.thresholds = arena.packed(thresholds)
        c.pointee.n_leaf_sizes = leafSizes.count
        c.pointee.leaf_sizes = arena.packed(leafSizes)
    }
}

extension DetectionV1.PcaFit {
    package static var messageName: String { "pynomaly.detection.v1.PcaFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__pca_fit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__PcaFit.self)
        standardization = arena.message(c.pointee.standardization)
        directions = arena.packed(c.pointee.directions, c.pointee.n_directions)
        variances = arena.packed(c.pointee.variances, c.pointee.n_variances)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__PcaFit.self)
        pynomaly__detection__v1__pca_fit__init(c)
        if let standardization { c.pointee.standardization = arena.fill(standardization) }
        c.pointee.n_directions = directions.count
        c.pointee.directions = arena.packed(directions)
        c.pointee.n_variances = variances.count
        c.pointee.variances = arena.packed(variances)
    }
}

extension DetectionV1.GaussianFit {
    package static var messageName: String { "pynomaly.detection.v1.GaussianFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__gaussian_fit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__GaussianFit.self)
        standardization = arena.message(c.pointee.standardization)
        center = arena.packed(c.pointee.center, c.pointee.n_center)
        whitening = arena.packed(c.pointee.whitening, c.pointee.n_whitening)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__GaussianFit.self)
        pynomaly__detection__v1__gaussian_fit__init(c)
        if let standardization { c.pointee.standardization = arena.fill(standardization) }
        c.pointee.n_center = center.count
        c.pointee.center = arena.packed(center)
        c.pointee.n_whitening = whitening.count
        c.pointee.whitening = arena.packed(whitening)
    }
}

extension DetectionV1.MixtureFit {
    package static var messageName: String { "pynomaly.detection.v1.MixtureFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__mixture_fit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__MixtureFit.self)
        standardization = arena.message(c.pointee.standardization)
        weights = arena.packed(c.pointee.weights, c.pointee.n_weights)
        centers = arena.packed(c.pointee.centers, c.pointee.n_centers)
        whitenings = arena.packed(c.pointee.whitenings, c.pointee.n_whitenings)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__MixtureFit.self)
        pynomaly__detection__v1__mixture_fit__init(c)
        if let standardization { c.pointee.standardization = arena.fill(standardization) }
        c.pointee.n_weights = weights.count
        c.pointee.weights = arena.packed(weights)
        c.pointee.n_centers = centers.count
        c.pointee.centers = arena.packed(centers)
        c.pointee.n_whitenings = whitenings.count
        c.pointee.whitenings = arena.packed(whitenings)
    }
}

extension DetectionV1.LodaFit {
    package static var messageName: String { "pynomaly.detection.v1.LodaFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__loda_fit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__LodaFit.self)
        standardization = arena.message(c.pointee.standardization)
        featuresPerProjection = c.pointee.features_per_projection
        features = arena.packed(c.pointee.features, c.pointee.n_features)
        weights = arena.packed(c.pointee.weights, c.pointee.n_weights)
        histograms = arena.messages(c.pointee.histograms, c.pointee.n_histograms)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__LodaFit.self)
        pynomaly__detection__v1__loda_fit__init(c)
        if let standardization { c.pointee.standardization = arena.fill(standardization) }
        c.pointee.features_per_projection = featuresPerProjection
        c.pointee.n_features = features.count
        c.pointee.features = arena.packed(features)
        c.pointee.n_weights = weights.count
        c.pointee.weights = arena.packed(weights)
        c.pointee.n_histograms = histograms.count
        c.pointee.histograms = arena.messages(histograms)
    }
}

extension DetectionV1.LodaHistogram {
    package static var messageName: String { "pynomaly.detection.v1.LodaHistogram" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__loda_histogram__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__LodaHistogram.self)
        low = c.pointee.low
        high = c.pointee.high
        scores = arena.packed(c.pointee.scores, c.pointee.n_scores)
        outside = c.pointee.outside
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__LodaHistogram.self)
        pynomaly__detection__v1__loda_histogram__init(c)
        c.pointee.low = low
        c.pointee.high = high
        c.pointee.n_scores = scores.count
        c.pointee.scores = arena.packed(scores)
        c.pointee.outside = outside
    }
}

extension DetectionV1.InneFit {
    package static var messageName: String { "pynomaly.detection.v1.InneFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__inne_fit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__InneFit.self)
        standardization = arena.message(c.pointee.standardization)
        spheresPerEstimator = c.pointee.spheres_per_estimator
        centers = arena.packed(c.pointee.centers, c.pointee.n_centers)
        squaredRadii = arena.packed(c.pointee.squared_radii, c.pointee.n_squared_radii)
        scores = arena.packed(c.pointee.scores, c.pointee.n_scores)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__InneFit.self)
        pynomaly__detection__v1__inne_fit__init(c)
        if let standardization { c.pointee.standardization = arena.fill(standardization) }
        c.pointee.spheres_per_estimator = spheresPerEstimator
        c.pointee.n_centers = centers.count
        c.pointee.centers = arena.packed(centers)
        c.pointee.n_squared_radii = squaredRadii.count
        c.pointee.squared_radii = arena.packed(squaredRadii)
        c.pointee.n_scores = scores.count
        c.pointee.scores = arena.packed(scores)
    }
}

extension DetectionV1.CblofFit {
    package static var messageName: String { "pynomaly.detection.v1.CblofFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__cblof_fit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__CblofFit.self)
        standardization = arena.message(c.pointee.standardization)
        centers = arena.packed(c.pointee.centers, c.pointee.n_centers)
        sizes = arena.packed(c.pointee.sizes, c.pointee.n_sizes)
        largeCount = c.pointee.large_count
        useWeights = c.pointee.use_weights != 0
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__CblofFit.self)
        pynomaly__detection__v1__cblof_fit__init(c)
        if let standardization { c.pointee.standardization = arena.fill(standardization) }
        c.pointee.n_centers = centers.count
        c.pointee.centers = arena.packed(centers)
        c.pointee.n_sizes = sizes.count
        c.pointee.sizes = arena.packed(sizes)
        c.pointee.large_count = largeCount
        c.pointee.use_weights = useWeights ? 1 : 0
    }
}

extension DetectionV1.OneClassSvmFit {
    package static var messageName: String { "pynomaly.detection.v1.OneClassSvmFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__one_class_svm_fit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__OneClassSvmFit.self)
        standardization = arena.message(c.pointee.standardization)
        gamma = c.pointee.gamma
        landmarks = arena.packed(c.pointee.landmarks, c.pointee.n_landmarks)
        weights = arena.packed(c.pointee.weights, c.pointee.n_weights)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__OneClassSvmFit.self)
        pynomaly__detection__v1__one_class_svm_fit__init(c)
        if let standardization { c.pointee.standardization = arena.fill(standardization) }
        c.pointee.gamma = gamma
        c.pointee.n_landmarks = landmarks.count
        c.pointee.landmarks = arena.packed(landmarks)
        c.pointee.n_weights = weights.count
        c.pointee.weights = arena.packed(weights)
    }
}

extension DetectionV1.AbodFit {
    package static var messageName: String { "pynomaly.detection.v1.AbodFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__abod_fit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__AbodFit.self)
        rows = arena.message(c.pointee.rows)
        neighbours = c.pointee.neighbours
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__AbodFit.self)
        pynomaly__detection__v1__abod_fit__init(c)
        if let rows { c.pointee.rows = arena.fill(rows) }
        c.pointee.neighbours = neighbours
    }
}

extension DetectionV1.EnsembleFit {
    package static var messageName: String { "pynomaly.detection.v1.EnsembleFit" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__ensemble_fit__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__EnsembleFit.self)
        members = arena.messages(c.pointee.members, c.pointee.n_members)
        combiner = arena.string(c.pointee.combiner)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__EnsembleFit.self)
        pynomaly__detection__v1__ensemble_fit__init(c)
        c.pointee.n_members = members.count
        c.pointee.members = arena.messages(members)
        if !combiner.isEmpty { c.pointee.combiner = arena.string(combiner) }
    }
}

extension DetectionV1.EnsembleMember {
    package static var messageName: String { "pynomaly.detection.v1.EnsembleMember" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__detection__v1__ensemble_member__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__EnsembleMember.self)
        algorithm = arena.string(c.pointee.algorithm)
        fit = arena.message(c.pointee.fit)
        scores = arena.packed(c.pointee.scores, c.pointee.n_scores)
        weight = c.pointee.weight
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Detection__V1__EnsembleMember.self)
        pynomaly__detection__v1__ensemble_member__init(c)
        if !algorithm.isEmpty { c.pointee.algorithm = arena.string(algorithm) }
        if let fit { c.pointee.fit = arena.fill(fit) }
        c.pointee.n_scores = scores.count
        c.pointee.scores = arena.packed(scores)
        c.pointee.weight = weight
    }
}
