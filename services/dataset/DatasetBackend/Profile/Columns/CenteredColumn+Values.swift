extension CenteredColumn {
    /// - Parameters:
    ///   - moments: of the chunk's finite values, scaled.
    ///   - first: the mean of the column's first chunk that has any.
    init(_ values: ProfiledValues, isFloat: Bool, scale: Double, _ moments: Moments, first: Double) {
        self.moments = moments
        center = moments.mean - first
        let padded = (values.rowCount + Correlations.lanes - 1) / Correlations.lanes * Correlations.lanes
        deviations = [Double](repeating: 0, count: padded)
        let isComplete = moments.count == values.rowCount
        if isComplete {
            var deviations = deviations.mutableSpan
            for row in 0..<values.rowCount {
                deviations[row] = Self.number(values.word(row), isFloat) * scale - moments.mean
            }
            return
        }
        var presence = [Double](repeating: 0, count: padded)
        for row in 0..<values.rowCount where values.isPresent(row) {
            let number = Self.number(values.word(row), isFloat)
            guard number.isFinite else { continue }
            deviations[row] = number * scale - moments.mean
            presence[row] = 1
        }
        self.presence = presence
    }

    @inline(__always) private static func number(_ word: UInt64, _ isFloat: Bool) -> Double {
        isFloat ? Double(bitPattern: word) : Double(Int64(bitPattern: word))
    }
}
