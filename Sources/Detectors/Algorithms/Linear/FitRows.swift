internal import LinearAlgebra

/// Rows that a fit goes through again and again: standardized, row-major. Nothing of them stays in the model.
struct FitRows: Sendable {
    /// Above it a fit takes a sample: a covariance does not get better for more.
    static let valuesMax = 16_000_000
    /// Rows that one task works on, the same whatever the threads.
    static let rowsPerTask = 16384

    let width: Int
    let values: [Double]

    var count: Int { values.count / width }
    var tasks: [Range<Int>] { ranges(of: count, length: Self.rowsPerTask) }

    init(width: Int, values: [Double]) {
        self.width = width
        self.values = values
    }

    init(_ training: TrainingSet, _ standardization: Standardization) async throws {
        let rows = training.rows(atMost: Self.valuesMax / training.table.columnCount, draw: 1)
        let tasks = ranges(of: rows.count, length: DetectorLimits.rowsPerTask)
        let blocks = try await parallelMap(tasks.count) { task in
            standardization.rowMajor(training.table, rows[tasks[task]].lazy.map { Int($0) })
        }
        let width = training.table.columnCount
        self.init(
            width: width, values: blocks.count == 1 ? blocks[0] : gathered(blocks, count: rows.count * width))
    }

    func withRows<T>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Double>) -> T) -> T {
        values.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[(range.lowerBound * width)..<(range.upperBound * width)]))
        }
    }

    func selecting(_ rows: some Collection<Int>) -> FitRows {
        var selected: [Double] = []
        selected.reserveCapacity(rows.count * width)
        for row in rows { selected.append(contentsOf: values[(row * width)..<((row + 1) * width)]) }
        return FitRows(width: width, values: selected)
    }

    /// Moments of some rows, less a point near them, so that no digits are lost.
    func moments(_ rows: ArraySlice<UInt32>, near point: [Double]) -> Moments {
        let width = width
        let centred = [Double](unsafeUninitializedCapacity: rows.count * width) { centred, count in
            values.withUnsafeBufferPointer { values in
                point.withUnsafeBufferPointer { point in
                    for row in rows {
                        let base = Int(row) * width
                        for column in 0..<width {
                            centred.initializeElement(at: count, to: values[base + column] - point[column])
                            count += 1
                        }
                    }
                }
            }
        }
        var moments = Moments(order: width)
        centred.withUnsafeBufferPointer { moments.add($0) }
        return moments
    }
}
