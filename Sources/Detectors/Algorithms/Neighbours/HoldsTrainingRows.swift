/// A fit that holds training rows by their numbers.
protocol HoldsTrainingRows: FittedDetector {
    /// The highest of the numbers.
    var lastRow: UInt32? { get }
}

extension KNN: HoldsTrainingRows {
    var lastRow: UInt32? { rows.indices.last }
}

extension LOF: HoldsTrainingRows {
    var lastRow: UInt32? { [rows.indices.last, twins.rows.last].compactMap { $0 }.max() }
}

extension ABOD: HoldsTrainingRows {
    var lastRow: UInt32? { rows.indices.last }
}
