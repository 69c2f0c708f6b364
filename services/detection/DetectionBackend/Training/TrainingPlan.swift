import Detectors
import Messages
import RPC

/// What a detector would be trained on: which columns of how many rows.
struct TrainingPlan {
    var columns: [String]

    /// - Throws: FAILED_PRECONDITION naming the column that is missing or holds no numbers, the number of rows, what is
    ///   needed to count alerts per day, or the memory that it would take.
    init(
        _ detector: DetectionV1.Detector, _ dataset: DatasetDescription, _ memory: TrainingMemory
    ) throws(RPCError) {
        columns = try Self.columns(detector, dataset)
        guard dataset.rowCount >= DetectorLimits.trainingRowsMin else {
            throw RPCError(
                .failedPrecondition,
                "dataset_version: \(dataset.version) has \(dataset.rowCount) rows; training needs at least "
                    + "\(DetectorLimits.trainingRowsMin)")
        }
        let cells = Int(dataset.rowCount) * columns.count
        guard cells <= DetectionLimits.trainingCellsMax else {
            throw RPCError(
                .failedPrecondition,
                "dataset_version: training on \(dataset.rowCount) rows of \(columns.count) features takes \(cells) "
                    + "values; at most \(DetectionLimits.trainingCellsMax) are allowed")
        }
        if case .alertsPerDay = detector.thresholdPolicy?.policy, detector.thresholdPolicy?.rowsPerDay == 0,
            dataset.timeColumn == nil
        {
            throw RowsPerDay.unknown.rpcError
        }
        try memory.check(detector, rows: Int(dataset.rowCount), columns: columns.count)
    }

    private static func columns(
        _ detector: DetectionV1.Detector, _ dataset: DatasetDescription
    ) throws(RPCError) -> [String] {
        guard !detector.featureColumns.isEmpty else {
            guard !dataset.featureColumns.isEmpty else {
                throw RPCError(.failedPrecondition, "\(dataset.version) has no numeric column of role FEATURE")
            }
            return dataset.featureColumns
        }
        for name in detector.featureColumns {
            guard let column = dataset.columns.first(where: { $0.name == name }) else {
                throw RPCError(.failedPrecondition, "feature_columns: \(dataset.version) has no column \"\(name)\"")
            }
            guard column.type.isNumeric else {
                throw RPCError(
                    .failedPrecondition,
                    "feature_columns: column \"\(name)\" of \(dataset.version) does not hold numbers")
            }
        }
        return detector.featureColumns
    }
}
