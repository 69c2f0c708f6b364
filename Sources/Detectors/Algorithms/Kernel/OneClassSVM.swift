internal import Messages
internal import Protobuf

/// One-class support vector machine (Schölkopf et al. 2001) with the Gaussian kernel exp(-gamma |a - b|²) on standardized features:
/// 1 - Σ αᵢ k(landmark i, row) / ρ: 0 on the boundary, 1 far away. (libsvm's decision is ρ less, times -ρ. Fits to other rows are
/// compared here, and their ρ differ.)
///
/// The landmarks are all training rows up to a limit, where the machine is exact, and a random sample of that size beyond, which stands
/// for the others.
struct OneClassSVM: FittedDetector, Equatable {
    struct Options: Sendable, Equatable {
        static let landmarksMax = 4000
        /// Numbers of all landmarks.
        static let landmarkValuesMax = 1_000_000

        var nu = 0.5
        /// Nil: 1 / features.
        var gamma: Double?
        var landmarks = 1000
    }

    let standardization: Standardization
    let gamma: Double
    /// Row-major, those with a weight.
    let landmarks: [Double]
    /// α / ρ.
    let weights: [Double]

    static func fit(_ training: TrainingSet, options: Options) async throws -> OneClassSVM {
        let width = training.table.columnCount
        let standardization = try await Standardization.fit(training)
        let rows = training.rows(
            atMost: Swift.min(options.landmarks, Options.landmarkValuesMax / width), draw: 1)
        let landmarks = standardization.rowMajor(training.table, rows.lazy.map { Int($0) })
        let gamma = options.gamma ?? 1 / Double(width)
        let kernel = try GaussianKernel.matrix(landmarks, width: width, gamma: gamma)
        let solution = try OneClassSolver(kernel: kernel, nu: options.nu).solved()
        let kept = solution.weights.indices.filter { solution.weights[$0] > 0 }
        return OneClassSVM(
            standardization: standardization, gamma: gamma,
            landmarks: kept.flatMap { landmarks[($0 * width)..<(($0 + 1) * width)] },
            weights: kept.map { solution.weights[$0] / solution.offset })
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        var scores = [Double](repeating: 0, count: rows.count)
        standardization.forEachTile(table, rows) { lanes, places in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * RowTile.count) { scratch in
                scratch.initialize(repeating: 0)
                let squared = UnsafeMutableBufferPointer(rebasing: scratch[..<RowTile.count])
                let sums = UnsafeMutableBufferPointer(rebasing: scratch[RowTile.count...])
                addKernels(lanes, squared, to: sums)
                for place in places { scores[place] = 1 - sums[place - places.lowerBound] }
            }
        }
        return scores
    }

    private func addKernels(
        _ lanes: UnsafeMutableBufferPointer<Double>, _ squared: UnsafeMutableBufferPointer<Double>,
        to sums: UnsafeMutableBufferPointer<Double>
    ) {
        let count = RowTile.count
        let width = standardization.featureCount
        landmarks.withUnsafeBufferPointer { landmarks in
            for (index, weight) in weights.enumerated() {
                for lane in 0..<count { squared[lane] = 0 }
                for column in 0..<width {
                    let landmark = landmarks[index * width + column]
                    let base = column * count
                    for lane in 0..<count {
                        let difference = lanes[base + lane] - landmark
                        squared[lane] += difference * difference
                    }
                }
                for lane in 0..<count { sums[lane] += weight * _exp(-gamma * squared[lane]) }
            }
        }
    }

    /// Each feature's part of the squared distances to the landmarks, by their shares in the sum of kernels: far from all of them, those
    /// of the nearest.
    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        let row = standardization.standardized(row)
        let squares = weights.indices.map { index in
            row.indices.map { column in
                let difference = row[column] - landmarks[index * row.count + column]
                return difference * difference
            }
        }
        let logarithms = zip(weights, squares).map { _log($0) - gamma * $1.reduce(0, +) }
        let sum = LogSum.of(logarithms[...])
        var attributions = [Double](repeating: 0, count: row.count)
        for (logarithm, squares) in zip(logarithms, squares) {
            let share = _exp(logarithm - sum)
            for column in row.indices { attributions[column] += share * squares[column] }
        }
        return attributions
    }
}

extension OneClassSVM {
    var message: DetectionV1.SnapshotFit.Fit {
        .ocsvm(
            DetectionV1.OneClassSvmFit(
                standardization: standardization.message, gamma: gamma, landmarks: PackedSlice(landmarks),
                weights: PackedSlice(weights)))
    }

    init(_ message: DetectionV1.OneClassSvmFit, _ features: [FeatureProfile]) throws(DetectorError) {
        standardization = try Standardization(message.standardization, features)
        gamma = message.gamma
        landmarks = Array(message.landmarks)
        weights = Array(message.weights)
        guard gamma > 0, gamma <= OneClassSVMAlgorithm.gammaMax, (1...Options.landmarksMax).contains(weights.count),
            landmarks.count == weights.count * features.count,
            landmarks.allSatisfy({ abs($0) <= Standardization.deviationMax }),
            weights.allSatisfy({ $0 > 0 && $0 <= 1e6 })
        else { throw .corrupt("ocsvm", "its landmarks do not fit its \(features.count) features") }
    }
}
