internal import LinearAlgebra

/// A mixture of normal distributions with full covariances: a row's score is -ln of its density (McLachlan and Peel 2000), of standardized
/// features.
struct GMM: FittedDetector, Equatable {
    struct Options: Sendable, Equatable {
        static let componentsMax = 50
        /// Numbers of all covariances.
        static let covarianceValuesMax = 2_000_000

        var components = 1
        /// Added to each variance.
        var regularization = 1e-6
        /// EM ends when the mean ln density of a row gains less.
        var tolerance = 1e-3
        var iterations = 100
        var starts = 1
    }

    struct Component: Sendable, Equatable {
        let weight: Double
        let whitening: Whitening
        /// ln weight + ln of the normal density at the center.
        let peak: Double

        init(weight: Double, whitening: Whitening) {
            self.weight = weight
            self.whitening = whitening
            let diagonal = whitening.triangle.diagonal
            peak = diagonal.reduce(_log(weight)) { $0 + _log($1) } - Double(diagonal.count) / 2 * _log(2 * Double.pi)
        }
    }

    let standardization: Standardization
    let components: [Component]

    static func fit(_ training: TrainingSet, options: Options) async throws -> GMM {
        let standardization = try await Standardization.fit(training, countingFills: true)
        let rows = try await FitRows(training, standardization)
        let search = MixtureSearch(rows: rows, options: options, seed: training.seed, stream: training.stream)
        return GMM(standardization: standardization, components: try await search.best())
    }

    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double] {
        var scores = [Double](repeating: 0, count: rows.count)
        var densities = [Double](repeating: 0, count: RowTile.count * components.count)
        standardization.forEachTile(table, rows) { lanes, places in
            for (index, component) in components.enumerated() {
                component.whitening.squaredLengths(lanes) { lengths in
                    for lane in 0..<RowTile.count {
                        densities[lane * components.count + index] = component.peak - lengths[lane] / 2
                    }
                }
            }
            for place in places {
                let first = (place - places.lowerBound) * components.count
                scores[place] = -LogSum.of(densities[first..<(first + components.count)])
            }
        }
        return scores
    }

    /// Parts of half the squared distance to each component, by the share that the component has in the row's density. Of one
    /// component they add up to what the score lies above its smallest.
    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double] {
        let row = standardization.standardized(row)
        let parts = components.map { $0.whitening.parts(row) }
        let densities = zip(components, parts).map { $0.peak - $1.reduce(0, +) / 2 }
        let sum = LogSum.of(densities[...])
        var attributions = [Double](repeating: 0, count: row.count)
        for (density, parts) in zip(densities, parts) {
            let share = _exp(density - sum)
            for column in row.indices { attributions[column] += share * parts[column] / 2 }
        }
        return attributions
    }
}

/// ln Σ exp x, without overflow.
enum LogSum {
    static func of(_ logarithms: ArraySlice<Double>) -> Double {
        guard let largest = logarithms.max(), logarithms.count > 1 else { return logarithms.first ?? -.infinity }
        return largest + _log(logarithms.reduce(0) { $0 + _exp($1 - largest) })
    }
}
