extension IsolationForest {
    /// Trees are complete binary trees, whatever their rows: a node is held twice (16 bytes each) with its expected path length, a leaf with
    /// its size, path length and expected path length.
    static func byteCount(trees: Int, sampleSize: Int) -> Int {
        let leaves = 1 << PathLength.depthLimit(sampleSize)
        return trees * leaves * (2 * 16 + 8 + 4 + 8 + 8)
    }

    var byteCount: Int { Self.byteCount(trees: trees.count, sampleSize: sampleSize) }
}
