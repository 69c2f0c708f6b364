/// The segmentation of least cost plus `penalty` for each change point, exact (Killick, Fearnhead and Eckley 2012). Starts that
/// can't be the last change point any more are pruned, which makes it linear where changes are frequent; without any it is
/// quadratic.
struct PELT {
    let cost: SegmentCost
    let penalty: Double
    /// Values that a segment has at least.
    let lengthMin: Int

    /// A place where the last segment may begin.
    private struct Start {
        var place: Int
        /// What the best segmentation up to an end costs if the last segment begins here, without the penalty.
        var total = 0.0
        /// Ends from here on are better off with another start.
        var usefulBelow = Int.max
    }

    /// Where segments begin but the first, ascending. Equal costs: the earliest last change.
    func changePoints() throws -> [Int] {
        let count = cost.count
        guard count >= 2 * lengthMin else { return [] }
        var best = [Double](repeating: .infinity, count: count + 1)
        var previous = [Int](repeating: 0, count: count + 1)
        best[0] = -penalty
        var starts = [Start(place: 0)]
        for end in lengthMin...count {
            if end % 256 == 0 { try Task.checkCancellation() }
            if end >= 2 * lengthMin { starts.append(Start(place: end - lengthMin)) }
            for index in starts.indices {
                let start = starts[index].place
                let total = best[start] + cost.cost(start, end)
                starts[index].total = total
                if total + penalty < best[end] {
                    best[end] = total + penalty
                    previous[end] = start
                }
            }
            prune(&starts, end: end, best: best[end])
        }
        var points: [Int] = []
        var end = previous[count]
        while end > 0 {
            points.append(end)
            end = previous[end]
        }
        return points.reversed()
    }

    /// A start whose total is above what is best up to `end` loses against a change at `end`, for all ends that are a segment away
    /// from there.
    private func prune(_ starts: inout [Start], end: Int, best: Double) {
        var kept = 0
        for index in starts.indices {
            var start = starts[index]
            if start.total > best { start.usefulBelow = Swift.min(start.usefulBelow, end + lengthMin) }
            if start.usefulBelow > end + 1 {
                starts[kept] = start
                kept += 1
            }
        }
        starts.removeLast(starts.count - kept)
    }
}
