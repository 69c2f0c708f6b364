internal import LinearAlgebra

/// The squared length of W (x - c), for rows x: a sum of squares of linear forms, such as a squared Mahalanobis distance.
struct Whitening: Sendable, Equatable {
    let center: [Double]
    /// Row-major, as wide as the center.
    private let forms: [Double]
    /// How many numbers of each form are not 0 for certain: the first ones.
    private let lengths: [Int]

    var width: Int { center.count }

    /// - Parameter forms: One after the other, each as long as the center.
    init(forms: [Double], center: [Double]) {
        self.center = center
        self.forms = forms
        lengths = [Int](repeating: center.count, count: forms.count / Swift.max(center.count, 1))
    }

    init(_ triangle: LowerTriangle, center: [Double]) {
        self.center = center
        forms = triangle.square
        lengths = (0..<triangle.order).map { $0 + 1 }
    }

    /// The squared length is the squared Mahalanobis distance by a covariance, of which no variance counts as less than `floor`
    /// times the largest.
    init(covariance: SymmetricMatrix, center: [Double], floor: Double) throws {
        guard let inverse = try covariance.raised(floor: floor).choleskyFactor()?.inverse() else {
            throw LinearAlgebraError.noConvergence
        }
        self.init(inverse, center: center)
    }

    /// The lower triangle, if it was made of one.
    var triangle: LowerTriangle {
        LowerTriangle(order: width, values: lengths.indices.flatMap { forms[($0 * width)...($0 * width + $0)] })
    }

    /// Of some rows of a table.
    func squaredLengths(_ table: FeatureTable, _ rows: Range<Int>, _ standardization: Standardization) -> [Double] {
        var lengths = [Double](repeating: 0, count: rows.count)
        standardization.forEachTile(table, rows) { lanes, places in
            squaredLengths(lanes) { sums in
                for place in places { lengths[place] = sums[place - places.lowerBound] }
            }
        }
        return lengths
    }

    /// Of each row, in an order of sums that depends on nothing but W.
    /// - Parameter lanes: As `Standardization.forEachTile` gives them.
    func squaredLengths(
        _ lanes: UnsafeMutableBufferPointer<Double>, _ body: (UnsafeMutableBufferPointer<Double>) -> Void
    ) {
        let count = RowTile.count
        withUnsafeTemporaryAllocation(of: Double.self, capacity: (width + 2) * count) { scratch in
            let centred = UnsafeMutableBufferPointer(rebasing: scratch[..<(width * count)])
            let sums = UnsafeMutableBufferPointer(rebasing: scratch[(width * count)..<((width + 1) * count)])
            let form = UnsafeMutableBufferPointer(rebasing: scratch[((width + 1) * count)...])
            for column in 0..<width {
                let center = center[column]
                for place in (column * count)..<((column + 1) * count) {
                    centred.initializeElement(at: place, to: lanes[place] - center)
                }
            }
            sums.initialize(repeating: 0)
            form.initialize(repeating: 0)
            forms.withUnsafeBufferPointer { forms in
                for (index, length) in lengths.enumerated() {
                    Self.add(
                        UnsafeBufferPointer(rebasing: forms[(index * width)..<(index * width + length)]), centred,
                        form, sums)
                }
            }
            body(sums)
        }
    }

    /// Adds the square of one linear form to each lane's sum.
    @inline(__always)
    private static func add(
        _ weights: UnsafeBufferPointer<Double>, _ centred: UnsafeMutableBufferPointer<Double>,
        _ form: UnsafeMutableBufferPointer<Double>, _ sums: UnsafeMutableBufferPointer<Double>
    ) {
        let count = RowTile.count
        for lane in 0..<count { form[lane] = 0 }
        for (column, weight) in weights.enumerated() {
            let base = column * count
            for lane in 0..<count { form[lane] += weight * centred[base + lane] }
        }
        for lane in 0..<count { sums[lane] += form[lane] * form[lane] }
    }

    /// Each feature's part of the squared length: (x - c)_j (WᵀW (x - c))_j, which add up to it, and which are its Shapley values
    /// when a feature that does not take part is at its center (Mayrhofer and Filzmoser 2023). A part below 0 makes the row
    /// more ordinary.
    /// - Parameter row: Standardized.
    func parts(_ row: [Double]) -> [Double] {
        let centred = zip(row, center).map { $0 - $1 }
        var gradient = [Double](repeating: 0, count: width)
        for (index, length) in lengths.enumerated() {
            let base = index * width
            let form = (0..<length).reduce(0) { $0 + forms[base + $1] * centred[$1] }
            for column in 0..<length { gradient[column] += forms[base + column] * form }
        }
        return zip(centred, gradient).map { $0 * $1 }
    }
}
