/// Cluster-based local outlier factor (He, Xu and Deng 2003), as PyOD computes it, on standardized features: the distance to the nearest
/// center of a large cluster.
///
/// Clusters by falling size are large up to the first boundary where they hold a share `alpha` of the rows and the next one is `beta`
/// times smaller; if no boundary has both, the first that has the one, else the first that has the other; if none has either, all are.
/// With weights the distance counts as many times as the row's own cluster has a share of the rows. (PyOD takes its number of rows, which
/// would make fits to more rows score higher.)
struct CBLOF: FittedDetector, Equatable {
    static let clustersMax = 256
    /// Values of training rows that clusters are sought among; a sample of the rows beyond.
    static let valuesMax = 1_000_000

    let standardization: Standardization
    /// Row-major, by falling size.
    let centers: [Double]
    let sizes: [UInt32]
    let largeCount: Int
    let usesWeights: Bool

    static func fit(_ training: TrainingSet, options: Options) async throws -> CBLOF {
        let standardization = try await Standardization.fit(training)
        let generator = SeededGenerator(seed: training.seed, stream: training.stream << 32 | 2)
        let kept = training.rows(atMost: valuesMax / training.table.columnCount, draw: 1)
        let rows = try await LaneRows(training, kept, standardization)
        let clusters = try await KMeans.fit(rows, clusters: options.clusters, generator: generator)
        let order = clusters.sizes.indices.sorted {
            (clusters.sizes[$1], $0) < (clusters.sizes[$0], $1)
        }
        let sizes = order.map { clusters.sizes[$0] }
        return CBLOF(
            standardization: standardization,
            centers: order.flatMap { clusters.centers[($0 * rows.width)..<(($0 + 1) * rows.width)] },
            sizes: sizes.map { UInt32($0) }, largeCount: options.largeCount(sizes), usesWeights: options.usesWeights)
    }

    private var width: Int { standardization.featureCount }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        var scores = [Double](repeating: 0, count: rows.count)
        let total = sizes.reduce(0.0) { $0 + Double($1) }
        standardization.forEachTile(table, rows) { lanes, places in
            for vector in RowTile.vectors(of: places.count) {
                let found = nearest(lanes, vector)
                let own = places.dropFirst(vector * RowTile.Vector.scalarCount).prefix(RowTile.Vector.scalarCount)
                for (lane, place) in own.enumerated() {
                    let distance = found.large[lane].squareRoot()
                    let share = usesWeights ? Double(sizes[Int(found.owners[lane])]) / total : 1
                    scores[place] = distance * share
                }
            }
        }
        return scores
    }

    /// The squared distance to the nearest large center, and the nearest of all.
    private func nearest(
        _ lanes: UnsafeMutableBufferPointer<Double>, _ vector: Int
    ) -> (large: RowTile.Vector, owners: SIMD16<Int64>) {
        var large = RowTile.Vector(repeating: .infinity)
        var nearest = RowTile.Vector(repeating: .infinity)
        var owners = SIMD16<Int64>(repeating: 0)
        centers.withUnsafeBufferPointer { centers in
            for center in sizes.indices {
                let distances = RowTile.squaredDistances(
                    lanes, vector: vector, width: width, to: centers, at: center * width)
                let isNearer = distances .< nearest
                nearest.replace(with: distances, where: isNearer)
                owners.replace(with: Int64(center), where: isNearer)
                if center < largeCount { large = pointwiseMin(large, distances) }
            }
        }
        return (large, owners)
    }

    /// The feature's part of the squared distance to the nearest large center.
    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        let point = row.enumerated().map { standardization.standardized($1, $0) }
        var nearest: [Double] = []
        for center in 0..<largeCount {
            let parts = point.enumerated().map { column, value in
                let difference = value - centers[center * width + column]
                return difference * difference
            }
            if nearest.isEmpty || parts.reduce(0, +) < nearest.reduce(0, +) { nearest = parts }
        }
        return nearest
    }
}

extension CBLOF {
    struct Options: Sendable, Equatable {
        var clusters: Int
        var alpha: Double
        var beta: Double
        var usesWeights: Bool

        /// How many of the clusters are large.
        /// - Parameter sizes: Falling.
        func largeCount(_ sizes: [Int]) -> Int {
            let total = Double(sizes.reduce(0, +))
            var firstWithBoth: Int?
            var firstWithShare: Int?
            var firstWithDrop: Int?
            var reached = 0
            for boundary in sizes.indices.dropFirst() {
                reached += sizes[boundary - 1]
                let hasShare = Double(reached) >= alpha * total
                let hasDrop = Double(sizes[boundary - 1]) >= beta * Double(sizes[boundary])
                if hasShare, hasDrop { firstWithBoth = firstWithBoth ?? boundary }
                if hasShare { firstWithShare = firstWithShare ?? boundary }
                if hasDrop { firstWithDrop = firstWithDrop ?? boundary }
            }
            return firstWithBoth ?? firstWithShare ?? firstWithDrop ?? sizes.count
        }
    }
}
