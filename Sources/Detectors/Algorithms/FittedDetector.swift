internal import Messages

/// One fit of an algorithm. Scores are higher for stranger rows and depend on the row and the fit alone.
///
/// Calls are per block of rows, never per value, so the existential costs nothing that can be measured.
protocol FittedDetector: Sendable {
    /// Raw scores of `rows` of a table whose columns are the model's features in their order.
    /// - Parameter basis: Training rows, for algorithms whose calibration leaves one out, were rows of this fit and must not
    ///   vouch for themselves; all others meet `novel` rows only.
    func scores(_ table: FeatureTable, _ rows: Range<Int>, _ basis: ScoreBasis) -> [Double]

    /// Scores of rows each of which takes the place of a training row, which is then no longer there.
    func scores(_ table: FeatureTable, inPlaceOf row: Int) -> [Double]

    /// What each feature adds to the strangeness of one row, in the algorithm's own unit; negative when the
    /// feature makes the row look more ordinary.
    func attributions(_ row: [Double], _ basis: ScoreBasis) -> [Double]

    /// What the fit takes in memory, about; where it does not say, a default stands in.
    var byteCount: Int { get }

    /// The fit as a snapshot holds it.
    var message: DetectionV1.SnapshotFit.Fit { get }
}

extension FittedDetector {
    /// For fits that one row of many hardly moves, or that never saw the row.
    func scores(_ table: FeatureTable, inPlaceOf row: Int) -> [Double] { scores(table, 0..<table.rowCount, .novel) }
}

/// What every fit gets: the training data, the rows of it to use, and the profile of each feature.
struct TrainingSet: Sendable {
    let table: FeatureTable
    let rows: [UInt32]
    let medians: [Double]
    /// One per feature; none where all are automatic.
    var scalings: [Scaling] = []
    /// Whether some are 0 or 1 by category.
    var hasIndicators = false
    let seed: UInt64
    /// 0 for the fit over all rows, 1... for the folds: generators of different fits are independent.
    let stream: UInt64
    /// Rows of the smallest fold's fit: samples larger than this would make the fits' scores incomparable.
    let rowsOfSmallestFit: Int

    /// The values of a feature that are not missing, in the order of the rows.
    func presentValues(column: Int) -> [Double] {
        let base = column * table.rowCount
        return table.values.withUnsafeBufferPointer { all in
            [Double](unsafeUninitializedCapacity: rows.count) { values, count in
                for row in rows {
                    let value = all[base + Int(row)]
                    values[count] = value
                    count += value.isNaN ? 0 : 1
                }
            }
        }
    }
}
