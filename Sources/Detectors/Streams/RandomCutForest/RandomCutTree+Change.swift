extension RandomCutTree {
    /// Puts a point in and returns its leaf. There must be room for it.
    mutating func insert(_ point: [Double], using generator: inout SeededGenerator) -> Int32 {
        guard root != Self.none else {
            root = takeLeaf(point, mass: 1, parent: Self.none)
            return root
        }
        var node = root
        while true {
            let extent = extent(of: node, with: point)
            if extent.outside == 0, isLeaf(node) {
                masses[Int(node)] += 1
                return node
            }
            let draw = generator.unit() * extent.total
            if extent.outside > 0, let cut = separating(node, from: point, at: draw) {
                return separate(node, from: point, by: cut)
            }
            // The node is above the point from now on.
            masses[Int(node)] += 1
            if extent.outside > 0 { widen(node, to: point) }
            let cut = cuts[Int(node)]
            node = point[Int(cut.dimension)] <= cut.threshold ? cut.left : cut.right
        }
    }

    /// Takes one of the points of a leaf out.
    mutating func remove(leaf: Int32) {
        var node = leaf
        if masses[Int(leaf)] > 1 {
            while node != Self.none {
                masses[Int(node)] -= 1
                node = parents[Int(node)]
            }
            return
        }
        let parent = parents[Int(leaf)]
        masses[Int(leaf)] = 0
        freeLeaves.append(leaf)
        guard parent != Self.none else {
            root = Self.none
            return
        }
        let cut = cuts[Int(parent)]
        replace(parent, by: cut.left == leaf ? cut.right : cut.left)
        freeInner.append(parent)
        node = parents[Int(parent)]
        var shrinks = true
        while node != Self.none {
            masses[Int(node)] -= 1
            // A box that did not need the point is needed as it is by those around it.
            if shrinks { shrinks = fitBox(of: node) }
            node = parents[Int(node)]
        }
    }

    /// How far the point lies outside the node's box, and how long the sides of the box around both are; summed over
    /// the dimensions, four at a time.
    func extent(of node: Int32, with point: [Double]) -> (outside: Double, total: Double) {
        let (low, high) = box(of: node)
        let corners = isLeaf(node) ? points : boxes
        var (outside, inside) = (0.0, 0.0)
        corners.withUnsafeBytes { corners in
            point.withUnsafeBytes { point in
                func load<T: BitwiseCopyable>(_ bytes: UnsafeRawBufferPointer, _ place: Int, as type: T.Type) -> T {
                    bytes.loadUnaligned(fromByteOffset: place * MemoryLayout<Double>.stride, as: type)
                }
                let zero = SIMD4<Double>()
                let wide = width & ~3
                var (outsides, insides) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
                for dimension in stride(from: 0, to: wide, by: 4) {
                    let lows = load(corners, low + dimension, as: SIMD4<Double>.self)
                    let highs = load(corners, high + dimension, as: SIMD4<Double>.self)
                    let values = load(point, dimension, as: SIMD4<Double>.self)
                    // On one side at most.
                    let (below, above) = (lows - values, values - highs)
                    let beyond = below.replacing(with: above, where: above .> below)
                    outsides += beyond.replacing(with: zero, where: beyond .< zero)
                    insides += highs - lows
                }
                (outside, inside) = (outsides.sum(), insides.sum())
                for dimension in wide..<width {
                    let lowest = load(corners, low + dimension, as: Double.self)
                    let highest = load(corners, high + dimension, as: Double.self)
                    let value = load(point, dimension, as: Double.self)
                    outside += Swift.max(lowest - value, value - highest, 0)
                    inside += highest - lowest
                }
            }
        }
        return (outside, inside + outside)
    }

    private struct Separation {
        var dimension: Int
        var threshold: Double
        var isPointLeft: Bool
    }

    /// The cut at `draw` along the sides of the box around the node and the point, one side after the other, if it
    /// lies between the two. A leaf is a point itself, so that every cut lies between: there it is nil for equal points only.
    private func separating(_ node: Int32, from point: [Double], at draw: Double) -> Separation? {
        let (lowStart, highStart) = box(of: node)
        let isLeaf = isLeaf(node)
        let corners = isLeaf ? points : boxes
        var rest = draw
        var last: Separation?
        for dimension in 0..<width {
            let (low, high) = (corners[lowStart + dimension], corners[highStart + dimension])
            let value = point[dimension]
            let from = Swift.min(low, value)
            let side = Swift.max(high, value) - from
            guard side > 0 else { continue }
            let threshold = from + Swift.min(rest, side)
            if value < low {
                // Below what it cuts off, however the sum was rounded.
                let cut = Swift.min(threshold, low.nextDown)
                last = Separation(dimension: dimension, threshold: Swift.max(cut, value), isPointLeft: true)
                // Beside a leaf the sum can be rounded up to the leaf.
                if rest < side { return isLeaf || threshold < low ? last : nil }
            } else if value > high {
                let cut = Swift.min(threshold, value.nextDown)
                last = Separation(dimension: dimension, threshold: Swift.max(cut, high), isPointLeft: false)
                if rest < side { return isLeaf || threshold >= high ? last : nil }
            } else if rest < side {
                return nil
            }
            rest -= side
        }
        // Rounding can carry the draw past the last side.
        return last
    }

    /// Puts a cut above `node` that has the point alone on its other side.
    private mutating func separate(_ node: Int32, from point: [Double], by separation: Separation) -> Int32 {
        let inner = freeInner.removeLast()
        let mass = masses[Int(node)] + 1
        replace(node, by: inner)
        let leaf = takeLeaf(point, mass: 1, parent: inner)
        parents[Int(node)] = inner
        masses[Int(inner)] = mass
        cuts[Int(inner)] = Cut(
            threshold: separation.threshold, dimension: Int32(separation.dimension),
            left: separation.isPointLeft ? leaf : node, right: separation.isPointLeft ? node : leaf)
        fitBox(of: inner)
        return leaf
    }

    /// Hangs `other` where `node` is.
    private mutating func replace(_ node: Int32, by other: Int32) {
        let parent = parents[Int(node)]
        parents[Int(other)] = parent
        guard parent != Self.none else {
            root = other
            return
        }
        if cuts[Int(parent)].left == node {
            cuts[Int(parent)].left = other
        } else {
            cuts[Int(parent)].right = other
        }
    }

    private mutating func widen(_ node: Int32, to point: [Double]) {
        let start = Int(node) * 2 * width
        for dimension in 0..<width {
            boxes[start + dimension] = Swift.min(boxes[start + dimension], point[dimension])
            boxes[start + width + dimension] = Swift.max(boxes[start + width + dimension], point[dimension])
        }
    }
}
