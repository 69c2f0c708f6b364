internal import CDetectors

/// Exact nearest neighbours among rows, by Euclidean distance: a k-d tree (Bentley 1975) of buckets, split at the median of
/// the widest dimension.
///
/// Of rows at the same distance the one with the lower number is the nearer, so the answer does not depend on the tree.
struct NeighbourIndex: Sendable {
    private static let bucketRows = Int(CDETECTORS_LANES)

    let count: Int
    let width: Int
    /// Row-major.
    let values: [Double]
    private var nodes: [cdetectors_node] = []
    private var boxes: [Float] = []
    private var coordinates: [Float] = []
    /// The row at each place of the buckets; -1 where there is none.
    private var rows: [Int32] = []
    private var extent = 0.0

    /// - Parameter values: Row-major, within ±`Standardization.deviationMax`.
    init(_ values: [Double], width: Int) {
        self.width = width
        self.values = values
        count = values.count / width
        var largest = [Double](repeating: 0, count: width)
        for (index, value) in values.enumerated() {
            largest[index % width] = Swift.max(largest[index % width], abs(value))
        }
        extent = largest.reduce(0) { $0 + $1 * $1 }.squareRoot()
        var order = (0..<Int32(count)).map { $0 }
        values.withUnsafeBufferPointer { values in
            order.withUnsafeMutableBufferPointer { _ = build(values, $0) }
        }
    }

    private mutating func build(
        _ values: UnsafeBufferPointer<Double>, _ order: UnsafeMutableBufferPointer<Int32>
    ) -> Int32 {
        let index = nodes.count
        nodes.append(cdetectors_node(dimension: -1, first: 0, second: 0))
        let widest = appendBox(values, order)
        guard order.count > Self.bucketRows, let widest else {
            // Rows that are all equal stay together, however many: no split tells them apart.
            nodes[index].first = Int32(rows.count / Self.bucketRows)
            nodes[index].second = Int32((order.count + Self.bucketRows - 1) / Self.bucketRows)
            fill(values, order)
            return Int32(index)
        }
        let middle = order.count / 2
        Self.select(middle, of: order, by: values, dimension: widest, width: width)
        let left = build(values, UnsafeMutableBufferPointer(rebasing: order[..<middle]))
        let right = build(values, UnsafeMutableBufferPointer(rebasing: order[middle...]))
        nodes[index] = cdetectors_node(dimension: Int32(widest), first: left, second: right)
        return Int32(index)
    }

    /// Returns the dimension in which the rows are spread most; nil if they are all equal.
    private mutating func appendBox(
        _ values: UnsafeBufferPointer<Double>, _ order: UnsafeMutableBufferPointer<Int32>
    ) -> Int? {
        var lows = [Double](repeating: .infinity, count: width)
        var highs = [Double](repeating: -.infinity, count: width)
        for row in order {
            let base = Int(row) * width
            for column in 0..<width {
                lows[column] = Swift.min(lows[column], values[base + column])
                highs[column] = Swift.max(highs[column], values[base + column])
            }
        }
        boxes += lows.map(Float.init)
        boxes += highs.map(Float.init)
        let widest = (0..<width).max { highs[$0] - lows[$0] < highs[$1] - lows[$1] }
        return widest.flatMap { highs[$0] > lows[$0] ? $0 : nil }
    }

    private mutating func fill(_ values: UnsafeBufferPointer<Double>, _ order: UnsafeMutableBufferPointer<Int32>) {
        let sorted = order.sorted()
        for start in stride(from: 0, to: sorted.count, by: Self.bucketRows) {
            let bucket = sorted[start..<Swift.min(start + Self.bucketRows, sorted.count)]
            for column in 0..<width {
                coordinates += bucket.map { Float(values[Int($0) * width + column]) }
                coordinates += Array(repeating: .infinity, count: Self.bucketRows - bucket.count)
            }
            rows += bucket
            rows += Array(repeating: -1, count: Self.bucketRows - bucket.count)
        }
    }

    /// The rows, those of a bucket beside each other: who looks around each in this order finds most of the tree in the cache.
    var rowsByPlace: [Int32] { rows.filter { $0 >= 0 } }

    func withPointers(_ body: (UnsafePointer<cdetectors_neighbours>) -> Void) {
        nodes.withUnsafeBufferPointer { nodes in
            boxes.withUnsafeBufferPointer { boxes in
                coordinates.withUnsafeBufferPointer { coordinates in
                    rows.withUnsafeBufferPointer { rows in
                        values.withUnsafeBufferPointer { values in
                            var index = cdetectors_neighbours(
                                nodes: nodes.baseAddress, boxes: boxes.baseAddress,
                                coordinates: coordinates.baseAddress, rows: rows.baseAddress,
                                values: values.baseAddress, width: Int32(width), extent: extent)
                            body(&index)
                        }
                    }
                }
            }
        }
    }

    private struct Key: Comparable {
        var value: Double
        var row: Int32

        static func < (a: Key, b: Key) -> Bool { a.value < b.value || a.value == b.value && a.row < b.row }
    }

    /// Reorders so that the `k` first are the smallest by one coordinate, ties by row number (quickselect).
    private static func select(
        _ k: Int, of order: UnsafeMutableBufferPointer<Int32>, by values: UnsafeBufferPointer<Double>, dimension: Int,
        width: Int
    ) {
        func key(_ row: Int32) -> Key { Key(value: values[Int(row) * width + dimension], row: row) }
        var low = 0
        var high = order.count - 1
        var patience = 64
        while low < high {
            patience -= 1
            if patience == 0 {
                var rest = UnsafeMutableBufferPointer(rebasing: order[low...high])
                return rest.sort { key($0) < key($1) }
            }
            let ends = (key(order[low]), key(order[(low + high) / 2]), key(order[high]))
            let pivot = Swift.max(Swift.min(ends.0, ends.1), Swift.min(Swift.max(ends.0, ends.1), ends.2))
            var left = low
            var right = high
            while left <= right {
                while key(order[left]) < pivot { left += 1 }
                while key(order[right]) > pivot { right -= 1 }
                if left <= right {
                    order.swapAt(left, right)
                    left += 1
                    right -= 1
                }
            }
            if k <= right { high = right } else if k >= left { low = left } else { return }
        }
    }
}
