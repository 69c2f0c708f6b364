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
        let base = column * table.rowCount
        var present = table.values[base..<(base + table.rowCount)].filter { !$0.isNaN }
        guard let minimum = present.min(), let maximum = present.max() else {
            throw DetectorError.precondition(table.names[column], "has no values in the training data")
        }
        return FeatureProfile(
            name: table.names[column],
            median: Selection.median(of: &present),
            expectedLow: Selection.quantile(0.05, of: &present),
            expectedHigh: Selection.quantile(0.95, of: &present),
            minimum: minimum, maximum: maximum, presentCount: present.count)
    }
}
