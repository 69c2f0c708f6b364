internal import CDetectors

/// Bins of equal width between two numbers, closed below and open above, the last one closed.
struct EqualBins {
    private var bins: cdetectors_bins

    /// - Parameters:
    ///   - low: The range, of standardized values.
    ///   - slack: So far outside a value still counts to the outermost bin.
    ///   - scale: Standardizes the values; nil where they are.
    init(low: Double, high: Double, count: Int, slack: Double = 0, scale: Standardization.Scale? = nil) {
        bins = cdetectors_bins(
            mean: 0, deviation: 1, missing: 0, magnitude_max: .infinity, low: low, high: high, slack: slack,
            count: Int32(count))
        guard let scale else { return }
        let isConstant = scale.deviation == 0
        bins.mean = scale.mean
        // Whatever differs by anything is as far away as can be.
        bins.deviation = isConstant ? .leastNonzeroMagnitude : scale.deviation
        bins.magnitude_max = isConstant ? Standardization.constantDeviation : Standardization.deviationMax
        bins.missing = scale.median
    }

    /// How many of `values`, all of which are in the range, are in each bin.
    func counts(_ values: [Double]) -> [Int] {
        var counts = [Int64](repeating: 0, count: Int(bins.count) + 1)
        withUnsafePointer(to: bins) { cdetectors_count_bins($0, values, Int32(values.count), &counts) }
        return counts.dropFirst().map { Int($0) }
    }

    /// Adds the score of each value's bin to the sum beside it.
    /// - Parameter scores: Of values outside, then of each bin.
    func add(_ scores: [Double], of values: UnsafeBufferPointer<Double>, to sums: inout [Double]) {
        withUnsafePointer(to: bins) {
            cdetectors_add_bins($0, scores, values.baseAddress, Int32(values.count), &sums)
        }
    }
}
