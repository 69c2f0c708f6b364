import FoundationEssentials
import Testing

@testable import Detectors

@Suite struct RandomCutTreeTests {
    /// Boxes and masses as they follow from the leaves, and every point on its side of every cut.
    private func check(_ tree: RandomCutTree, holds points: [[Double]]) {
        var found: [[Double]] = []
        func visit(_ node: Int32, _ parent: Int32) -> [[Double]] {
            #expect(tree.parents[Int(node)] == parent)
            var below: [[Double]] = []
            if tree.isLeaf(node) {
                let start = tree.values(of: node)
                below = Array(
                    repeating: Array(tree.points[start..<(start + tree.width)]), count: Int(tree.masses[Int(node)]))
                found += below
            } else {
                let cut = tree.cuts[Int(node)]
                let left = visit(cut.left, node)
                let right = visit(cut.right, node)
                #expect(left.allSatisfy { $0[Int(cut.dimension)] <= cut.threshold })
                #expect(right.allSatisfy { $0[Int(cut.dimension)] > cut.threshold })
                below = left + right
                let box = tree.box(of: node)
                for dimension in 0..<tree.width {
                    #expect(tree.boxes[box.low + dimension] == below.map { $0[dimension] }.min())
                    #expect(tree.boxes[box.high + dimension] == below.map { $0[dimension] }.max())
                }
            }
            #expect(Int(tree.masses[Int(node)]) == below.count)
            return below
        }
        if tree.root != RandomCutTree.none { _ = visit(tree.root, RandomCutTree.none) }
        #expect(found.sorted { $0.lexicographicallyPrecedes($1) } == points.sorted { $0.lexicographicallyPrecedes($1) })
    }

    @Test("points go in and out in any order, and the tree stays whole")
    func insertAndRemove() {
        var tree = RandomCutTree(capacity: 24, width: 2)
        var generator = SeededGenerator(seed: 2, stream: 0)
        var held: [(leaf: Int32, point: [Double])] = []
        for _ in 0..<400 {
            if held.count == 24 || (!held.isEmpty && generator.below(5) < 2) {
                tree.remove(leaf: held.remove(at: generator.below(held.count)).leaf)
            } else {
                // Few distinct points, so that leaves are shared.
                let point = [Double(generator.below(5)), Double(generator.below(5))]
                held.append((tree.insert(point, using: &generator), point))
            }
            check(tree, holds: held.map(\.point))
        }
        for member in held { tree.remove(leaf: member.leaf) }
        #expect(tree.root == RandomCutTree.none)
        #expect(tree.freeInner.count == 23 && tree.freeLeaves.count == 24)
    }

    @Test("a cut finds its place between two numbers that have none between them", arguments: [1, 3])
    func neighbouringNumbers(_ width: Int) {
        for value in [1.0, -1, 3, 1e15, 0, 0x1p-1022] {
            for seed in 0..<200 {
                var tree = RandomCutTree(capacity: 4, width: width)
                var generator = SeededGenerator(seed: UInt64(seed), stream: 5)
                var points: [[Double]] = []
                for number in [value, value.nextDown, value.nextUp] {
                    points.append([Double](repeating: 7, count: width - 1) + [number])
                    _ = tree.insert(points[points.count - 1], using: &generator)
                    check(tree, holds: points)
                }
            }
        }
    }

    @Test("shares are those of the distances, however small these are")
    func smallestDistance() {
        var tree = RandomCutTree(capacity: 4, width: 2)
        var generator = SeededGenerator(seed: 1, stream: 0)
        for _ in 0..<3 { _ = tree.insert([0, 0], using: &generator) }
        var shares: [Double]? = [0, 0]
        #expect(tree.displacement(of: [.leastNonzeroMagnitude, 0], &shares) == 3)
        #expect(shares == [3, 0])
    }

    /// A point beside n equal ones is cut off with certainty, and moves all of them.
    @Test("the displacement of a point beside a pile is the pile")
    func pile() {
        var tree = RandomCutTree(capacity: 8, width: 1)
        var generator = SeededGenerator(seed: 1, stream: 0)
        var none: [Double]?
        #expect(tree.displacement(of: [1], &none) == 0)
        for _ in 0..<7 { _ = tree.insert([5], using: &generator) }
        #expect(tree.displacement(of: [6], &none) == 7)
        #expect(tree.displacement(of: [5], &none) == 0)
    }

    /// Points 0 and 1 and a third at x > 1: cut off above both with probability (x - 1) / x, when two points move; else it
    /// ends beside 1, when one point moves, and 0 beside the two moves half a point each.
    @Test("the expectation over three points is the one worked out by hand")
    func threePoints() {
        var tree = RandomCutTree(capacity: 4, width: 1)
        var generator = SeededGenerator(seed: 1, stream: 0)
        for value in [0.0, 1] { _ = tree.insert([value], using: &generator) }
        var shares: [Double]? = [0]
        let expected = 3.0 / 4 * 2 + 1.0 / 4 * 1
        #expect(abs(tree.displacement(of: [4], &shares) - expected) < 1e-12)
        #expect(abs((shares?[0] ?? 0) - expected) < 1e-12)
    }

    @Test("cuts are drawn in proportion to the sides")
    func cutProbabilities() {
        var alongFirst = 0
        for seed in 0..<2000 {
            var tree = RandomCutTree(capacity: 2, width: 2)
            var generator = SeededGenerator(seed: UInt64(seed), stream: 3)
            _ = tree.insert([0, 0], using: &generator)
            _ = tree.insert([3, 1], using: &generator)
            if tree.cuts[Int(tree.root)].dimension == 0 { alongFirst += 1 }
        }
        // 0.75, standard error 0.01.
        #expect(abs(Double(alongFirst) / 2000 - 0.75) < 0.04)
    }

    /// The distribution must not depend on how the tree came to hold its points (the paper's theorem 3): here the root
    /// separates the far point with probability 8 / 9.
    @Test("a tree that lost points is distributed as one that never had them")
    func distribution() {
        var apart = 0
        for seed in 0..<2000 {
            var tree = RandomCutTree(capacity: 8, width: 1)
            var generator = SeededGenerator(seed: UInt64(seed), stream: 4)
            let extra = [-40.0, 4, 30].map { tree.insert([$0], using: &generator) }
            for value in [0.0, 1, 9] { _ = tree.insert([value], using: &generator) }
            for leaf in extra { tree.remove(leaf: leaf) }
            let root = tree.cuts[Int(tree.root)]
            if root.threshold >= 1 { apart += 1 }
        }
        #expect(abs(Double(apart) / 2000 - 8.0 / 9) < 0.03)
    }

    /// The box's sides are 3 and 4: the root cuts the first dimension with probability 3 / 7, and 2 / 7 is what cuts (3, 1) off alone.
    @Test(
        "the root's cut is distributed by the sides of all points, in whatever order they came",
        arguments: [false, true])
    func rootDistribution(_ isReversed: Bool) {
        let points: [[Double]] = [[0, 0], [0, 0], [1, 4], [0, 0], [3, 1], [0, 0], [1, 4]]
        var (first, alone) = (0, 0)
        for seed in 0..<2000 {
            var tree = RandomCutTree(capacity: 8, width: 2)
            var generator = SeededGenerator(seed: UInt64(seed), stream: 6)
            for point in isReversed ? points.reversed() : points { _ = tree.insert(point, using: &generator) }
            let root = tree.cuts[Int(tree.root)]
            guard root.dimension == 0 else { continue }
            first += 1
            if root.threshold >= 1 { alone += 1 }
        }
        #expect(abs(Double(first) / 2000 - 3.0 / 7) < 0.04)
        #expect(abs(Double(alone) / 2000 - 2.0 / 7) < 0.04)
    }

    @Test("on one tree, displacements are rrcf's: of its leaves exactly, of new points as the mean over its draws")
    func reference() throws {
        var (tree, codisps) = try referenceTree()
        for (leaf, codisp) in codisps { #expect(abs(tree.displacement(ofLeaf: leaf) - codisp) < 1e-12) }
        var none: [Double]?
        for probe in try numbers("rrcf_probes") {
            let ours = tree.displacement(of: Array(probe[0..<3]), &none)
            #expect(abs(ours - probe[3]) <= 4 * probe[4] + 1e-9, "\(ours), rrcf \(probe[3])")
        }
        // Ours by drawing too.
        let probe = try numbers("rrcf_probes")[2]
        var sum = 0.0
        for seed in 0..<4000 {
            var generator = SeededGenerator(seed: UInt64(seed), stream: 9)
            let leaf = tree.insert(Array(probe[0..<3]), using: &generator)
            sum += tree.displacement(ofLeaf: leaf)
            tree.remove(leaf: leaf)
        }
        #expect(abs(sum / 4000 - probe[3]) < 0.1 * probe[3])
    }

    private func referenceTree() throws -> (RandomCutTree, [(Int32, Double)]) {
        var rows = try numbers("rrcf_tree")[...]
        var tree = RandomCutTree(capacity: 80, width: 3)
        var codisps: [(Int32, Double)] = []
        func read(below parent: Int32) throws -> Int32 {
            let first = rows.popFirst()
            let row = try #require(first)
            guard row[0] > 0 else {
                let leaf = tree.takeLeaf(Array(row[2..<5]), mass: 1, parent: parent)
                codisps.append((leaf, row[5]))
                return leaf
            }
            let node = tree.freeInner.removeLast()
            tree.parents[Int(node)] = parent
            let left = try read(below: node)
            let right = try read(below: node)
            tree.cuts[Int(node)] = .init(threshold: row[1], dimension: Int32(row[0]) - 1, left: left, right: right)
            tree.masses[Int(node)] = tree.masses[Int(left)] + tree.masses[Int(right)]
            tree.fitBox(of: node)
            return node
        }
        tree.root = try read(below: RandomCutTree.none)
        return (tree, codisps)
    }
}

extension RandomCutTree {
    /// The displacement of a point that is in the tree, for these cuts (the paper's definition, and rrcf's `codisp`).
    fileprivate func displacement(ofLeaf leaf: Int32) -> Double {
        var node = leaf
        var greatest = 0.0
        while parents[Int(node)] != Self.none {
            let cut = cuts[Int(parents[Int(node)])]
            let sibling = cut.left == node ? cut.right : cut.left
            greatest = Swift.max(greatest, Double(masses[Int(sibling)]) / Double(masses[Int(node)]))
            node = parents[Int(node)]
        }
        return greatest
    }
}

/// The rows of a fixture of numbers, without its header.
func numbers(_ fixture: String) throws -> [[Double]] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: folder.appending(path: "Fixtures/\(fixture).csv"), encoding: .utf8)
    return text.split(separator: "\n").dropFirst().map { line in
        line.split(separator: ",").map { Double($0) ?? .nan }
    }
}
