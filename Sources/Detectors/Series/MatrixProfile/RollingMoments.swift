/// Mean and length of every window of a series: the length is that of the window as a vector after its mean is taken off. Each
/// is computed for itself in two passes, so that nothing is carried on along the series.
struct RollingMoments: Sendable {
    var means: [Double]
    /// 1 / length; 0 for a window whose values are all equal.
    var inverseLengths: [Double]
    /// Windows whose values are all equal, ascending.
    var constant: [Int]

    /// Throws when the task is cancelled.
    init(_ values: [Double], window: Int) throws {
        let count = values.count - window + 1
        means = [Double](repeating: 0, count: count)
        inverseLengths = means
        constant = []
        // The length of the run of equal values that ends at each place.
        var run = 0
        for last in values.indices {
            run = last > 0 && values[last] == values[last - 1] ? run + 1 : 1
            if run >= window { constant.append(last - window + 1) }
        }
        let scale = 1 / Double(window)
        try values.withUnsafeBufferPointer { values in
            for start in 0..<count {
                if start % 1024 == 0 { try Task.checkCancellation() }
                var sum = 0.0
                for index in start..<(start + window) { sum += values[index] }
                let mean = sum * scale
                var squares = 0.0
                for index in start..<(start + window) {
                    let distance = values[index] - mean
                    squares += distance * distance
                }
                means[start] = mean
                inverseLengths[start] = squares > 0 ? 1 / squares.squareRoot() : 0
            }
        }
        for start in constant {
            means[start] = values[start]
            inverseLengths[start] = 0
        }
    }
}
