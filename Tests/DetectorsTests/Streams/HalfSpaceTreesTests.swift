import Testing

@testable import Detectors

@Suite struct HalfSpaceTreesTests {
    /// With one feature and depth 1 there is one cut; the mass on the point's side decides.
    @Test("the score follows from the mass of the last window beside the point")
    func oneCut() throws {
        let options = HalfSpaceTrees.Options(trees: 1, depth: 1, window: 10, sizeLimit: 0)
        var trees = HalfSpaceTrees(options: options, featureCount: 1, seed: 5)
        var none: [Double]?
        let window = [0.0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
        for (index, value) in window.enumerated() {
            #expect(trees.update([value], index: UInt64(index), contributions: &none) == nil)
        }
        let space = try #require(trees.space)
        let left = window.filter { space.child(of: 0, 0, [$0]) == 1 }.count
        #expect(trees.reference == [10, UInt32(left), UInt32(10 - left)])
        let answer = trees.update([-3], index: 10, contributions: &none)
        let score = try #require(answer)
        #expect(score == -_log2((Double(left) * 2 + 1) / 10))
        // The running window takes the reference's place when it is whole.
        for index in 11..<20 { _ = trees.update([-3], index: UInt64(index), contributions: &none) }
        #expect(trees.reference == [10, 10, 0])
        #expect(trees.latest == [0, 0, 0])
    }

    @Test("a part with few points is not looked into")
    func sizeLimit() throws {
        let options = HalfSpaceTrees.Options(trees: 3, depth: 6, window: 10, sizeLimit: 10)
        var trees = HalfSpaceTrees(options: options, featureCount: 1, seed: 5)
        var none: [Double]?
        for index in 0..<10 { _ = trees.update([Double(index)], index: UInt64(index), contributions: &none) }
        // The roots hold all ten, which is not more than the limit: S = 3 · 10.
        #expect(trees.update([400], index: 10, contributions: &none) == -_log2(31.0 / 30))
    }

    @Test("halves share their whole's mass at every node")
    func masses() throws {
        var detector = try StreamDetector(.small(.halfSpaceTrees))
        _ = try detector.scores(gaussianPoints(333))
        let trees = try #require(detector.engine as? HalfSpaceTrees)
        let space = try #require(trees.space)
        for tree in 0..<trees.options.trees {
            for node in 0..<space.innerPerTree {
                let base = tree * space.nodesPerTree
                let halves = trees.reference[base + 2 * node + 1] + trees.reference[base + 2 * node + 2]
                #expect(trees.reference[base + node] == halves)
            }
        }
    }
}
