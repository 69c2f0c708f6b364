/// A few standardized rows side by side, one in each lane of a vector: what is computed for a row does not depend on the rows beside it.
struct RowLanes {
    static let count = 16
    typealias Vector = SIMD16<Double>

    /// One vector per feature; lanes behind the last row repeat it.
    let columns: [Vector]

    /// - Parameter rows: at least one, at most `count`.
    init(_ table: FeatureTable, _ rows: some RandomAccessCollection<Int>, _ standardization: Standardization) {
        var lanes = Array(rows)
        while let last = lanes.last, lanes.count < Self.count { lanes.append(last) }
        columns = table.values.withUnsafeBufferPointer { values in
            (0..<standardization.featureCount).map { column in
                var vector = Vector(repeating: 0)
                let base = column * table.rowCount
                for lane in 0..<Self.count {
                    vector[lane] = standardization.standardized(values[base + lanes[lane]], column)
                }
                return vector
            }
        }
    }

    /// To the point whose first coordinate is at `base`.
    @inline(__always)
    func squaredDistances(to points: UnsafeBufferPointer<Double>, at base: Int) -> Vector {
        columns.withUnsafeBufferPointer { columns in
            var sum = Vector(repeating: 0)
            for column in columns.indices {
                let difference = columns[column] - points[base + column]
                sum += difference * difference
            }
            return sum
        }
    }
}
