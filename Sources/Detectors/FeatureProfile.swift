/// What the training data said about one feature: the median that stands in for a missing value, and the range
/// that explanations call expected.
package struct FeatureProfile: Sendable, Equatable {
    package var name: String
    package var median: Double
    /// 5 % and 95 % quantile of the values present.
    package var expectedLow: Double
    package var expectedHigh: Double
    package var minimum: Double
    package var maximum: Double
    package var presentCount: Int

    package var isConstant: Bool { minimum == maximum }

    static func profile(_ table: FeatureTable, column: Int) throws -> FeatureProfile {
        let present = table.withColumn(column, 0..<table.rowCount) { values in
            // Mostly none is missing.
            values.contains(where: \.isNaN) ? values.filter { !$0.isNaN } : Array(values)
        }
        guard !present.isEmpty else {
            throw DetectorError.precondition(table.names[column], "has no values in the training data")
        }
        let quantiles = Selection.quantiles([0, 0.05, 0.5, 0.95, 1], of: present)
        return FeatureProfile(
            name: table.names[column], median: quantiles[2], expectedLow: quantiles[1], expectedHigh: quantiles[3],
            minimum: quantiles[0], maximum: quantiles[4], presentCount: present.count)
    }
}
