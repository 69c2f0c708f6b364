/// What a reader of compressed bytes may still hand on.
struct OutputBudget {
    let limit: Int
    private var left: Int

    init(limit: Int) {
        self.limit = limit
        left = limit
    }

    /// False if there were not so many left.
    mutating func spend(_ count: Int) -> Bool {
        left -= count
        return left >= 0
    }
}
