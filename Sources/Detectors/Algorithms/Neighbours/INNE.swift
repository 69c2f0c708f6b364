/// Isolation by nearest-neighbour ensembles (Bandaragoda et al. 2018), as PyOD computes it, on standardized features.
///
/// Each estimator draws a few training rows. Around each of them lies a sphere that reaches to the nearest other one. A row in no sphere
/// scores 1; another 1 - r'/r by the smallest sphere that it lies in, where r is that sphere's squared radius and r' its nearest
/// neighbour's: close to 0 where the neighbourhood is even, higher where a sphere is large for where it lies. The score is the mean over
/// estimators. The paper takes plain radii, PyOD squared ones.
struct INNE: FittedDetector, Equatable {
    let standardization: Standardization
    let spheresPerEstimator: Int
    /// Row-major, estimator by estimator; within one by falling radius, so that the last sphere that holds a row is the smallest.
    let centers: [Double]
    let squaredRadii: [Double]
    /// What a row in the sphere, and in no smaller one, scores.
    let sphereScores: [Double]

    var estimators: Int { squaredRadii.count / spheresPerEstimator }
    private var width: Int { standardization.featureCount }

    static func fit(_ training: TrainingSet, options: Options) async throws -> INNE {
        let spheres = Swift.min(options.spheresPerEstimator, training.rowsOfSmallestFit)
        let width = training.table.columnCount
        let standardization = try await Standardization.fit(training)
        let tasks = ranges(of: options.estimators, length: 16)
        let drawn = try await parallelMap(tasks.count) { task in
            tasks[task].map { estimator in
                var generator = SeededGenerator(seed: training.seed, stream: training.stream << 32 | UInt64(estimator))
                let sample = training.sample(spheres, using: &generator)
                let rows = sample.indices.map { standardization.standardized(sample[$0], $0 % width) }
                return Estimator(rows, width: width)
            }
        }.flatMap { $0 }
        return INNE(
            standardization: standardization, spheresPerEstimator: spheres, centers: drawn.flatMap(\.centers),
            squaredRadii: drawn.flatMap(\.squaredRadii), sphereScores: drawn.flatMap(\.scores))
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        var scores = [Double](repeating: 0, count: rows.count)
        standardization.forEachTile(table, rows) { lanes, places in
            for vector in RowTile.vectors(of: places.count) {
                let means = meanScores(lanes, vector)
                let own = places.dropFirst(vector * RowTile.Vector.scalarCount).prefix(RowTile.Vector.scalarCount)
                for place in own { scores[place] = means[place - own.lowerBound] }
            }
        }
        return scores
    }

    private func meanScores(_ lanes: UnsafeMutableBufferPointer<Double>, _ vector: Int) -> RowTile.Vector {
        var total = RowTile.Vector(repeating: 0)
        centers.withUnsafeBufferPointer { centers in
            for estimator in 0..<estimators {
                var score = RowTile.Vector(repeating: 1)
                let first = estimator * spheresPerEstimator
                for sphere in first..<(first + spheresPerEstimator) {
                    let distances = RowTile.squaredDistances(
                        lanes, vector: vector, width: width, to: centers, at: sphere * width)
                    score.replace(with: sphereScores[sphere], where: distances .<= squaredRadii[sphere])
                }
                total += score
            }
        }
        return total / Double(estimators)
    }

    /// Each estimator's score, divided among the features by their parts of the squared distance to its nearest center.
    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        let point = row.enumerated().map { standardization.standardized($1, $0) }
        var attributions = [Double](repeating: 0, count: width)
        for estimator in 0..<estimators { attribute(point, estimator, to: &attributions) }
        return attributions.map { $0 / Double(estimators) }
    }

    private func attribute(_ point: [Double], _ estimator: Int, to attributions: inout [Double]) {
        var nearest = (distance: Double.infinity, parts: [Double]())
        var score = 1.0
        let first = estimator * spheresPerEstimator
        for sphere in first..<(first + spheresPerEstimator) {
            let parts = point.enumerated().map { column, value in
                let difference = value - centers[sphere * width + column]
                return difference * difference
            }
            let distance = parts.reduce(0, +)
            if distance < nearest.distance { nearest = (distance, parts) }
            if distance <= squaredRadii[sphere] { score = sphereScores[sphere] }
        }
        guard nearest.distance > 0 else { return }
        for column in attributions.indices { attributions[column] += score * nearest.parts[column] / nearest.distance }
    }
}

extension INNE {
    struct Options: Sendable, Equatable {
        static let estimatorsMax = 1000
        static let spheresMax = 256
        /// Spheres times features: bounds a model's memory to 32 MB per fit.
        static let centerValuesMax = 4_000_000

        var estimators: Int
        var spheresPerEstimator: Int
    }

    /// The spheres around a few rows.
    private struct Estimator: Sendable {
        private(set) var centers: [Double] = []
        private(set) var squaredRadii: [Double] = []
        private(set) var scores: [Double] = []

        /// - Parameter rows: Row-major.
        init(_ rows: [Double], width: Int) {
            let count = rows.count / width
            let nearest = (0..<count).map { Self.nearest(to: $0, of: count, rows, width) }
            // Equal radii in the order of the draw, the first last: it is the one that PyOD takes.
            let order = (0..<count).sorted {
                (nearest[$0].distance, $0) > (nearest[$1].distance, $1)
            }
            for row in order {
                let own = nearest[row].distance
                let neighbour = nearest[nearest[row].row].distance
                centers += rows[(row * width)..<((row + 1) * width)]
                squaredRadii.append(own)
                scores.append(1 - (neighbour + .ulpOfOne) / (own + .ulpOfOne))
            }
        }

        private static func nearest(
            to row: Int, of count: Int, _ rows: [Double], _ width: Int
        ) -> (row: Int, distance: Double) {
            var nearest = (row: row, distance: Double.infinity)
            for other in 0..<count where other != row {
                var sum = 0.0
                for column in 0..<width {
                    let difference = rows[row * width + column] - rows[other * width + column]
                    sum += difference * difference
                }
                if sum < nearest.distance { nearest = (other, sum) }
            }
            return nearest
        }
    }
}
