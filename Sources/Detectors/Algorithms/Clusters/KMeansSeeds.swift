/// Centers to begin with: each is drawn with a probability that grows with the squared distance to those before, and is the best of a few
/// such draws (greedy k-means++, as scikit-learn has it).
enum KMeansSeeds {
    /// Row-major; fewer than `count` where rows are equal.
    static func draw(
        _ count: Int, from rows: LaneRows, using generator: inout SeededGenerator
    ) async throws -> [Double] {
        let trials = 2 + Int(_log(Double(count)))
        var centers = rows.row(generator.below(rows.count))
        var distances = try await Self.distances(rows, to: centers, before: nil)
        for _ in 1..<Swift.max(count, 1) {
            var best: (center: [Double], distances: Distances)?
            for _ in 0..<trials {
                guard let row = distances.draw(generator.unit()) else { return centers }
                let center = rows.row(row)
                let reached = try await Self.distances(rows, to: center, before: distances)
                if best.map({ reached.total < $0.distances.total }) ?? true { best = (center, reached) }
            }
            guard let best else { return centers }
            centers += best.center
            distances = best.distances
        }
        return centers
    }

    private static func distances(
        _ rows: LaneRows, to center: [Double], before: Distances?
    ) async throws -> Distances {
        let tasks = rows.tasks
        let parts = try await parallelMap(tasks.count) { task in
            rows.vectors.withUnsafeBufferPointer { vectors in
                center.withUnsafeBufferPointer { center in
                    tasks[task].map { tile in
                        var distances = LaneRows.squaredDistances(
                            tile, of: vectors, width: rows.width, to: center, at: 0)
                        for lane in rows.rowsOfTile(tile)..<LaneRows.lanes { distances[lane] = 0 }
                        guard let before else { return distances }
                        return pointwiseMin(distances, before.tiles[tile])
                    }
                }
            }
        }
        return Distances(tiles: parts.flatMap { $0 })
    }

    /// Squared, of each row to its nearest center; 0 in lanes that are no rows.
    private struct Distances: Sendable {
        let tiles: [LaneRows.Vector]
        let total: Double

        init(tiles: [LaneRows.Vector]) {
            self.tiles = tiles
            total = tiles.reduce(0) { $0 + $1.sum() }
        }

        /// The row at a share of the total; nil where all distances are 0.
        func draw(_ share: Double) -> Int? {
            guard total > 0 else { return nil }
            var rest = share * total
            var last: Int?
            for (index, tile) in tiles.enumerated() {
                let sum = tile.sum()
                guard sum > 0 else { continue }
                if rest < sum { return row(in: tile, index, rest) }
                rest -= sum
                last = index
            }
            // The sums rounded differently: the last row that is not a center.
            return last.flatMap { row(in: tiles[$0], $0, .infinity) }
        }

        private func row(in tile: LaneRows.Vector, _ index: Int, _ share: Double) -> Int? {
            var rest = share
            var last: Int?
            for lane in 0..<LaneRows.lanes where tile[lane] > 0 {
                last = index * LaneRows.lanes + lane
                if rest < tile[lane] { break }
                rest -= tile[lane]
            }
            return last
        }
    }
}
