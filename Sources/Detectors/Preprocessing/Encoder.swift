/// Makes the features that an algorithm sees of the columns that a model is given, in training and in scoring alike.
///
/// The features of numbers come first, then those of each column of categories.
struct Encoder: Sendable {
    /// Names of the columns of numbers, each of which is a feature.
    let numbers: [String]
    /// What is put in for missing numbers; nil where the algorithm sees that they are missing.
    let fills: [Double?]
    let categories: [CategoryEncoder]

    static func fit(_ preprocessing: Preprocessing, _ table: DataTable) throws(DetectorError) -> Encoder {
        let names = table.columnNames
        if let unknown = preprocessing.columns.keys.filter({ !names.contains($0) }).min() {
            throw .precondition("preprocessing.columns", "\"\(unknown)\" is not a column that is trained on")
        }
        var fills: [Double?] = []
        for (column, name) in (table.numbers?.names ?? []).enumerated() {
            fills.append(try fill(preprocessing.number(name).imputation, table.numbers, column))
        }
        var categories: [CategoryEncoder] = []
        for column in table.categories {
            categories.append(try CategoryEncoder.fit(column, preprocessing.category(column.name)))
        }
        let encoder = Encoder(numbers: table.numbers?.names ?? [], fills: fills, categories: categories)
        let textBytes = categories.reduce(0) { $0 + $1.textBytes }
        guard textBytes <= DetectorLimits.categoryBytesInAllMax else {
            throw .precondition(
                "feature_columns",
                "hold categories of \(textBytes) bytes in all; at most \(DetectorLimits.categoryBytesInAllMax) are allowed"
            )
        }
        guard encoder.featureNames.count <= DetectorLimits.featureColumnsMax else {
            throw .precondition(
                "feature_columns",
                "become \(encoder.featureNames.count) features; at most \(DetectorLimits.featureColumnsMax) are allowed"
            )
        }
        return encoder
    }

    private static func fill(
        _ imputation: NumberPreprocessing.Imputation, _ table: FeatureTable?, _ column: Int
    ) throws(DetectorError) -> Double? {
        guard let table, imputation != .automatic else { return nil }
        if case .constant(let value) = imputation { return value }
        let present = table.withColumn(column, 0..<table.rowCount) { $0.filter { !$0.isNaN } }
        guard !present.isEmpty else {
            throw .precondition(table.names[column], "has no values in the training data")
        }
        guard imputation == .mean else { return Selection.median(of: present) }
        // In parts: a sum of large values could overflow.
        let count = Double(present.count)
        return present.reduce(0) { $0 + $1 / count }
    }

    /// How each feature is brought to the scale of the others; none where that is left to the algorithm.
    func scalings(_ preprocessing: Preprocessing) -> [Scaling] {
        let numbers = numbers.map { name in
            if case .number(let treatment) = preprocessing.columns[name] {
                treatment.scaling
            } else {
                preprocessing.numbers.scaling
            }
        }
        guard numbers.contains(where: { $0 != .automatic }) else { return [] }
        return numbers + Array(repeating: .automatic, count: featureNames.count - numbers.count)
    }

    var inputNames: [String] { numbers + categories.map(\.name) }

    /// A feature is called as the column that it is made of.
    var featureNames: [String] {
        numbers + categories.flatMap { Array(repeating: $0.name, count: $0.featureCount) }
    }

    /// Which features each column of `inputNames` became.
    var inputFeatures: [Range<Int>] {
        var ranges = numbers.indices.map { $0..<($0 + 1) }
        for category in categories {
            let first = ranges.last?.upperBound ?? 0
            ranges.append(first..<(first + category.featureCount))
        }
        return ranges
    }

    /// The rows with the model's columns in the model's order. A column that is missing or not expected, or holds another kind of
    /// values, is refused by name: silently dropping one would change what a score means.
    func aligned(_ table: DataTable) throws(DetectorError) -> DataTable {
        guard !categories.isEmpty || !table.categories.isEmpty else {
            guard let numbers = table.numbers else { return table }
            return DataTable(try numbers.aligned(to: self.numbers))
        }
        let expected = Set(categories.map(\.name))
        if let name = table.numbers?.names.first(where: { expected.contains($0) }) {
            throw .invalid(name, "holds categories in the model, not numbers")
        }
        if let name = table.categories.first(where: { numbers.contains($0.name) })?.name {
            throw .invalid(name, "holds numbers in the model, not categories")
        }
        if let extra = table.categories.first(where: { !expected.contains($0.name) })?.name {
            throw .invalid(extra, "is not a feature of the model")
        }
        var columns: [CategoryColumn] = []
        for category in categories {
            guard let column = table.categories.first(where: { $0.name == category.name }) else {
                throw .invalid(category.name, "is missing")
            }
            columns.append(column)
        }
        let aligned = try alignedNumbers(table.numbers)
        return try DataTable(numbers: aligned, categories: columns)
    }

    private func alignedNumbers(_ table: FeatureTable?) throws(DetectorError) -> FeatureTable? {
        guard let table else {
            if let name = numbers.first { throw .invalid(name, "is missing") }
            return nil
        }
        guard !numbers.isEmpty else { throw .invalid(table.names[0], "is not a feature of the model") }
        return try table.aligned(to: numbers)
    }

    /// - Parameter table: Aligned.
    func features(_ table: DataTable) -> FeatureTable {
        if let numbers = table.numbers, categories.isEmpty, fills.allSatisfy({ $0 == nil }) { return numbers }
        var values: [Double] = []
        values.reserveCapacity(table.rowCount * featureNames.count)
        for (column, fill) in fills.enumerated() {
            table.numbers?.withColumn(column, 0..<table.rowCount) { numbers in
                guard let fill else { return values.append(contentsOf: numbers) }
                for value in numbers { values.append(value.isNaN ? fill : value) }
            }
        }
        for (category, column) in zip(categories, table.categories) {
            values.append(contentsOf: category.features(of: column))
        }
        return FeatureTable(uncheckedNames: featureNames, rowCount: table.rowCount, values: values)
    }
}
