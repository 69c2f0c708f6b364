/// Rows by features, column-major, so that per-feature work runs over contiguous memory. NaN means missing.
package struct FeatureTable: Sendable {
    package let names: [String]
    package let rowCount: Int
    /// `values[column * rowCount + row]`.
    let values: [Double]

    package var columnCount: Int { names.count }

    /// Fails when columns differ in length, share a name, or hold an infinity or a value beyond
    /// `DetectorLimits.magnitudeMax`.
    package init(columns: [(name: String, values: [Double])]) throws(DetectorError) {
        let rowCount = columns.first?.values.count ?? 0
        var values: [Double] = []
        values.reserveCapacity(rowCount * columns.count)
        for column in columns {
            guard column.values.count == rowCount else {
                throw .invalid(column.name, "has \(column.values.count) values where other columns have \(rowCount)")
            }
            values.append(contentsOf: column.values)
        }
        try self.init(names: columns.map(\.name), rowCount: rowCount, columnMajor: values)
    }

    package init(names: [String], rowCount: Int, columnMajor values: [Double]) throws(DetectorError) {
        guard !names.isEmpty else { throw .invalid("feature_columns", "at least one feature is needed") }
        guard names.count <= DetectorLimits.featureColumnsMax else {
            throw .invalid(
                "feature_columns", "\(names.count) features; at most \(DetectorLimits.featureColumnsMax) are allowed")
        }
        guard values.count == names.count * rowCount else {
            throw .invalid("values", "\(values.count) values for \(rowCount) rows of \(names.count) features")
        }
        if let name = Self.firstDuplicate(names) { throw .invalid(name, "is named twice") }
        self.init(uncheckedNames: names, rowCount: rowCount, values: values)
        try checkMagnitudes()
    }

    /// Of checked values; several columns may share a name.
    init(uncheckedNames names: [String], rowCount: Int, values: [Double]) {
        self.names = names
        self.rowCount = rowCount
        self.values = values
    }

    /// A single row of checked values, whose columns have no names.
    init(row: [Double]) {
        self.init(uncheckedNames: row.map { _ in "" }, rowCount: 1, values: row)
    }

    subscript(row row: Int, column column: Int) -> Double { values[column * rowCount + row] }

    /// The features of one row, in column order.
    func row(_ row: Int) -> [Double] { (0..<columnCount).map { self[row: row, column: $0] } }

    /// Some rows' values of one feature, in order.
    func withColumn<T>(_ column: Int, _ rows: Range<Int>, _ body: (UnsafeBufferPointer<Double>) -> T) -> T {
        values.withUnsafeBufferPointer { values in
            let base = column * rowCount
            return body(UnsafeBufferPointer(rebasing: values[(base + rows.lowerBound)..<(base + rows.upperBound)]))
        }
    }

    /// A table of the given rows, in their order.
    package func selecting(rows: some Collection<Int>) -> FeatureTable {
        var selected: [Double] = []
        selected.reserveCapacity(rows.count * columnCount)
        for column in 0..<columnCount {
            let base = column * rowCount
            for row in rows { selected.append(values[base + row]) }
        }
        return FeatureTable(uncheckedNames: names, rowCount: rows.count, values: selected)
    }

    /// The same rows with columns in the order of `expected`. A column that is missing or not expected is
    /// refused by name: silently dropping one would change what a score means.
    package func aligned(to expected: [String]) throws(DetectorError) -> FeatureTable {
        if names == expected { return self }
        var positions: [String: Int] = [:]
        for (index, name) in names.enumerated() { positions[name] = index }
        var reordered: [Double] = []
        reordered.reserveCapacity(values.count)
        for name in expected {
            guard let column = positions.removeValue(forKey: name) else { throw .invalid(name, "is missing") }
            reordered.append(contentsOf: values[(column * rowCount)..<((column + 1) * rowCount)])
        }
        if let extra = names.first(where: { positions[$0] != nil }) {
            throw .invalid(extra, "is not a feature of the model")
        }
        return FeatureTable(uncheckedNames: expected, rowCount: rowCount, values: reordered)
    }

    private func checkMagnitudes() throws(DetectorError) {
        for column in 0..<columnCount {
            let base = column * rowCount
            // `> max` is false for NaN, which is how a missing value passes.
            for row in 0..<rowCount where abs(values[base + row]) > DetectorLimits.magnitudeMax {
                let value = values[base + row]
                let what = value.isInfinite ? "is infinite" : "is beyond ±\(DetectorLimits.magnitudeMax)"
                throw .invalid(names[column], "the value of row \(row) \(what)")
            }
        }
    }

    private static func firstDuplicate(_ names: [String]) -> String? {
        var seen: Set<String> = []
        return names.first { !seen.insert($0).inserted }
    }
}
