/// Makes the features that an algorithm sees of the columns that a model is given, in training and in scoring alike.
///
/// The features of numbers come first, then those of each column of categories.
struct Encoder: Sendable {
    /// Names of the columns of numbers, each of which is a feature.
    let numbers: [String]
    /// What is put in for missing numbers; nil where the algorithm sees that they are missing.
    let fills: [Double?]
    let categories: [CategoryEncoder]
    /// Names of the columns that rows must have.
    let inputNames: [String]
    /// Which features each of those became.
    let inputFeatures: [Range<Int>]

    init(numbers: [String], fills: [Double?], categories: [CategoryEncoder]) {
        self.numbers = numbers
        self.fills = fills
        self.categories = categories
        inputNames = numbers + categories.map(\.name)
        var ranges = numbers.indices.map { $0..<($0 + 1) }
        for category in categories {
            let first = ranges.last?.upperBound ?? 0
            ranges.append(first..<(first + category.featureCount))
        }
        inputFeatures = ranges
    }

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
        let count = categories.reduce(0) { $0 + $1.texts.count }
        guard count <= DetectorLimits.categoriesInAllMax else {
            throw .precondition(
                "feature_columns",
                "hold \(count) categories in all; at most \(DetectorLimits.categoriesInAllMax) are allowed")
        }
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

    /// A feature is called as the column that it is made of.
    var featureNames: [String] {
        numbers + categories.flatMap { Array(repeating: $0.name, count: $0.featureCount) }
    }

    /// The rows with the model's columns in the model's order. A column that is missing or not expected, or holds another kind of
    /// values, is refused by name: silently dropping one would change what a score means.
    func aligned(_ table: DataTable) throws(DetectorError) -> DataTable {
        guard !categories.isEmpty || !table.categories.isEmpty else {
            guard let numbers = table.numbers else { return table }
            return DataTable(try numbers.aligned(to: self.numbers))
        }
        if (table.numbers?.names ?? []) == numbers, table.categories.map(\.name) == categories.map(\.name) {
            return table
        }
        let expected = Set(categories.map(\.name))
        let known = Set(numbers)
        if let name = table.numbers?.names.first(where: { expected.contains($0) }) {
            throw .invalid(name, "holds categories in the model, not numbers")
        }
        if let name = table.categories.first(where: { known.contains($0.name) })?.name {
            throw .invalid(name, "holds numbers in the model, not categories")
        }
        if let extra = table.categories.first(where: { !expected.contains($0.name) })?.name {
            throw .invalid(extra, "is not a feature of the model")
        }
        let given = Dictionary(table.categories.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var columns: [CategoryColumn] = []
        for category in categories {
            guard let column = given[category.name] else {
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

    /// - Parameters:
    ///   - table: Aligned.
    ///   - encoders: Those of the folds, for training rows as their folds see them; this one alone else.
    ///   - folds: Each row's, with the encoders of the folds.
    func features(_ table: DataTable, _ encoders: [Encoder]? = nil, folds: [UInt8]? = nil) -> FeatureTable {
        let encoders = encoders ?? [self]
        if let numbers = table.numbers, !changesNumbers, categories.isEmpty { return numbers }
        var values: [Double] = []
        values.reserveCapacity(table.rowCount * featureNames.count)
        for (column, fill) in fills.enumerated() {
            table.numbers?.withColumn(column, 0..<table.rowCount) { numbers in
                guard let fill else { return values.append(contentsOf: numbers) }
                for value in numbers { values.append(value.isNaN ? fill : value) }
            }
        }
        for (index, column) in table.categories.enumerated() {
            CategoryCoding(encoders: encoders.map { $0.categories[index] }, folds: folds).append(column, to: &values)
        }
        return FeatureTable(uncheckedNames: featureNames, rowCount: table.rowCount, values: values)
    }

    private var changesNumbers: Bool { fills.contains { $0 != nil } }

    /// The same columns, with the counts of categories in some of the training rows.
    func refitted(_ table: DataTable, rows: [UInt32]) -> Encoder {
        Encoder(
            numbers: numbers, fills: fills,
            categories: zip(categories, table.categories).map { $0.refitted($1, rows: rows) })
    }

    /// How rows that calibrate are left out. What a category's count says of a row depends on the row itself, so that every fold needs
    /// counts of its own.
    func calibration(_ algorithm: Algorithm) -> Calibration.Method {
        categories.isEmpty ? algorithm.definition.calibration : .crossFit
    }
}
