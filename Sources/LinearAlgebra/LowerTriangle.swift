internal import COpenBLAS

/// A lower triangular matrix, row by row: row i has i + 1 numbers.
package struct LowerTriangle: Sendable, Equatable {
    package let order: Int
    package let values: [Double]

    package init(order: Int, values: [Double]) {
        self.order = order
        self.values = values
    }

    /// - Parameter square: Row-major; what is above the diagonal does not count.
    init(order: Int, square: [Double]) {
        self.init(order: order, values: (0..<order).flatMap { square[($0 * order)...($0 * order + $0)] })
    }

    package subscript(row: Int, column: Int) -> Double { values[row * (row + 1) / 2 + column] }

    /// Row-major, zeros above the diagonal.
    package var square: [Double] {
        var square = [Double](repeating: 0, count: order * order)
        for row in 0..<order {
            for column in 0...row { square[row * order + column] = self[row, column] }
        }
        return square
    }

    package var diagonal: [Double] { (0..<order).map { self[$0, $0] } }

    /// Its inverse, which is lower triangular too; nil if a number on the diagonal is 0.
    package func inverse() -> LowerTriangle? {
        var square = square
        var size = Int32(order)
        var info: Int32 = 0
        Library.call { dtrtri_("U", "N", &size, &square, &size, &info, 1, 1) }
        return info == 0 ? LowerTriangle(order: order, square: square) : nil
    }
}
