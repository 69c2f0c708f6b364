extension RandomAccessCollection where Element == Double, Index == Int {
    /// Of numbers in ascending order: the place of the first that is `bound` or more; the end where none is.
    func firstIndex(atLeast bound: Double) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < bound { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
