/// The distance of every window of a series to the one most like it, both z-normalized (Yeh et al. 2016), exact, in O(n²).
///
/// Windows are compared along the diagonals of the matrix of all pairs, where each correlation follows from the one before by
/// two products (the update of SCAMP, Zimmerman et al. 2019). `lanes` diagonals go together. Diagonals are cut into
/// fixed tasks, and of two equal neighbours the earlier one is taken, so that the profile is the same whatever the
/// threads.
///
/// As in stumpy: windows nearer than a quarter of their length are not compared; of two windows without any change the
/// distance is 0, of one and any other it is sqrt(window).
struct MatrixProfile: Sendable, Equatable {
    static let lanes = 8
    private static let tasksMax = 16

    let window: Int
    /// The distance of each window to the nearest; infinite where there is none to compare it with.
    var distances: [Double]
    /// Which window that is; -1 where there is none.
    var neighbours: [Int32]

    /// - Parameters:
    ///   - values: Finite, at most 1 in magnitude.
    ///   - window: At least 3, at most the number of values.
    static func compute(_ values: [Double], window: Int) async throws -> MatrixProfile {
        let series = try PreparedSeries(values, window: window)
        let exclusion = (window + 3) / 4
        // Diagonal k holds the pairs (i, i + k); the pairs of all tasks are about as many.
        let bounds = Self.bounds(first: exclusion + 1, end: series.count)
        let parts = try await parallelMap(bounds.count) { try series.best(diagonals: bounds[$0]) }
        var best = BestCorrelations(count: series.count)
        for part in parts { best.take(part) }
        best.takeConstant(series.moments.constant, exclusion: exclusion)
        return MatrixProfile(
            window: window, distances: best.correlations.map { Self.distance($0, window) }, neighbours: best.neighbours)
    }

    private static func distance(_ correlation: Double, _ window: Int) -> Double {
        guard correlation > -.infinity else { return .infinity }
        let square = 2 * Double(window) * (1 - Swift.min(correlation, 1))
        // What rounding leaves of equal windows.
        return square < 1e-14 ? 0 : square.squareRoot()
    }

    private static func bounds(first: Int, end: Int) -> [Range<Int>] {
        guard first < end else { return [] }
        let total = Double((end - first) * (end - first + 1) / 2)
        var bounds: [Range<Int>] = []
        var start = first
        var pairs = 0.0
        for diagonal in first..<end {
            pairs += Double(end - diagonal)
            let isLast = diagonal == end - 1
            if isLast || pairs >= total * Double(bounds.count + 1) / Double(tasksMax) {
                bounds.append(start..<(diagonal + 1))
                start = diagonal + 1
            }
        }
        return bounds
    }
}
