/// A series with what its windows' covariances are updated by: from (i, j) to (i + 1, j + 1) the covariance grows by
/// `halves[i] · sums[j] + halves[j] · sums[i]`.
struct PreparedSeries: Sendable {
    private typealias Lanes = SIMD8<Double>

    let values: [Double]
    let window: Int
    let moments: RollingMoments
    /// (x[i + window] - x[i]) / 2, and (x[i + window] - mean[i + 1]) + (x[i] - mean[i]). Zeros behind the end.
    private let halves: [Double]
    private let sums: [Double]
    /// With zeros behind the end, where lanes run over.
    private let inverseLengths: [Double]

    /// The windows.
    var count: Int { values.count - window + 1 }

    init(_ values: [Double], window: Int) throws {
        let mean = values.reduce(0) { $0 + $1 / Double(values.count) }
        let centred = values.map { $0 - mean }
        let moments = try RollingMoments(centred, window: window)
        let count = values.count - window + 1
        var halves = [Double](repeating: 0, count: count + MatrixProfile.lanes)
        var sums = halves
        for start in 0..<(count - 1) {
            halves[start] = (centred[start + window] - centred[start]) / 2
            sums[start] =
                (centred[start + window] - moments.means[start + 1]) + (centred[start] - moments.means[start])
        }
        self.values = centred
        self.window = window
        self.moments = moments
        self.halves = halves
        self.sums = sums
        inverseLengths = moments.inverseLengths + [Double](repeating: 0, count: MatrixProfile.lanes)
    }

    /// The best correlations along some diagonals.
    func best(diagonals: Range<Int>) throws -> BestCorrelations {
        // Lanes that run over the end write behind it.
        var best = BestCorrelations(count: count + MatrixProfile.lanes)
        for start in stride(from: diagonals.lowerBound, to: diagonals.upperBound, by: MatrixProfile.lanes) {
            try Task.checkCancellation()
            let lanes = Swift.min(MatrixProfile.lanes, diagonals.upperBound - start)
            halves.withUnsafeBufferPointer { halves in
                sums.withUnsafeBufferPointer { sums in
                    inverseLengths.withUnsafeBufferPointer { inverse in
                        best.correlations.withUnsafeMutableBufferPointer { correlations in
                            best.neighbours.withUnsafeMutableBufferPointer { neighbours in
                                walk(start, lanes, halves, sums, inverse, correlations, neighbours)
                            }
                        }
                    }
                }
            }
        }
        best.correlations.removeLast(MatrixProfile.lanes)
        best.neighbours.removeLast(MatrixProfile.lanes)
        return best
    }

    /// Diagonals `first` to `first + lanes - 1`, from pair (0, first) on. A lane that is not asked for, or that has come
    /// to its end, correlates by less than any other.
    private func walk(
        _ first: Int, _ lanes: Int, _ halves: UnsafeBufferPointer<Double>, _ sums: UnsafeBufferPointer<Double>,
        _ inverse: UnsafeBufferPointer<Double>, _ best: UnsafeMutableBufferPointer<Double>,
        _ neighbours: UnsafeMutableBufferPointer<Int32>
    ) {
        guard let halfStart = halves.baseAddress, let sumStart = sums.baseAddress,
            let inverseStart = inverse.baseAddress, let bestStart = best.baseAddress
        else { return }
        var covariances = Lanes()
        for lane in 0..<lanes where first + lane < count { covariances[lane] = covariance(0, first + lane) }
        var penalty = Lanes()
        for lane in 0..<MatrixProfile.lanes where lane >= lanes { penalty[lane] = -.infinity }
        for row in 0..<(count - first) {
            let column = first + row
            // What runs over the end is behind the windows: it may be written, and is cut off; a row must not take it.
            if column + MatrixProfile.lanes > count { penalty[count - column] = -.infinity }
            let inverses = Self.load(inverseStart + column)
            let correlations = covariances * (inverses * inverse[row]) + penalty
            let rowBest = correlations.max()
            if rowBest > best[row] {
                best[row] = rowBest
                for lane in 0..<MatrixProfile.lanes where correlations[lane] == rowBest {
                    neighbours[row] = Int32(column + lane)
                    break
                }
            }
            let columnBest = Self.load(bestStart + column)
            let isBetter = correlations .> columnBest
            if any(isBetter) {
                for lane in 0..<MatrixProfile.lanes where isBetter[lane] {
                    best[column + lane] = correlations[lane]
                    neighbours[column + lane] = Int32(row)
                }
            }
            covariances += Self.load(sumStart + column) * halves[row] + Self.load(halfStart + column) * sums[row]
        }
    }

    private func covariance(_ i: Int, _ j: Int) -> Double {
        var sum = 0.0
        for offset in 0..<window {
            sum += (values[i + offset] - moments.means[i]) * (values[j + offset] - moments.means[j])
        }
        return sum
    }

    @inline(__always)
    private static func load(_ start: UnsafePointer<Double>) -> Lanes {
        UnsafeRawPointer(start).loadUnaligned(as: Lanes.self)
    }

    @inline(__always)
    private static func load(_ start: UnsafeMutablePointer<Double>) -> Lanes {
        UnsafeRawPointer(start).loadUnaligned(as: Lanes.self)
    }
}
