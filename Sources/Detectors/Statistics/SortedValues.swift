internal import CDetectors

/// Distinct numbers in ascending order, with a table of where to look one up: as many cells of equal width as there are numbers,
/// so that most hold about one. (A plain binary search misses the cache a dozen times.)
struct SortedValues: Sendable, Equatable {
    private static let cellsPerValue = 2

    let values: [Double]
    /// The numbers, and one more.
    private let padded: [Double]
    private let low: Double
    private let scale: Double
    private let last: Double
    /// The first number that lies in each cell or a later one, and how many there are.
    private let starts: [UInt32]
    private let steps: Int32

    /// - Parameter values: Ascending, distinct, finite.
    init(_ values: [Double]) {
        self.values = values
        padded = values + [.infinity]
        low = values.first ?? 0
        let cellCount = Swift.max(values.count * Self.cellsPerValue, 1)
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

    /// What is counted: numbers that are less, or those that are equal too.
    enum Bound { case below, upTo }

    /// How many there are below, or up to, each of `numbers`.
    /// - Parameters:
    ///   - missing: stands in for NaN.
    ///   - unit: what each counts for.
    ///   - stride: results lie so far apart.
    func count(
        _ bound: Bound, _ numbers: UnsafeBufferPointer<Double>, missing: Double, unit: Int = 1,
        into counts: UnsafeMutablePointer<Int32>, stride: Int = 1
    ) {
        padded.withUnsafeBufferPointer { values in
            starts.withUnsafeBufferPointer { starts in
                var sorted = cdetectors_sorted(
                    values: values.baseAddress, starts: starts.baseAddress, low: low, scale: scale, last: last,
                    steps: steps)
                cdetectors_count(
                    &sorted, bound == .upTo ? 1 : 0, numbers.baseAddress, Int32(numbers.count), missing, Int32(unit),
                    counts, Int32(stride))
            }
        }
    }

    func count(_ bound: Bound, _ number: Double) -> Int {
        var result: Int32 = 0
        withUnsafePointer(to: number) { number in
            count(bound, UnsafeBufferPointer(start: number, count: 1), missing: 0, into: &result)
        }
        return Int(result)
    }
}
