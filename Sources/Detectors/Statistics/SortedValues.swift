internal import CDetectors

/// Distinct numbers in ascending order, to look others up among.
struct SortedValues: Sendable, Equatable {
    /// The numbers, and one more.
    private let padded: [Double]
    private let cells: ValueCells

    /// - Parameter values: Ascending, distinct, finite.
    init(_ values: [Double]) {
        padded = values + [.infinity]
        cells = ValueCells(values, perValue: 2)
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
            cells.withCells { cells in
                var sorted = cdetectors_sorted(values: values.baseAddress, cells: cells)
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
