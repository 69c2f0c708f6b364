/// Exact nearest neighbours among rows, by Euclidean distance: a k-d tree (Bentley 1975) of buckets, split at the median of
/// the widest dimension.
///
/// Within a bucket coordinates lie dimension by dimension, a bucket's rows side by side, so that distances to all of them are
/// computed together. Of rows at the same distance the one with the lower number is the nearer, so the answer does not
/// depend on the tree.
struct NeighbourIndex: Sendable {
    private static let bucketRows = 32

    private struct Node: Sendable {
        /// Of a bucket: where its rows begin, and how many they are. Of a split: its children.
        var first: Int32
        var second: Int32
        /// -1 for a bucket.
        var dimension: Int32
    }

    let count: Int
    let width: Int
    private var nodes: [Node] = []
    /// The smallest box around each node's rows: lows, then highs.
    private var boxes: [Double] = []
    /// Bucket by bucket, each `bucketRows` wide; the places behind its last row are infinitely far away.
    private var coordinates: [Double] = []
    /// The row at each place of the buckets.
    private var rows: [Int32] = []

    /// - Parameter values: Row-major, finite.
    init(_ values: [Double], width: Int) {
        self.width = width
        count = values.count / width
        var order = (0..<Int32(count)).map { $0 }
        values.withUnsafeBufferPointer { values in
            order.withUnsafeMutableBufferPointer { _ = build(values, $0) }
        }
    }

    private mutating func build(
        _ values: UnsafeBufferPointer<Double>, _ order: UnsafeMutableBufferPointer<Int32>
    ) -> Int32 {
        let index = nodes.count
        nodes.append(Node(first: 0, second: 0, dimension: -1))
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
        nodes[index] = Node(first: left, second: right, dimension: Int32(widest))
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
        boxes += lows
        boxes += highs
        let widest = (0..<width).max { highs[$0] - lows[$0] < highs[$1] - lows[$1] }
        return widest.flatMap { highs[$0] > lows[$0] ? $0 : nil }
    }

    private mutating func fill(_ values: UnsafeBufferPointer<Double>, _ order: UnsafeMutableBufferPointer<Int32>) {
        let sorted = order.sorted()
        for start in stride(from: 0, to: sorted.count, by: Self.bucketRows) {
            let bucket = sorted[start..<Swift.min(start + Self.bucketRows, sorted.count)]
            for column in 0..<width {
                coordinates += bucket.map { values[Int($0) * width + column] }
                coordinates += Array(repeating: .infinity, count: Self.bucketRows - bucket.count)
            }
            rows += bucket
            rows += Array(repeating: -1, count: Self.bucketRows - bucket.count)
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

// Seeking.
extension NeighbourIndex {
    /// The rows nearest to a point, the nearest first.
    /// - Parameter leavingOut: a row that is none.
    func nearest(_ k: Int, to point: UnsafeBufferPointer<Double>, leavingOut: Int?) -> NearestRows {
        var nearest = NearestRows(max: k, leavingOut: leavingOut.map(Int32.init) ?? -1)
        guard count > 0, k > 0 else { return nearest }
        nodes.withUnsafeBufferPointer { nodes in
            boxes.withUnsafeBufferPointer { boxes in
                coordinates.withUnsafeBytes { coordinates in
                    rows.withUnsafeBufferPointer { rows in
                        let search = Search(
                            nodes: nodes, boxes: boxes, coordinates: coordinates, rows: rows, width: width,
                            point: point)
                        search.visit(0, distance: search.distance(toBox: 0), &nearest)
                    }
                }
            }
        }
        return nearest
    }

    private struct Search {
        let nodes: UnsafeBufferPointer<Node>
        let boxes: UnsafeBufferPointer<Double>
        let coordinates: UnsafeRawBufferPointer
        let rows: UnsafeBufferPointer<Int32>
        let width: Int
        let point: UnsafeBufferPointer<Double>

        func distance(toBox node: Int) -> Double {
            var sum = 0.0
            let lows = node * 2 * width
            let highs = lows + width
            for column in 0..<width {
                let value = point[column]
                let outside = Swift.max(Swift.max(boxes[lows + column] - value, value - boxes[highs + column]), 0)
                sum += outside * outside
            }
            return sum
        }

        func visit(_ index: Int, distance: Double, _ nearest: inout NearestRows) {
            let node = nodes[index]
            guard node.dimension >= 0 else {
                // Of a pile of equal rows, which lie in order, the first ones are as near as any.
                let buckets = Swift.min(Int(node.second), nearest.max / NeighbourIndex.bucketRows + 2)
                for bucket in Int(node.first)..<(Int(node.first) + buckets) { scan(bucket, &nearest) }
                return
            }
            let (first, second) = (Int(node.first), Int(node.second))
            let (toFirst, toSecond) = (self.distance(toBox: first), self.distance(toBox: second))
            let isFirstNearer = toFirst <= toSecond
            let near = isFirstNearer ? (first, toFirst) : (second, toSecond)
            let far = isFirstNearer ? (second, toSecond) : (first, toFirst)
            // Equal distances are looked at: the row may have a lower number.
            if near.1 <= nearest.limit { visit(near.0, distance: near.1, &nearest) }
            if far.1 <= nearest.limit { visit(far.0, distance: far.1, &nearest) }
        }

        private func scan(_ bucket: Int, _ nearest: inout NearestRows) {
            var sums0 = SIMD16<Double>(repeating: 0)
            var sums1 = SIMD16<Double>(repeating: 0)
            let base = bucket * NeighbourIndex.bucketRows * width
            for column in 0..<width {
                let lane = base + column * NeighbourIndex.bucketRows
                let value = SIMD16<Double>(repeating: point[column])
                let difference0 = load(lane) - value
                let difference1 = load(lane + 16) - value
                sums0 += difference0 * difference0
                sums1 += difference1 * difference1
            }
            let first = bucket * NeighbourIndex.bucketRows
            for lane in 0..<16 where sums0[lane] <= nearest.limit { nearest.add(rows[first + lane], sums0[lane]) }
            for lane in 0..<16 where sums1[lane] <= nearest.limit { nearest.add(rows[first + 16 + lane], sums1[lane]) }
        }

        @inline(__always) private func load(_ index: Int) -> SIMD16<Double> {
            coordinates.loadUnaligned(fromByteOffset: index * MemoryLayout<Double>.stride, as: SIMD16<Double>.self)
        }
    }
}

/// The nearest rows that were found so far, in order.
struct NearestRows: Sendable {
    fileprivate let max: Int
    private let leavingOut: Int32
    private(set) var rows: [Int32] = []
    private(set) var squaredDistances: [Double] = []

    init(max: Int, leavingOut: Int32) {
        self.max = max
        self.leavingOut = leavingOut
        rows.reserveCapacity(max + 1)
        squaredDistances.reserveCapacity(max + 1)
    }

    /// Whatever is farther away does not belong to them.
    var limit: Double { rows.count < max ? .greatestFiniteMagnitude : squaredDistances[max - 1] }

    mutating func add(_ row: Int32, _ distance: Double) {
        guard row != leavingOut else { return }
        var place = rows.count
        while place > 0, (squaredDistances[place - 1], rows[place - 1]) > (distance, row) { place -= 1 }
        guard place < max else { return }
        rows.insert(row, at: place)
        squaredDistances.insert(distance, at: place)
        if rows.count > max {
            rows.removeLast()
            squaredDistances.removeLast()
        }
    }
}
