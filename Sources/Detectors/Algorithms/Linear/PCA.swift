internal import LinearAlgebra

/// Distance along principal components in units of their variance (Shyu et al. 2003): Σ z² / λ, with z the projections of a
/// standardized row on the eigenvectors of the training rows' correlation matrix and λ its eigenvalues.
///
/// - A missing value counts as the feature's median, in training too, so that the mean of z is 0 and the features' variances are 1.
/// - A variance below `floor` times the largest counts as that much: a row that breaks an exact linear relation of the training
///   data is far away, and rounding is not.
/// - Of fewer components than there are, those of largest variance count, and always those without variance.
/// - Unweighted, every z² counts by itself, so that directions in which rows vary much say most.
struct PCA: FittedDetector, Equatable {
    static let floor = 1e-10

    let standardization: Standardization
    /// Of length 1, one after the other.
    let directions: [Double]
    /// What the square of the projection on each is divided by.
    let variances: [Double]
    private let whitening: Whitening

    init(standardization: Standardization, directions: [Double], variances: [Double]) {
        self.standardization = standardization
        self.directions = directions
        self.variances = variances
        let width = standardization.featureCount
        let forms = variances.enumerated().flatMap { index, variance in
            directions[(index * width)..<((index + 1) * width)].map { $0 / variance.squareRoot() }
        }
        whitening = Whitening(forms: forms, center: [Double](repeating: 0, count: width))
    }

    /// - Parameter components: how many of the largest count; nil for all.
    static func fit(_ training: TrainingSet, components: Int?, weighted: Bool) async throws -> PCA {
        let scaled = try await Standardization.fit(training, countingFills: true)
        let moments = try await training.moments(scaled)
        // Components go through the mean, which not every scaling puts at 0.
        let standardization = training.scalings.isEmpty ? scaled : scaled.moved(to: moments.mean)
        let eigen = try moments.covariance.eigen()
        let least = eigen.least(floor)
        let kept = eigen.values.indices.filter { $0 < components ?? .max || eigen.values[$0] <= least }
        return PCA(
            standardization: standardization, directions: kept.flatMap { eigen.vector($0) },
            variances: kept.map { weighted ? Swift.max(eigen.values[$0], least) : 1 })
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        whitening.squaredLengths(table, rows, standardization)
    }

    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        whitening.parts(standardization.standardized(row))
    }
}
