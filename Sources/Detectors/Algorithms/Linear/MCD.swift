internal import LinearAlgebra

/// Squared Mahalanobis distance from a robust center by a robust covariance: the minimum covariance determinant (Rousseeuw 1985),
/// sought by FAST-MCD, made consistent for normal data and reweighted, as scikit-learn does it.
///
/// - Features are brought to one scale by their median and robust standard deviation; distances do not depend on the scale, but what
///   counts as no variance does.
/// - While rows are chosen, a direction in which the chosen ones do not vary is left out of distances (scikit-learn's
///   pseudo-inverse). In the covariance that results, a variance counts as `GaussianEstimate.floor` of the largest at least, so that a
///   row which breaks an exact linear relation of nearly all is far away.
struct MCD: FittedDetector, Equatable {
    /// Rows beyond this quantile of their distances do not count in the end.
    private static let reweightedShare = 0.975

    let standardization: Standardization
    let whitening: Whitening

    /// - Parameter supportFraction: How many of the rows the determinant is of; nil for (n + d + 1) / 2.
    static func fit(_ training: TrainingSet, supportFraction: Double?) async throws -> MCD {
        let standardization = try await Standardization.fit(training, automatic: .robust)
        let rows = try await FitRows(training, standardization)
        let support = support(rows, supportFraction)
        let search = FastMCD(rows: rows, support: support, seed: training.seed, stream: training.stream)
        let raw = try await search.search()
        let steps = ConcentrationSteps(rows: rows, support: support)
        let correction = consistency(Double(support) / Double(rows.count), width: rows.width)
        let limit = ChiSquared.quantile(reweightedShare, degrees: rows.width) * correction
        var good: [UInt32] = []
        for (row, distance) in try await steps.distances(raw).enumerated() where distance < limit {
            good.append(UInt32(row))
        }
        let final = good.isEmpty ? raw : try steps.estimate(good[...], near: raw.center)
        let covariance = final.covariance.scaled(by: consistency(reweightedShare, width: rows.width))
        return MCD(
            standardization: standardization,
            whitening: try Whitening(covariance: covariance, center: final.center, floor: GaussianEstimate.floor))
    }

    private static func support(_ rows: FitRows, _ fraction: Double?) -> Int {
        let half = (rows.count + rows.width + 2) / 2
        return Swift.min(Swift.max(fraction.map { Int($0 * Double(rows.count)) } ?? half, 2), rows.count)
    }

    /// What makes the covariance of the share of normal rows nearest to their mean that of all (Croux and Haesbroeck 1999).
    static func consistency(_ share: Double, width: Int) -> Double {
        guard share < 1 else { return 1 }
        return share / ChiSquared.probability(ChiSquared.quantile(share, degrees: width), degrees: width + 2)
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        whitening.squaredLengths(table, rows, standardization)
    }

    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        whitening.parts(standardization.standardized(row))
    }
}
