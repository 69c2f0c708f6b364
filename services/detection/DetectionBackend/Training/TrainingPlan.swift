import Detectors
import Messages
import RPC

/// What a detector would be trained on: which columns of how many rows.
struct TrainingPlan {
    var columns: FeatureColumns

    /// - Throws: FAILED_PRECONDITION naming the column that is missing or holds no such values, the number of rows, what is
    ///   needed to count alerts per day, or the memory that it would take.
    init(
        _ detector: DetectionV1.Detector, _ dataset: DatasetDescription, _ memory: TrainingMemory
    ) throws(RPCError) {
        let specification = try DetectorSpecification(detector)
        columns = try Self.columns(detector, specification.preprocessing, dataset)
        guard dataset.rowCount >= DetectorLimits.trainingRowsMin else {
            throw RPCError(
                .failedPrecondition,
                "dataset_version: \(dataset.version) has \(dataset.rowCount) rows; training needs at least "
                    + "\(DetectorLimits.trainingRowsMin)")
        }
        let training = TrainingColumns(numbers: columns.numbers.count, categories: columns.categories)
        let features = training.features(specification.preprocessing)
        let cells = Int(dataset.rowCount) * features
        guard cells <= DetectionLimits.trainingCellsMax else {
            throw RPCError(
                .failedPrecondition,
                "dataset_version: training on \(dataset.rowCount) rows of \(features) features takes \(cells) "
                    + "values; at most \(DetectionLimits.trainingCellsMax) are allowed")
        }
        if case .alertsPerDay = detector.thresholdPolicy?.policy, detector.thresholdPolicy?.rowsPerDay == 0,
            dataset.timeColumn == nil
        {
            throw RowsPerDay.unknown.rpcError
        }
        try memory.check(specification, rows: Int(dataset.rowCount), training)
    }

    private static func columns(
        _ detector: DetectionV1.Detector, _ preprocessing: Preprocessing, _ dataset: DatasetDescription
    ) throws(RPCError) -> FeatureColumns {
        let wantsTexts = detector.preprocessing?.categories != nil
        var columns: [DatasetV1.Column] = []
        if detector.featureColumns.isEmpty {
            columns = dataset.columns.filter { column in
                guard column.role == .feature else { return false }
                return column.type.isNumeric
                    || column.type == .string && (wantsTexts || preprocessing.columns[column.name] != nil)
            }
        }
        for name in detector.featureColumns {
            guard let column = dataset.columns.first(where: { $0.name == name }) else {
                throw RPCError(.failedPrecondition, "feature_columns: \(dataset.version) has no column \"\(name)\"")
            }
            guard ![.label, .id].contains(column.role) else {
                throw refusal(
                    "feature_columns", column, "is of role \(column.role == .id ? "ID" : "LABEL"), never a feature")
            }
            columns.append(column)
        }
        guard !columns.isEmpty else {
            throw RPCError(
                .failedPrecondition,
                "\(dataset.version) has no numeric column of role FEATURE; texts are categories where "
                    + "feature_columns or preprocessing name them")
        }
        let names = Set(columns.map(\.name))
        if let unknown = preprocessing.columns.keys.filter({ !names.contains($0) }).min() {
            throw RPCError(
                .failedPrecondition,
                "preprocessing.columns: \"\(unknown)\" is not a feature column of \(dataset.version)")
        }
        var sorted = FeatureColumns()
        for column in columns {
            if try isCategory(column, preprocessing.columns[column.name]) {
                sorted.categories.append(column.name)
            } else {
                sorted.numbers.append(column.name)
            }
        }
        return sorted
    }

    /// Texts are categories; whole numbers and booleans are where the detector says so.
    private static func isCategory(
        _ column: DatasetV1.Column, _ treatment: ColumnPreprocessing?
    ) throws(RPCError) -> Bool {
        switch (column.type, treatment) {
        case (.string, .category), (.string, nil), (.integer, .category), (.boolean, .category): return true
        case (.string, .number):
            throw refusal("preprocessing.columns", column, "holds texts, which are no numbers")
        case (.float, .category):
            throw refusal("preprocessing.columns", column, "holds decimal numbers, which are no categories")
        case (.integer, _), (.boolean, _), (.float, _): return false
        default: throw refusal("feature_columns", column, "holds neither numbers nor categories")
        }
    }

    private static func refusal(_ field: String, _ column: DatasetV1.Column, _ reason: String) -> RPCError {
        RPCError(.failedPrecondition, "\(field): column \"\(column.name)\" \(reason)")
    }
}
