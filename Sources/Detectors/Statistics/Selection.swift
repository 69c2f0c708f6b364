/// Order statistics without sorting everything.
enum Selection {
    /// The quantiles at `shares`, each in [0, 1], by linear interpolation between neighbours (Hyndman and Fan's type 7).
    /// - Parameter values: At least one, in any order, none of them NaN.
    static func quantiles(_ shares: [Double], of values: [Double]) -> [Double] {
        let positions = shares.map { $0 * Double(values.count - 1) }
        let ranks = positions.flatMap { [Int($0), Swift.min(Int($0) + 1, values.count - 1)] }
        let statistics = orderStatistics(ranks, of: values)
        return positions.enumerated().map { index, position in
            let low = statistics[2 * index]
            let fraction = position - position.rounded(.down)
            return fraction > 0 ? low + (statistics[2 * index + 1] - low) * fraction : low
        }
    }

    static func median(of values: [Double]) -> Double { quantiles([0.5], of: values)[0] }

    /// The values at `ranks` (from 0) of the ascending order.
    ///
    /// Values are counted in cells of equal width first; only those in the cells of the ranks are selected from.
    static func orderStatistics(_ ranks: [Int], of values: [Double]) -> [Double] {
        let cells = Cells(values)
        let cellOfRank = ranks.map(cells.cell(ofRank:))
        var members = cells.members(of: cellOfRank, among: values)
        return zip(ranks, cellOfRank).map { rank, cell in
            members[cell]?.withUnsafeMutableBufferPointer { select(rank - cells.below(cell), in: $0) } ?? .nan
        }
    }

    /// How many values lie in each of many cells of equal width between the smallest and the largest.
    private struct Cells {
        private static let count = 2048

        private let low: Double
        private let scale: Double
        /// Values in all cells before each, and in all of them.
        private let starts: [Int]

        init(_ values: [Double]) {
            let (low, high) = Extremes.of(values)
            self.low = low
            // Few values, or ones that are as good as equal, are one cell.
            let scale = values.count > Self.count && high > low ? Double(Self.count) / (high - low) : 0
            self.scale = scale.isFinite ? scale : 0
            var counts = [Int](repeating: 0, count: self.scale > 0 ? Self.count : 1)
            let last = Double(counts.count - 1)
            if self.scale > 0 {
                for value in values { counts[Int(Swift.min((value - low) * self.scale, last))] += 1 }
            } else {
                // Nothing may be multiplied: the span can be infinite.
                counts[0] = values.count
            }
            var total = 0
            starts =
                counts.map { count in
                    defer { total += count }
                    return total
                } + [total]
        }

        func below(_ cell: Int) -> Int { starts[cell] }

        func cell(ofRank rank: Int) -> Int {
            var low = 0
            var high = starts.count - 1
            while high - low > 1 {
                let middle = (low + high) / 2
                if starts[middle] <= rank { low = middle } else { high = middle }
            }
            return low
        }

        /// The values in each of a few cells, in one pass.
        func members(of wanted: [Int], among values: [Double]) -> [Int: [Double]] {
            guard starts.count > 2 else { return [0: values] }
            var free: [Int32] = Array(repeating: -1, count: starts.count - 1)
            var size = 0
            for cell in Set(wanted) {
                free[cell] = Int32(size)
                size += starts[cell + 1] - starts[cell]
            }
            let first = free
            var members = [Double](repeating: 0, count: size)
            let last = Double(starts.count - 2)
            members.withUnsafeMutableBufferPointer { members in
                free.withUnsafeMutableBufferPointer { free in
                    for value in values {
                        let cell = Int(Swift.min((value - low) * scale, last))
                        guard free[cell] >= 0 else { continue }
                        members[Int(free[cell])] = value
                        free[cell] += 1
                    }
                }
            }
            return Dictionary(
                uniqueKeysWithValues: Set(wanted).map { cell in
                    (cell, Array(members[Int(first[cell])..<Int(free[cell])]))
                })
        }
    }

    /// The k-th smallest (from 0) of `values`, which are reordered. Quickselect with a median-of-three pivot;
    /// when the pivots are bad (a hostile order) what is left is sorted, so the time stays O(n log n).
    private static func select(_ k: Int, in values: UnsafeMutableBufferPointer<Double>) -> Double {
        var low = 0
        var high = values.count - 1
        var patience = 64
        while low < high {
            patience -= 1
            if patience == 0 {
                var rest = UnsafeMutableBufferPointer(rebasing: values[low...high])
                rest.sort()
                break
            }
            let pivot = medianOfThree(values[low], values[(low + high) / 2], values[high])
            let (left, right) = partition(values, low, high, pivot)
            if k <= right { high = right } else if k >= left { low = left } else { break }
        }
        return values[k]
    }

    /// Hoare's scheme: afterwards low...right <= pivot <= left...high, and right < left.
    private static func partition(
        _ values: UnsafeMutableBufferPointer<Double>, _ low: Int, _ high: Int, _ pivot: Double
    ) -> (left: Int, right: Int) {
        var left = low
        var right = high
        while left <= right {
            while values[left] < pivot { left += 1 }
            while values[right] > pivot { right -= 1 }
            if left <= right {
                values.swapAt(left, right)
                left += 1
                right -= 1
            }
        }
        return (left, right)
    }

    private static func medianOfThree(_ a: Double, _ b: Double, _ c: Double) -> Double {
        max(min(a, b), min(max(a, b), c))
    }
}
