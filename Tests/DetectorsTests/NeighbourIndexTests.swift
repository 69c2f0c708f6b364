import Testing

@testable import Detectors

@Suite struct NeighbourIndexTests {
    /// Few values in each column, so that many rows are equal, or equally far away.
    @Test("the neighbours are those of a plain search, ties and twins included", arguments: [2, 5, 1000], [1, 3])
    func plainSearch(distinct: Int, width: Int) {
        var generator = SeededGenerator(seed: UInt64(distinct), stream: UInt64(width))
        let count = 700
        let values = (0..<(count * width)).map { _ in Double(generator.below(distinct)) }
        let index = NeighbourIndex(values, width: width)
        for row in stride(from: 0, to: count, by: 31) {
            let point = Array(values[(row * width)..<((row + 1) * width)])
            for (k, leavingOut) in [(1, row), (5, nil), (40, row), (200, nil), (count, row)] {
                let found = point.withUnsafeBufferPointer { index.nearest(k, to: $0, leavingOut: leavingOut) }
                let all = (0..<count).filter { $0 != leavingOut }.map { other in
                    let distance = (0..<width).reduce(0.0) { sum, column in
                        let difference = values[other * width + column] - point[column]
                        return sum + difference * difference
                    }
                    return (distance, other)
                }
                let expected = all.sorted { $0 < $1 }.prefix(k)
                #expect(found.rows.map(Int.init) == expected.map(\.1))
                #expect(found.squaredDistances == expected.map(\.0))
            }
        }
    }
}
