/// A column's values by one encoder, or for training rows by the encoder of each row's fold.
struct CategoryCoding {
    let encoders: [CategoryEncoder]
    /// Which of the encoders takes a row; the first takes all without it.
    let folds: [UInt8]?

    /// Appends all rows' values, one feature after the other.
    func append(_ column: CategoryColumn, to values: inout [Double]) {
        let coded = encoders.map { encoder in column.texts.map { encoder.features(of: encoder.category(of: $0)) } }
        let missing = encoders.map { $0.features(of: $0.category(of: nil)) }
        for feature in 0..<encoders[0].featureCount {
            for (row, code) in column.codes.enumerated() {
                let fold = folds.map { Int($0[row]) } ?? 0
                values.append(code == CategoryColumn.missing ? missing[fold][feature] : coded[fold][Int(code)][feature])
            }
        }
    }
}
