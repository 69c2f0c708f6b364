/// A robust random cut tree (Guha et al. 2016): each cut's dimension is drawn in proportion to the extent of the points
/// below it, the place uniformly. Points are put in and taken out such that the tree is distributed at any time as
/// if it had been grown from the points it holds (their theorems 3 and 4).
///
/// Nodes 0 ..< capacity - 1 are inner ones, leaf i is node capacity - 1 + i. Equal points share a leaf.
struct RandomCutTree: Sendable, Equatable {
    static let none: Int32 = -1

    struct Cut: Sendable, Equatable {
        /// Points at or below it go left.
        var threshold = 0.0
        var dimension: Int32 = 0
        var left = none
        var right = none
    }

    let capacity: Int
    /// Numbers of a point.
    let width: Int
    var root = none
    /// One for each inner node.
    var cuts: [Cut]
    /// One for each node: its parent, and the points below it.
    var parents: [Int32]
    var masses: [Int32]
    /// `width` lows and then `width` highs for each inner node; `width` values for each leaf.
    var boxes: [Double]
    var points: [Double]
    /// Inner nodes and leaves not in use; the last is taken first.
    var freeInner: [Int32]
    var freeLeaves: [Int32]

    init(capacity: Int, width: Int) {
        self.capacity = capacity
        self.width = width
        cuts = [Cut](repeating: Cut(), count: capacity - 1)
        parents = [Int32](repeating: Self.none, count: 2 * capacity - 1)
        masses = [Int32](repeating: 0, count: 2 * capacity - 1)
        boxes = [Double](repeating: 0, count: (capacity - 1) * 2 * width)
        points = [Double](repeating: 0, count: capacity * width)
        freeInner = (0..<Int32(capacity - 1)).reversed()
        freeLeaves = (Int32(capacity - 1)..<Int32(2 * capacity - 1)).reversed()
    }

    func isLeaf(_ node: Int32) -> Bool { node >= capacity - 1 }

    /// Where the values of a leaf begin in `points`.
    func values(of leaf: Int32) -> Int { (Int(leaf) - capacity + 1) * width }

    /// Takes a leaf that is not in use for the point.
    mutating func takeLeaf(_ point: [Double], mass: Int32, parent: Int32) -> Int32 {
        let leaf = freeLeaves.removeLast()
        let start = values(of: leaf)
        for dimension in 0..<width { points[start + dimension] = point[dimension] }
        masses[Int(leaf)] = mass
        parents[Int(leaf)] = parent
        return leaf
    }

    /// Makes the box of an inner node the one around its two children; false if it was that already.
    @discardableResult
    mutating func fitBox(of node: Int32) -> Bool {
        let cut = cuts[Int(node)]
        let (leftLow, leftHigh) = box(of: cut.left)
        let (rightLow, rightHigh) = box(of: cut.right)
        let start = Int(node) * 2 * width
        var changed = false
        let isLeftLeaf = isLeaf(cut.left)
        let isRightLeaf = isLeaf(cut.right)
        points.withUnsafeBufferPointer { points in
            boxes.withUnsafeMutableBufferPointer { boxes in
                for dimension in 0..<width {
                    let low = Swift.min(
                        isLeftLeaf ? points[leftLow + dimension] : boxes[leftLow + dimension],
                        isRightLeaf ? points[rightLow + dimension] : boxes[rightLow + dimension])
                    let high = Swift.max(
                        isLeftLeaf ? points[leftHigh + dimension] : boxes[leftHigh + dimension],
                        isRightLeaf ? points[rightHigh + dimension] : boxes[rightHigh + dimension])
                    if boxes[start + dimension] != low || boxes[start + width + dimension] != high {
                        boxes[start + dimension] = low
                        boxes[start + width + dimension] = high
                        changed = true
                    }
                }
            }
        }
        return changed
    }

    /// Where a node's lows and highs begin: in `points` for a leaf, in `boxes` for an inner node.
    func box(of node: Int32) -> (low: Int, high: Int) {
        if isLeaf(node) { return (values(of: node), values(of: node)) }
        let start = Int(node) * 2 * width
        return (start, start + width)
    }
}
