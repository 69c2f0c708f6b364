/// Lloyd's k-means from greedy k-means++ seeds (Arthur and Vassilvitskii 2007), the best of several starts. Sums are taken over fixed tasks
/// in their order, so the clusters do not depend on the number of threads.
struct KMeans: Sendable {
    private static let starts = 3
    private static let iterationsMax = 50
    /// Of the sum of squared moves of the centers, per unit of variance, as scikit-learn has it.
    private static let tolerance = 1e-4

    /// Row-major, no more than were asked for: fewer where there are fewer distinct rows.
    private(set) var centers: [Double]
    /// Rows of each cluster, at least one.
    private(set) var sizes: [Int]
    /// The sum over rows of the squared distance to the center.
    private var inertia: Double

    static func fit(_ rows: LaneRows, clusters: Int, generator: SeededGenerator) async throws -> KMeans {
        var generator = generator
        var best: KMeans?
        for _ in 0..<starts {
            let seeds = try await KMeansSeeds.draw(clusters, from: rows, using: &generator)
            let found = try await converged(rows, from: seeds)
            if best.map({ found.inertia < $0.inertia }) ?? true { best = found }
        }
        return best?.occupied(width: rows.width) ?? KMeans(centers: [], sizes: [], inertia: 0)
    }

    private static func converged(_ rows: LaneRows, from seeds: [Double]) async throws -> KMeans {
        var clusters = KMeans(centers: seeds, sizes: [], inertia: .infinity)
        for _ in 0..<iterationsMax {
            let sums = try await ClusterSums.over(rows, clusters.centers)
            let moved = sums.means(elseAt: clusters.centers, width: rows.width)
            let moves = zip(moved, clusters.centers).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            // Sizes and inertia belong to the centers before the move.
            clusters = KMeans(centers: clusters.centers, sizes: sums.sizes, inertia: sums.inertia)
            guard moves > tolerance else { return clusters }
            clusters.centers = moved
        }
        let sums = try await ClusterSums.over(rows, clusters.centers)
        return KMeans(centers: clusters.centers, sizes: sums.sizes, inertia: sums.inertia)
    }

    private init(centers: [Double], sizes: [Int], inertia: Double) {
        self.centers = centers
        self.sizes = sizes
        self.inertia = inertia
    }

    private func occupied(width: Int) -> KMeans {
        let kept = sizes.indices.filter { sizes[$0] > 0 }
        return KMeans(
            centers: kept.flatMap { centers[($0 * width)..<(($0 + 1) * width)] }, sizes: kept.map { sizes[$0] },
            inertia: inertia)
    }
}

/// What one pass over the rows says about clusters around given centers.
private struct ClusterSums: Sendable {
    var sums: [Double]
    var sizes: [Int]
    var inertia = 0.0

    static func over(_ rows: LaneRows, _ centers: [Double]) async throws -> ClusterSums {
        let tasks = rows.tasks
        let parts = try await parallelMap(tasks.count) { ClusterSums(rows, tasks[$0], centers) }
        var total = ClusterSums(
            sums: centers.map { _ in 0 }, sizes: Array(repeating: 0, count: centers.count / rows.width))
        for part in parts {
            for index in total.sums.indices { total.sums[index] += part.sums[index] }
            for index in total.sizes.indices { total.sizes[index] += part.sizes[index] }
            total.inertia += part.inertia
        }
        return total
    }

    private init(sums: [Double], sizes: [Int]) {
        self.sums = sums
        self.sizes = sizes
    }

    private init(_ rows: LaneRows, _ tiles: Range<Int>, _ centers: [Double]) {
        let width = rows.width
        let count = centers.count / width
        self.init(sums: Array(repeating: 0, count: centers.count), sizes: Array(repeating: 0, count: count))
        rows.vectors.withUnsafeBufferPointer { vectors in
            centers.withUnsafeBufferPointer { centers in
                for tile in tiles {
                    var nearest = LaneRows.Vector(repeating: .infinity)
                    var owners = SIMD16<Int64>(repeating: 0)
                    for center in 0..<count {
                        let distances = LaneRows.squaredDistances(
                            tile, of: vectors, width: width, to: centers, at: center * width)
                        let isNearer = distances .< nearest
                        nearest.replace(with: distances, where: isNearer)
                        owners.replace(with: Int64(center), where: isNearer)
                    }
                    for lane in 0..<rows.rowsOfTile(tile) {
                        let owner = Int(owners[lane])
                        sizes[owner] += 1
                        inertia += nearest[lane]
                        for column in 0..<width { sums[owner * width + column] += vectors[tile * width + column][lane] }
                    }
                }
            }
        }
    }

    /// A center without rows stays where it is.
    func means(elseAt centers: [Double], width: Int) -> [Double] {
        centers.indices.map { index in
            let size = sizes[index / width]
            return size > 0 ? sums[index] / Double(size) : centers[index]
        }
    }
}
