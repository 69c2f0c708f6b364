/// The highest correlation of each window so far, and with which other.
struct BestCorrelations: Sendable {
    var correlations: [Double]
    var neighbours: [Int32]

    init(count: Int) {
        correlations = [Double](repeating: -.infinity, count: count)
        neighbours = [Int32](repeating: -1, count: count)
    }

    mutating func take(_ other: BestCorrelations) {
        for window in correlations.indices {
            take(other.correlations[window], with: other.neighbours[window], window)
        }
    }

    /// Windows without any change correlate as 1 with each other, and as 1/2, half of the largest distance, with the rest.
    /// - Parameter constant: Ascending.
    mutating func takeConstant(_ constant: [Int], exclusion: Int) {
        guard let first = constant.first, let last = constant.last else { return }
        var isConstant = [Bool](repeating: false, count: correlations.count)
        for window in constant { isConstant[window] = true }
        let firstOther = isConstant.firstIndex(of: false)
        let lastOther = isConstant.lastIndex(of: false)
        for window in correlations.indices {
            if isConstant[window] {
                // What the diagonals said of it are zeros by convention.
                correlations[window] = -.infinity
                neighbours[window] = -1
            }
            for other in [first, last] where abs(other - window) > exclusion {
                take(isConstant[window] ? 1 : 0.5, with: Int32(other), window)
            }
            guard isConstant[window] else { continue }
            for other in [firstOther, lastOther].compactMap({ $0 }) where abs(other - window) > exclusion {
                take(0.5, with: Int32(other), window)
            }
        }
    }

    private mutating func take(_ correlation: Double, with other: Int32, _ window: Int) {
        if correlation > correlations[window]
            || (correlation == correlations[window] && other < neighbours[window])
        {
            correlations[window] = correlation
            neighbours[window] = other
        }
    }
}
