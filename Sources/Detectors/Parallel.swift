/// Runs `body` for 0..<count in child tasks and returns the results in order. The tasks run on the executor that
/// the caller prefers, and the result does not depend on how many threads that has.
func parallelMap<T: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) throws -> T) async throws -> [T] {
    try await withThrowingTaskGroup(of: (Int, T).self) { group in
        for index in 0..<count {
            group.addTask {
                try Task.checkCancellation()
                return (index, try body(index))
            }
        }
        var results = [T?](repeating: nil, count: count)
        for try await (index, value) in group { results[index] = value }
        return results.compactMap { $0 }
    }
}

/// `0..<count` cut into ranges of at most `length`.
func ranges(of count: Int, length: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: length).map { $0..<min($0 + length, count) }
}

/// The blocks one after the other, in as much memory as they take: an array that grows may take twice that.
/// - Parameter count: Of all together.
func gathered<T>(_ blocks: some Sequence<[T]>, count: Int) -> [T] {
    var all: [T] = []
    all.reserveCapacity(count)
    for block in blocks { all += block }
    return all
}
