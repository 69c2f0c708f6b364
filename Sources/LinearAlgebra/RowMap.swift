internal import COpenBLAS

/// Rows x become M (x - c): M has `outputs` rows, each `inputs` long.
package struct RowMap: Sendable {
    package let inputs: Int
    package let outputs: Int
    /// Row-major.
    private let matrix: [Double]
    /// M c.
    private let offsets: [Double]

    package init(matrix: [Double], center: [Double]) {
        inputs = center.count
        outputs = center.isEmpty ? 0 : matrix.count / center.count
        self.matrix = matrix
        let width = center.count
        offsets = (0..<outputs).map { output in
            (0..<width).reduce(0) { $0 + matrix[output * width + $1] * center[$1] }
        }
    }

    package init(_ triangle: LowerTriangle, center: [Double]) {
        self.init(matrix: triangle.square, center: center)
    }

    /// |M (x - c)|² of each row. For fits: the last bits of a row's may depend on which rows stand beside it.
    /// - Parameter rows: Row-major, `inputs` wide; whole rows.
    package func squaredLengths(of rows: UnsafeBufferPointer<Double>) -> [Double] {
        guard let start = rows.baseAddress, inputs > 0, outputs > 0 else {
            return [Double](repeating: 0, count: inputs > 0 ? rows.count / inputs : 0)
        }
        let count = rows.count / inputs
        let mapped = [Double](unsafeUninitializedCapacity: count * outputs) { mapped, initialized in
            Library.call {
                cblas_dgemm(
                    CblasRowMajor, CblasNoTrans, CblasTrans, Int32(count), Int32(outputs), Int32(inputs), 1, start,
                    Int32(inputs), matrix, Int32(inputs), 0, mapped.baseAddress, Int32(outputs))
            }
            initialized = count * outputs
        }
        return lengths(mapped, count)
    }

    private func lengths(_ mapped: [Double], _ count: Int) -> [Double] {
        mapped.withUnsafeBufferPointer { mapped in
            offsets.withUnsafeBufferPointer { offsets in
                (0..<count).map { row in
                    var sum = 0.0
                    for output in 0..<outputs {
                        let value = mapped[row * outputs + output] - offsets[output]
                        sum += value * value
                    }
                    return sum
                }
            }
        }
    }
}
