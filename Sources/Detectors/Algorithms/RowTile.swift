/// Standardized rows side by side, a fixed number of them, so that what is computed for a row takes the same steps in the same order
/// wherever the row stands: its score is then the same, to the bit, alone and in any table.
enum RowTile {
    static let count = 64
    /// As many lanes as the sums of one loop fit into registers.
    typealias Vector = SIMD16<Double>

    /// How many vectors hold so many rows.
    static func vectors(of rows: Int) -> Range<Int> { 0..<(rows + Vector.scalarCount - 1) / Vector.scalarCount }

    /// Of the rows of one of a tile's vectors, to the point whose first coordinate is at `base`.
    /// - Parameter lanes: As `Standardization.forEachTile` gives them.
    @inline(__always)
    static func squaredDistances(
        _ lanes: UnsafeMutableBufferPointer<Double>, vector: Int, width: Int, to points: UnsafeBufferPointer<Double>,
        at base: Int
    ) -> Vector {
        let bytes = UnsafeRawBufferPointer(lanes)
        var sum = Vector(repeating: 0)
        for column in 0..<width {
            let first = column * count + vector * Vector.scalarCount
            let values = bytes.loadUnaligned(fromByteOffset: first * MemoryLayout<Double>.stride, as: Vector.self)
            let difference = values - points[base + column]
            sum += difference * difference
        }
        return sum
    }
}

extension Standardization {
    /// Calls `body` for the rows, `RowTile.count` at a time.
    /// - Parameter body: Gets the values, `values[feature * RowTile.count + lane]`, which it may change, and the places that the
    ///   lanes' rows have among `rows`. Lanes without a row hold zeros.
    func forEachTile(
        _ table: FeatureTable, _ rows: Range<Int>,
        _ body: (_ values: UnsafeMutableBufferPointer<Double>, _ places: Range<Int>) -> Void
    ) {
        var lanes = [Double](repeating: 0, count: featureCount * RowTile.count)
        table.values.withUnsafeBufferPointer { values in
            lanes.withUnsafeMutableBufferPointer { lanes in
                for first in stride(from: 0, to: rows.count, by: RowTile.count) {
                    let places = first..<Swift.min(first + RowTile.count, rows.count)
                    if places.count < RowTile.count { lanes.update(repeating: 0) }
                    for column in 0..<featureCount {
                        let base = column * table.rowCount + rows.lowerBound
                        standardize(
                            column, UnsafeBufferPointer(rebasing: values[(base + first)..<(base + places.upperBound)]),
                            into: UnsafeMutableBufferPointer(
                                rebasing: lanes[(column * RowTile.count)..<((column + 1) * RowTile.count)]))
                    }
                    body(lanes, places)
                }
            }
        }
    }

    private func standardize(
        _ column: Int, _ values: UnsafeBufferPointer<Double>, into result: UnsafeMutableBufferPointer<Double>
    ) {
        let scale = scale(column)
        for index in values.indices { result[index] = scale.standardized(values[index]) }
    }

    func standardized(_ row: [Double]) -> [Double] { row.enumerated().map { standardized($1, $0) } }
}
