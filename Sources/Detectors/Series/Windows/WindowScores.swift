/// From scores of windows to scores of the values in them.
enum WindowScores {
    /// A value's score is the mean over the windows that it lies in.
    /// - Parameters:
    ///   - scores: Of the windows that begin at 0, 1, …
    ///   - window: Values of a window; the series has `scores.count + window - 1` of them.
    static func means(_ scores: [Double], window: Int) -> [Double] {
        let sums = WindowSums(scores, length: window)
        return (0..<(scores.count + window - 1)).map { value in
            let first = Swift.max(0, value - window + 1)
            let last = Swift.min(value, scores.count - 1)
            return sums.sum(first, last) / Double(last - first + 1)
        }
    }
}

extension FeatureTable {
    /// The windows of a series as rows: row i holds the values i to i + window - 1, the features are named "t-<distance to the last>".
    package init(windowsOf values: [Double], window: Int) throws(DetectorError) {
        guard window >= 1, values.count >= window else {
            throw .precondition("values", "\(values.count) of them; a window takes \(window)")
        }
        let rows = values.count - window + 1
        var columns: [(name: String, values: [Double])] = []
        for offset in 0..<window {
            columns.append((name: "t-\(window - 1 - offset)", values: Array(values[offset..<(offset + rows)])))
        }
        try self.init(columns: columns)
    }
}
