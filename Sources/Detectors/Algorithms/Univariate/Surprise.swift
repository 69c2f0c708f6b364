internal import CDetectors

/// How small the tails of a row's values are: the sum over features of -ln of a tail, or of the mean of both.
enum Surprise {
    /// Which of a feature's tails count, the left one up to the value and the right one from it on.
    struct Mix: Sendable, Equatable {
        /// For C.
        let rawValue: Int32

        /// The smaller one.
        static let smaller = Mix(rawValue: Int32(CDETECTORS_SMALLER))
        /// The left one; the mean of both -ln where that is more.
        static let left = Mix(rawValue: Int32(CDETECTORS_LEFT))
        static let right = Mix(rawValue: Int32(CDETECTORS_RIGHT))
        /// Both.
        static let both = Mix(rawValue: Int32(CDETECTORS_BOTH))
    }

    struct Feature {
        var tails: TailFunction
        var mix: Mix
        /// Stands in for a missing value.
        var median: Double
    }

    /// Tails are multiplied before the logarithm is taken, so many at a time: each counts as its square, or two of them, that is
    /// (1 / 50,000,001)⁴ at least.
    private static let featuresPerLogarithm = 8

    static func scores(
        _ features: [Feature], _ table: FeatureTable, _ rows: Range<Int>, leavingOut: Bool
    ) -> [Double] {
        var sums = [Double](repeating: 0, count: rows.count)
        var products = [Double](repeating: 1, count: rows.count)
        for column in features.indices {
            let feature = features[column]
            products.withUnsafeMutableBufferPointer { products in
                guard let first = products.baseAddress else { return }
                table.withColumn(column, rows) {
                    feature.tails.multiply(
                        first, by: feature.mix, $0, median: feature.median, leavingOut: leavingOut)
                }
            }
            guard (column + 1) % featuresPerLogarithm == 0 || column == features.count - 1 else { continue }
            for index in sums.indices {
                sums[index] -= _log(products[index]) / 2
                products[index] = 1
            }
        }
        return sums
    }

    /// What each feature adds.
    static func attributions(_ features: [Feature], _ row: [Double], leavingOut: Bool) -> [Double] {
        zip(features, row).map { feature, value in
            var product = 1.0
            withUnsafePointer(to: value) {
                feature.tails.multiply(
                    &product, by: feature.mix, UnsafeBufferPointer(start: $0, count: 1), median: feature.median,
                    leavingOut: leavingOut)
            }
            return 0 - _log(product) / 2
        }
    }
}
