internal import CDetectors

/// Where to look up numbers in ascending order: cells of equal width, so that most hold few. (A plain binary search misses the cache a
/// dozen times.)
struct ValueCells: Sendable, Equatable {
    private let low: Double
    private let scale: Double
    private let last: Double
    /// The first number that lies in each cell or a later one, and how many there are.
    private let starts: [UInt32]
    private let steps: Int32

    /// - Parameters:
    ///   - values: Ascending, distinct, finite.
    ///   - perValue: Cells for each number.
    init(_ values: some BidirectionalCollection<Double>, perValue: Int) {
        low = values.first ?? 0
        let cellCount = Swift.max(values.count * perValue, 1)
        let scale = Double(cellCount) / ((values.last ?? 0) - low)
        // Infinite for numbers that are as good as equal.
        self.scale = scale.isFinite ? scale : 0
        last = Double(cellCount - 1)
        var starts = [UInt32](repeating: 0, count: cellCount + 1)
        for value in values {
            // Nothing may be multiplied where the span is infinite.
            let cell = self.scale > 0 ? Int(Swift.min((value - low) * self.scale, last)) : 0
            starts[cell + 1] += 1
        }
        let fullest = starts.max() ?? 0
        for cell in 1...cellCount { starts[cell] += starts[cell - 1] }
        self.starts = starts
        steps = Int32(UInt32.bitWidth - fullest.leadingZeroBitCount)
    }

    func withCells<T>(_ body: (cdetectors_cells) -> T) -> T {
        starts.withUnsafeBufferPointer {
            body(cdetectors_cells(starts: $0.baseAddress, low: low, scale: scale, last: last, steps: steps))
        }
    }
}
