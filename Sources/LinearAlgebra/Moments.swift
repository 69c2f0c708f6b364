internal import COpenBLAS

/// Sums over rows that their mean and covariance are made of: weights, weighted values, weighted products.
///
/// Sums are taken in the order that the library's kernels like: add the same rows in the same tiles, and add moments to one another
/// in one order, and the same rows give the same numbers on one kind of processor, whatever the threads.
package struct Moments: Sendable {
    package let order: Int
    package private(set) var weight = 0.0
    private var sums: [Double]
    /// Row-major; only what is on and above the diagonal counts.
    private var products: [Double]

    package init(order: Int) {
        self.order = order
        sums = [Double](repeating: 0, count: order)
        products = [Double](repeating: 0, count: order * order)
    }

    /// - Parameter rows: Row-major, `order` wide; whole rows.
    package mutating func add(_ rows: UnsafeBufferPointer<Double>) {
        add(rows, weights: [Double](repeating: 1, count: rows.count / order), scaled: rows)
    }

    /// - Parameters:
    ///   - rows: Row-major, `order` wide; whole rows.
    ///   - weights: One of each row, none negative.
    package mutating func add(_ rows: UnsafeBufferPointer<Double>, weights: [Double]) {
        let scaled = [Double](unsafeUninitializedCapacity: rows.count) { scaled, count in
            for row in weights.indices {
                let factor = weights[row].squareRoot()
                for place in (row * order)..<((row + 1) * order) {
                    scaled.initializeElement(at: place, to: rows[place] * factor)
                }
            }
            count = rows.count
        }
        scaled.withUnsafeBufferPointer { add(rows, weights: weights, scaled: $0) }
    }

    private mutating func add(
        _ rows: UnsafeBufferPointer<Double>, weights: [Double], scaled: UnsafeBufferPointer<Double>
    ) {
        guard let start = rows.baseAddress, let scaledStart = scaled.baseAddress, rows.count >= order else { return }
        let count = Int32(rows.count / order)
        let width = Int32(order)
        weight += weights.reduce(0, +)
        Library.call {
            cblas_dgemv(CblasRowMajor, CblasTrans, count, width, 1, start, width, weights, 1, 1, &sums, 1)
            cblas_dsyrk(
                CblasRowMajor, CblasUpper, CblasTrans, width, count, 1, scaledStart, width, 1, &products, width)
        }
    }

    package mutating func add(_ other: Moments) {
        weight += other.weight
        for index in sums.indices { sums[index] += other.sums[index] }
        for index in products.indices { products[index] += other.products[index] }
    }

    /// Zeros where nothing was added.
    package var mean: [Double] { weight > 0 ? sums.map { $0 / weight } : sums }

    /// Mean of (row - mean)(row - mean)ᵀ. Rows whose mean is far from 0, measured in their deviations, lose digits here: bring
    /// them near before they are added.
    package var covariance: SymmetricMatrix {
        let mean = mean
        var covariance = SymmetricMatrix(order: order)
        guard weight > 0 else { return covariance }
        for row in 0..<order {
            for column in row..<order {
                covariance[row, column] = products[row * order + column] / weight - mean[row] * mean[column]
            }
            covariance[row, row] = Swift.max(covariance[row, row], 0)
        }
        return covariance
    }
}
