internal import LinearAlgebra

/// A center and a covariance, and the distances that they give.
struct GaussianEstimate: Sendable {
    /// What counts as no variance, relative to the largest.
    static let floor = PCA.floor

    let center: [Double]
    let covariance: SymmetricMatrix
    /// -∞ for a covariance without variance in some direction.
    let logDeterminant: Double
    /// Squared Mahalanobis distances; a direction without variance is left out of them.
    private let map: RowMap

    /// - Parameter point: What the rows of the moments were taken less.
    init(_ moments: Moments, near point: [Double]) throws {
        center = zip(moments.mean, point).map { $0 + $1 }
        covariance = moments.covariance
        if let factor = covariance.choleskyFactor(), Self.isRegular(factor), let inverse = factor.inverse() {
            logDeterminant = 2 * factor.diagonal.reduce(0) { $0 + _log($1) }
            map = RowMap(inverse, center: center)
        } else {
            logDeterminant = -.infinity
            let eigen = try covariance.eigen()
            let least = eigen.least(Self.floor)
            let forms = eigen.values.indices.filter { eigen.values[$0] > least }.flatMap { index in
                eigen.vector(index).map { $0 / eigen.values[index].squareRoot() }
            }
            map = RowMap(matrix: forms, center: center)
        }
    }

    private static func isRegular(_ factor: LowerTriangle) -> Bool {
        let pivots = factor.diagonal.map { $0 * $0 }
        return (pivots.min() ?? 1) > floor * (pivots.max() ?? 1)
    }

    func squaredDistances(_ rows: UnsafeBufferPointer<Double>) -> [Double] { map.squaredLengths(of: rows) }
}
