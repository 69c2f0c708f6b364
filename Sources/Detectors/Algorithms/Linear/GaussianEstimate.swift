internal import LinearAlgebra

/// A center and a covariance, and the distances that they give.
struct GaussianEstimate: Sendable {
    /// What counts as no variance, relative to the largest.
    static let floor = PCA.floor

    let center: [Double]
    let covariance: SymmetricMatrix
    /// In how many directions there is variance.
    let rank: Int
    /// Of the covariance within those directions.
    let logDeterminant: Double
    /// Squared Mahalanobis distances; a direction without variance is left out of them.
    private let map: RowMap

    /// - Parameter point: What the rows of the moments were taken less.
    init(_ moments: Moments, near point: [Double]) throws {
        center = zip(moments.mean, point).map { $0 + $1 }
        covariance = moments.covariance
        if let factor = covariance.choleskyFactor(), Self.isRegular(factor), let inverse = factor.inverse() {
            rank = covariance.order
            logDeterminant = 2 * factor.diagonal.reduce(0) { $0 + _log($1) }
            map = RowMap(inverse, center: center)
        } else {
            let eigen = try covariance.eigen()
            let least = eigen.least(Self.floor)
            let varying = eigen.values.indices.filter { eigen.values[$0] > least }
            rank = varying.count
            logDeterminant = varying.reduce(0) { $0 + _log(eigen.values[$1]) }
            let forms = varying.flatMap { index in
                eigen.vector(index).map { $0 / eigen.values[index].squareRoot() }
            }
            map = RowMap(matrix: forms, center: center)
        }
    }

    var isSingular: Bool { rank < covariance.order }

    /// Whether its determinant is smaller: of two that are 0, that with more directions in which nothing varies, then that with less
    /// variance in the others.
    func isSmaller(than other: GaussianEstimate, by margin: Double = 0) -> Bool {
        rank == other.rank ? logDeterminant < other.logDeterminant - margin : rank < other.rank
    }

    private static func isRegular(_ factor: LowerTriangle) -> Bool {
        let pivots = factor.diagonal.map { $0 * $0 }
        let largest = pivots.max() ?? 1
        return largest > Eigen.nothing && (pivots.min() ?? 1) > floor * largest
    }

    func squaredDistances(_ rows: UnsafeBufferPointer<Double>) -> [Double] { map.squaredLengths(of: rows) }
}
