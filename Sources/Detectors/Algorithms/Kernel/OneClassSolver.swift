/// Minimizes αᵀ K α / 2 for α that add up to 1, each from 0 to 1 / (nu n), by sequential minimal optimization: two α at a time, chosen by
/// what the step gains (Fan, Chen and Lin 2005, as in libsvm). Deterministic: ties go to the first.
struct OneClassSolver {
    /// Row-major, with ones on the diagonal.
    private let kernel: [Double]
    private let count: Int
    private let limit: Double
    private var weights: [Double]
    /// K α.
    private var gradient: [Double]

    /// A pair whose gradients differ by less, relative to the largest, is as good as solved.
    private static let tolerance = 1e-6
    /// Steps for each row, after which what has been found must do.
    private static let stepsPerRow = 200
    /// A cancelled task stops after so many: some milliseconds, of the most rows that there can be.
    private static let stepsPerCheck = 256

    init(kernel: [Double], nu: Double) {
        self.kernel = kernel
        count = Int(Double(kernel.count).squareRoot().rounded())
        limit = 1 / (nu * Double(count))
        weights = []
        gradient = [Double](repeating: 0, count: count)
        start()
    }

    /// The first nu n rows share all.
    private mutating func start() {
        var left = 1.0
        for _ in 0..<count {
            weights.append(Swift.min(limit, left))
            left = Swift.max(left - limit, 0)
        }
        for row in 0..<count where weights[row] > 0 {
            for other in 0..<count { gradient[other] += weights[row] * kernel[row * count + other] }
        }
    }

    /// - Throws: CancellationError in a task that is cancelled.
    consuming func solved() throws -> (weights: [Double], offset: Double) {
        let kernel = kernel
        let (count, limit) = (count, limit)
        let largest = gradient.max() ?? 1
        try kernel.withUnsafeBufferPointer { kernel in
            try weights.withUnsafeMutableBufferPointer { weights in
                try gradient.withUnsafeMutableBufferPointer { gradient in
                    for step in 0..<(Self.stepsPerRow * count + 1000) {
                        if step % Self.stepsPerCheck == 0 { try Task.checkCancellation() }
                        guard let pair = Self.pair(kernel, weights, gradient, limit, Self.tolerance * largest) else {
                            break
                        }
                        Self.step(pair, kernel, weights, gradient, limit, count)
                    }
                }
            }
        }
        return (weights, offset())
    }

    /// The row of smallest gradient whose weight can grow, and one whose weight can fall, so that the step between them gains most.
    private static func pair(
        _ kernel: UnsafeBufferPointer<Double>, _ weights: UnsafeMutableBufferPointer<Double>,
        _ gradient: UnsafeMutableBufferPointer<Double>, _ limit: Double, _ tolerance: Double
    ) -> (grows: Int, falls: Int)? {
        let count = weights.count
        var grows = -1
        for row in 0..<count where weights[row] < limit && (grows < 0 || gradient[row] < gradient[grows]) {
            grows = row
        }
        guard grows >= 0 else { return nil }
        var falls = -1
        var most = 0.0
        var largest = -Double.infinity
        for row in 0..<count where weights[row] > 0 {
            largest = Swift.max(largest, gradient[row])
            let difference = gradient[row] - gradient[grows]
            guard difference > 0 else { continue }
            let gain = difference * difference / curvature(kernel[grows * count + row])
            if gain > most {
                most = gain
                falls = row
            }
        }
        guard falls >= 0, largest - gradient[grows] > tolerance else { return nil }
        return (grows, falls)
    }

    /// Of equal rows almost 0: then one takes all that the other has.
    private static func curvature(_ kernel: Double) -> Double { Swift.max(2 - 2 * kernel, 1e-12) }

    private static func step(
        _ pair: (grows: Int, falls: Int), _ kernel: UnsafeBufferPointer<Double>,
        _ weights: UnsafeMutableBufferPointer<Double>, _ gradient: UnsafeMutableBufferPointer<Double>, _ limit: Double,
        _ count: Int
    ) {
        let (grows, falls) = pair
        let best = (gradient[falls] - gradient[grows]) / curvature(kernel[grows * count + falls])
        let room = limit - weights[grows]
        let moved = Swift.min(best, room, weights[falls])
        // Exactly on a bound, so that the row is told from those between the bounds.
        weights[grows] = moved == room ? limit : weights[grows] + moved
        weights[falls] = moved == weights[falls] ? 0 : weights[falls] - moved
        for row in 0..<count {
            gradient[row] += moved * (kernel[grows * count + row] - kernel[falls * count + row])
        }
    }

    /// ρ, above 0: the gradient of rows between the bounds, where it is the same for all; without any, the middle of what is possible.
    private func offset() -> Double {
        var (sum, free) = (0.0, 0)
        var (low, high) = (-Double.infinity, Double.infinity)
        for row in 0..<count {
            if weights[row] > 0, weights[row] < limit {
                sum += gradient[row]
                free += 1
            } else if weights[row] > 0 {
                low = Swift.max(low, gradient[row])
            } else {
                high = Swift.min(high, gradient[row])
            }
        }
        if free > 0 { return sum / Double(free) }
        return low.isFinite && high.isFinite ? (low + high) / 2 : low.isFinite ? low : high
    }
}

enum GaussianKernel {
    /// exp(-gamma |a - b|²) of all pairs of rows.
    /// - Throws: CancellationError in a task that is cancelled.
    static func matrix(_ rows: [Double], width: Int, gamma: Double) throws -> [Double] {
        let count = rows.count / width
        var matrix = [Double](repeating: 1, count: count * count)
        try rows.withUnsafeBufferPointer { rows in
            try matrix.withUnsafeMutableBufferPointer { matrix in
                for one in 0..<count {
                    try Task.checkCancellation()
                    for other in 0..<one {
                        var squared = 0.0
                        for column in 0..<width {
                            let difference = rows[one * width + column] - rows[other * width + column]
                            squared += difference * difference
                        }
                        let value = _exp(-gamma * squared)
                        matrix[one * count + other] = value
                        matrix[other * count + one] = value
                    }
                }
            }
        }
        return matrix
    }
}
