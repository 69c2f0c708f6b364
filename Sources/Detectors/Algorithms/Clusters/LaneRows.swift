/// Standardized rows in tiles of `RowLanes.count`, each a vector per feature, for passes that meet all of them with one point after another.
struct LaneRows: Sendable {
    typealias Vector = RowLanes.Vector
    /// Tiles of one parallel task: where tasks begin does not depend on the number of threads.
    static let tilesPerTask = DetectorLimits.rowsPerTask / RowLanes.count

    let count: Int
    let width: Int
    /// Tile by tile; lanes behind the last row repeat it.
    let vectors: [Vector]

    init(_ training: TrainingSet, _ rows: [UInt32], _ standardization: Standardization) async throws {
        count = rows.count
        width = standardization.featureCount
        let tasks = ranges(of: rows.count, length: DetectorLimits.rowsPerTask)
        let blocks = try await parallelMap(tasks.count) { task in
            let tiles = ranges(of: tasks[task].count, length: RowLanes.count)
            return gathered(
                tiles.lazy.map { tile in
                    let first = tasks[task].lowerBound
                    return RowLanes(
                        training.table, rows[(first + tile.lowerBound)..<(first + tile.upperBound)].map(Int.init),
                        standardization
                    ).columns
                }, count: tiles.count * standardization.featureCount)
        }
        vectors = gathered(blocks, count: blocks.reduce(0) { $0 + $1.count })
    }

    /// - Parameter values: Row-major, standardized.
    init(_ values: [Double], width: Int) {
        let count = values.count / width
        self.count = count
        self.width = width
        vectors = ranges(of: count, length: RowLanes.count).flatMap { tile in
            (0..<width).map { column in
                var vector = Vector(repeating: 0)
                for lane in 0..<RowLanes.count {
                    vector[lane] = values[Swift.min(tile.lowerBound + lane, count - 1) * width + column]
                }
                return vector
            }
        }
    }

    var tileCount: Int { (count + RowLanes.count - 1) / RowLanes.count }
    var tasks: [Range<Int>] { ranges(of: tileCount, length: Self.tilesPerTask) }

    /// How many lanes of a tile are rows.
    func rowsOfTile(_ tile: Int) -> Int { Swift.min(RowLanes.count, count - tile * RowLanes.count) }

    func row(_ row: Int) -> [Double] {
        (0..<width).map { vectors[row / RowLanes.count * width + $0][row % RowLanes.count] }
    }

    @inline(__always)
    static func squaredDistances(
        _ tile: Int, of vectors: UnsafeBufferPointer<Vector>, width: Int, to points: UnsafeBufferPointer<Double>,
        at base: Int
    ) -> Vector {
        var sum = Vector(repeating: 0)
        for column in 0..<width {
            let difference = vectors[tile * width + column] - points[base + column]
            sum += difference * difference
        }
        return sum
    }
}
