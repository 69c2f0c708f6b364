extension IsolationForest {
    /// Trees are complete binary trees, whatever their rows. Each leaf, with the node above it: the node, the leaf's size, two
    /// expected path lengths, its path length and the split as ranks; and a threshold in the order of all, with what it is sought by.
    static func byteCount(trees: Int, sampleSize: Int) -> Int {
        let leaves = 1 << PathLength.depthLimit(sampleSize)
        return trees * leaves * (16 + 4 + 2 * 8 + 8 + 4 + 24)
    }

    var byteCount: Int { Self.byteCount(trees: trees.count, sampleSize: sampleSize) }
}
