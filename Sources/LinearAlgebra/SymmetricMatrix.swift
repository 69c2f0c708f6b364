internal import COpenBLAS

/// A symmetric matrix of finite numbers.
package struct SymmetricMatrix: Sendable, Equatable {
    package let order: Int
    /// Row-major, both triangles.
    package private(set) var values: [Double]

    package init(order: Int) {
        self.order = order
        values = [Double](repeating: 0, count: order * order)
    }

    package subscript(row: Int, column: Int) -> Double {
        get { values[row * order + column] }
        set {
            values[row * order + column] = newValue
            values[column * order + row] = newValue
        }
    }

    /// All eigenvalues, the largest first, and their eigenvectors, of length 1 (LAPACK's dsyevd: divide and conquer). The sign of a
    /// vector is such that its component of largest magnitude, the first of several, is positive.
    package func eigen() throws(LinearAlgebraError) -> Eigen {
        guard order > 0 else { return Eigen(values: [], vectors: []) }
        // LAPACK would answer with numbers that are none.
        guard values.allSatisfy(\.isFinite) else { throw .noConvergence }
        var matrix = values
        var eigenvalues = [Double](repeating: 0, count: order)
        var size = Int32(order)
        var info: Int32 = 0
        // The least that dsyevd asks for with vectors.
        var workCount = 1 + 6 * size + 2 * size * size
        var integerCount = 3 + 5 * size
        var work = [Double](repeating: 0, count: Int(workCount))
        var integers = [Int32](repeating: 0, count: Int(integerCount))
        Library.call {
            dsyevd_(
                "V", "U", &size, &matrix, &size, &eigenvalues, &work, &workCount, &integers, &integerCount, &info, 1, 1)
        }
        guard info == 0 else { throw .noConvergence }
        // Column-major there: each run of `order` numbers is a vector; ascending.
        let vectors = (0..<order).reversed().flatMap { vector in
            Self.signed(matrix[(vector * order)..<((vector + 1) * order)])
        }
        return Eigen(values: eigenvalues.reversed(), vectors: vectors)
    }

    private static func signed(_ vector: ArraySlice<Double>) -> [Double] {
        let largest = vector.max { abs($0) < abs($1) } ?? 0
        return largest < 0 ? vector.map { -$0 } : Array(vector)
    }

    /// The same with every eigenvalue raised to `floor` times the largest at least (times 1 where all are as good as 0): positive
    /// definite, and the same in all directions that vary.
    package func raised(floor: Double) throws(LinearAlgebraError) -> SymmetricMatrix {
        let eigen = try eigen()
        let least = eigen.least(floor)
        guard let smallest = eigen.values.last, smallest < least else { return self }
        var raised = self
        for (index, value) in eigen.values.enumerated() where value < least {
            let vector = eigen.vector(index)
            for (row, left) in zip(0..., vector) {
                for (column, right) in zip(0...row, vector) { raised[row, column] += (least - value) * left * right }
            }
        }
        return raised
    }

    package func scaled(by factor: Double) -> SymmetricMatrix {
        var scaled = self
        for index in values.indices { scaled.values[index] *= factor }
        return scaled
    }

    /// L with L · Lᵀ = this; nil if it is not positive definite.
    package func choleskyFactor() -> LowerTriangle? {
        var matrix = values
        var size = Int32(order)
        var info: Int32 = 0
        // Column-major upper is row-major lower.
        Library.call { dpotrf_("U", &size, &matrix, &size, &info, 1) }
        return info == 0 ? LowerTriangle(order: order, square: matrix) : nil
    }
}

package struct Eigen: Sendable, Equatable {
    package let values: [Double]
    /// One after the other.
    package let vectors: [Double]

    package func vector(_ index: Int) -> ArraySlice<Double> {
        vectors[(index * values.count)..<((index + 1) * values.count)]
    }

    /// A covariance of standardized rows that is nowhere larger is as good as 0: numbers near 1 can't tell such rows apart.
    package static let nothing = 1e-30

    /// What counts as no variance: `floor` times the largest eigenvalue, or `floor` where all are as good as 0.
    package func least(_ floor: Double) -> Double {
        guard let largest = values.first, largest > Self.nothing else { return floor }
        return floor * largest
    }
}

package enum LinearAlgebraError: Error, Equatable {
    /// An iteration did not come to its end: the matrix holds what is not a number.
    case noConvergence
}
