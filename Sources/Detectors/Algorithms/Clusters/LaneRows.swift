/// Standardized rows in tiles of one vector per feature, for passes that meet all of them with one point after another.
struct LaneRows: Sendable {
    typealias Vector = RowTile.Vector
    static let lanes = Vector.scalarCount
    /// Tiles of one parallel task: where tasks begin does not depend on the number of threads.
    static let tilesPerTask = DetectorLimits.rowsPerTask / lanes

    let count: Int
    let width: Int
    /// Tile by tile; lanes behind the last row repeat it.
    let vectors: [Vector]

    init(_ training: TrainingSet, _ rows: [UInt32], _ standardization: Standardization) async throws {
        count = rows.count
        width = standardization.featureCount
        let tasks = ranges(of: rows.count, length: DetectorLimits.rowsPerTask)
        let blocks = try await parallelMap(tasks.count) { task in
            let own = rows[tasks[task]].lazy.map { Int($0) }
            return Self.tiles(standardization.rowMajor(training.table, own), width: standardization.featureCount)
        }
        vectors = gathered(blocks, count: blocks.reduce(0) { $0 + $1.count })
    }

    /// - Parameter values: Row-major, standardized.
    init(_ values: [Double], width: Int) {
        count = values.count / width
        self.width = width
        vectors = Self.tiles(values, width: width)
    }

    private static func tiles(_ values: [Double], width: Int) -> [Vector] {
        let count = values.count / width
        let tiles = ranges(of: count, length: lanes)
        return gathered(
            tiles.lazy.map { tile in
                (0..<width).map { column in
                    var vector = Vector(repeating: 0)
                    for lane in 0..<lanes {
                        vector[lane] = values[Swift.min(tile.lowerBound + lane, count - 1) * width + column]
                    }
                    return vector
                }
            }, count: tiles.count * width)
    }

    var tileCount: Int { (count + Self.lanes - 1) / Self.lanes }
    var tasks: [Range<Int>] { ranges(of: tileCount, length: Self.tilesPerTask) }

    /// How many lanes of a tile are rows.
    func rowsOfTile(_ tile: Int) -> Int { Swift.min(Self.lanes, count - tile * Self.lanes) }

    func row(_ row: Int) -> [Double] {
        (0..<width).map { vectors[row / Self.lanes * width + $0][row % Self.lanes] }
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
