/// The median of the values around each, in O(n log n) whatever the width.
enum RunningMedian {
    private static let valuesPerCheck = 1 << 16

    /// - Parameter width: Odd; at the ends the window is what there is of it.
    /// - Throws: when the task is cancelled.
    static func of(_ values: [Double], width: Int) throws -> [Double] {
        let half = width / 2
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var ranks = [Int](repeating: 0, count: values.count)
        for (rank, index) in order.enumerated() { ranks[index] = rank }
        var window = RankSet(capacity: values.count)
        for rank in ranks.prefix(half) { window.insert(rank) }
        var medians: [Double] = []
        medians.reserveCapacity(values.count)
        for index in values.indices {
            if index % valuesPerCheck == 0 { try Task.checkCancellation() }
            if index + half < values.count { window.insert(ranks[index + half]) }
            if index > half { window.remove(ranks[index - half - 1]) }
            let middle = window.count / 2
            let upper = values[order[window.rank(at: middle)]]
            medians.append(window.count % 2 == 1 ? upper : values[order[window.rank(at: middle - 1)]] / 2 + upper / 2)
        }
        return medians
    }
}

/// A set of ranks below `capacity`, in which the k-th smallest is found in O(log n): a tree of counts in an array (Fenwick 1994).
private struct RankSet {
    private(set) var count = 0
    /// Entry i counts the ranks from i - (lowest bit of i) to i - 1.
    private var counts: [Int32]
    private let highestStep: Int

    init(capacity: Int) {
        counts = [Int32](repeating: 0, count: capacity + 1)
        var step = 1
        while 2 * step <= capacity { step *= 2 }
        highestStep = step
    }

    mutating func insert(_ rank: Int) { add(1, at: rank) }
    mutating func remove(_ rank: Int) { add(-1, at: rank) }

    private mutating func add(_ change: Int32, at rank: Int) {
        count += Int(change)
        var place = rank + 1
        while place < counts.count {
            counts[place] += change
            place += place & -place
        }
    }

    /// The rank that `position` of those in the set lie below.
    func rank(at position: Int) -> Int {
        var place = 0
        var left = Int32(position)
        var step = highestStep
        while step > 0 {
            if place + step < counts.count, counts[place + step] <= left {
                place += step
                left -= counts[place]
            }
            step /= 2
        }
        return place
    }
}
