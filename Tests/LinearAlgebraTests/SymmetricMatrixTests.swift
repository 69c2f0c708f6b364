import Testing

@testable import LinearAlgebra

@Suite struct SymmetricMatrixTests {
    private static func matrix(_ rows: [[Double]]) -> SymmetricMatrix {
        var matrix = SymmetricMatrix(order: rows.count)
        for (row, values) in rows.enumerated() {
            for (column, value) in values.enumerated() { matrix[row, column] = value }
        }
        return matrix
    }

    /// Eigenvalues 6, 3 and 1 with integer directions.
    private static let known = matrix([[3, 1, 1], [1, 3, 1], [1, 1, 4]])

    private func product(_ eigen: Eigen) -> SymmetricMatrix {
        var product = SymmetricMatrix(order: eigen.values.count)
        for (index, value) in eigen.values.enumerated() {
            let vector = Array(eigen.vector(index))
            for row in vector.indices {
                for column in 0...row { product[row, column] += value * vector[row] * vector[column] }
            }
        }
        return product
    }

    @Test
    func `eigenvalues fall, their vectors have length 1, a positive largest component, and make the matrix again`()
        throws
    {
        let eigen = try Self.known.eigen()
        #expect(zip(eigen.values, eigen.values.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(abs(eigen.values.reduce(0, +) - 10) < 1e-12)
        for index in 0..<3 {
            let vector = eigen.vector(index)
            #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-12)
            #expect(vector.max { abs($0) < abs($1) }! > 0)
        }
        for (value, expected) in zip(product(eigen).values, Self.known.values) {
            #expect(abs(value - expected) < 1e-12)
        }
    }

    @Test func `a matrix of two rows has the eigenvalues that one computes by hand`() throws {
        let eigen = try Self.matrix([[2, 1], [1, 2]]).eigen()
        #expect(abs(eigen.values[0] - 3) < 1e-14 && abs(eigen.values[1] - 1) < 1e-14)
        #expect(eigen.vectors.map { abs(abs($0) - 0.5.squareRoot()) }.allSatisfy { $0 < 1e-14 })
        #expect(try SymmetricMatrix(order: 0).eigen() == Eigen(values: [], vectors: []))
        #expect(try Self.matrix([[4]]).eigen() == Eigen(values: [4], vectors: [1]))
    }

    @Test func `the Cholesky factor times itself is the matrix, and its inverse undoes it`() throws {
        let factor = try #require(Self.known.choleskyFactor())
        let inverse = try #require(factor.inverse())
        for row in 0..<3 {
            for column in 0..<3 {
                let product = (0...min(row, column)).reduce(0) { $0 + factor[row, $1] * factor[column, $1] }
                #expect(abs(product - Self.known[row, column]) < 1e-14)
                guard column <= row else { continue }
                let identity = (column...row).reduce(0) { $0 + factor[row, $1] * inverse[$1, column] }
                #expect(abs(identity - (row == column ? 1 : 0)) < 1e-14)
            }
        }
        #expect(factor.square == (0..<3).flatMap { row in (0..<3).map { $0 <= row ? factor[row, $0] : 0 } })
        #expect(factor.diagonal == (0..<3).map { factor[$0, $0] })
    }

    @Test
    func `a matrix that is not positive definite has no factor, and a triangle with a zero on its diagonal no inverse`()
    {
        #expect(Self.matrix([[1, 2], [2, 1]]).choleskyFactor() == nil)
        #expect(LowerTriangle(order: 2, values: [1, 1, 0]).inverse() == nil)
    }

    @Test func `a singular matrix is raised where it has no variance, and nowhere else`() throws {
        let singular = Self.matrix([[1, 1], [1, 1]])
        let raised = try singular.raised(floor: 1e-4)
        let eigen = try raised.eigen()
        #expect(abs(eigen.values[0] - 2) < 1e-14 && abs(eigen.values[1] - 2e-4) < 1e-14)
        #expect(raised.choleskyFactor() != nil)
        #expect(try Self.known.raised(floor: 1e-4) == Self.known)
        #expect(try SymmetricMatrix(order: 2).raised(floor: 1e-4) == Self.matrix([[1e-4, 0], [0, 1e-4]]))
    }

    @Test func `numbers that are none are an error, not an endless loop`() {
        #expect(throws: LinearAlgebraError.noConvergence) { try Self.matrix([[.nan, 1], [1, 2]]).eigen() }
    }
}
