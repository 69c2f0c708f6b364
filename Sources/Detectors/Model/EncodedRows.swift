/// Rows as a model sees them, and as they came.
package struct EncodedRows: Sendable {
    /// What the algorithm sees.
    let features: FeatureTable
    /// The columns that the features were made of, in the model's order.
    let columns: DataTable
    package let basis: ScoreBasis

    package var count: Int { columns.rowCount }

    /// NaN where it is missing.
    func number(_ column: Int, _ row: Int) -> Double { columns.numbers?[row: row, column: column] ?? .nan }

    /// - Parameter column: Counted among those of categories.
    func text(_ column: Int, _ row: Int) -> String? { columns.categories[column].text(row) }
}

extension TrainedModel {
    /// Makes the model's features of a table, whose columns must be the model's in any order.
    ///
    /// - Throws: for a column that is missing, not the model's, or holds another kind of values.
    package func encode(_ table: DataTable, basis: ScoreBasis) throws(DetectorError) -> EncodedRows {
        let columns = try encoder.aligned(table)
        return EncodedRows(features: features(columns, basis), columns: columns, basis: basis)
    }

    private func features(_ columns: DataTable, _ basis: ScoreBasis) -> FeatureTable {
        guard case .training(let firstRow) = basis, !foldEncoders.isEmpty else {
            return fullEncoder.features(columns)
        }
        let folds = foldPlan.folds(of: firstRow..<(firstRow + columns.rowCount))
        return encoder.features(columns, foldEncoders, folds: folds)
    }

    /// The encoder that takes a row.
    func encoder(of row: Int, _ basis: ScoreBasis) -> Encoder {
        guard case .training(let index) = basis.ofRow(row), !foldEncoders.isEmpty else { return fullEncoder }
        return foldEncoders[Int(foldPlan.folds(of: index..<(index + 1))[0])]
    }
}
