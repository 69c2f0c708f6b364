import Testing

@testable import Detectors

@Suite struct NeighbourIndexTests {
    /// Few values in each column, so that many rows are equal, or equally far away.
    @Test("the neighbours are those of a plain search, ties and twins included", arguments: [2, 5, 1000], [1, 3])
    func plainSearch(distinct: Int, width: Int) {
        var generator = SeededGenerator(seed: UInt64(distinct), stream: UInt64(width))
        let count = 700
        let values = (0..<(count * width)).map { _ in Double(generator.below(distinct)) }
        expectNeighbours(values, width: width, step: 31)
    }

    /// Rows are looked through as floats first: what these can't tell apart must come out right all the same.
    @Test(
        "the neighbours are exact where floats are not",
        arguments: [(1e9, 1.0), (1e15, 1e3), (1, 1e-9), (1e-30, 1e-33), (0, 1e-200), (1e15, 0)], [1, 7, 40])
    func roundedSearch(_ scale: (offset: Double, spread: Double), width: Int) {
        var generator = SeededGenerator(seed: 3, stream: UInt64(width))
        let values = (0..<(300 * width)).map { _ in
            let value = scale.offset + scale.spread * (generator.unit() - 0.5)
            return min(generator.below(50) == 0 ? -value : value, Standardization.deviationMax)
        }
        expectNeighbours(values, width: width, step: 13)
    }

    private func expectNeighbours(_ values: [Double], width: Int, step: Int) {
        let count = values.count / width
        let index = NeighbourIndex(values, width: width)
        for row in stride(from: 0, to: count, by: step) {
            let point = Array(values[(row * width)..<((row + 1) * width)])
            let all = (0..<count).map { other in
                let distance = (0..<width).reduce(0.0) { sum, column in
                    let difference = values[other * width + column] - point[column]
                    return sum + difference * difference
                }
                return (distance, other)
            }.sorted { $0 < $1 }
            for (k, leavingOut) in [(1, row), (5, nil), (40, row), (200, nil), (count, row)] {
                let found = point.withUnsafeBufferPointer { index.nearest(k, to: $0, leavingOut: leavingOut) }
                let expected = all.filter { $0.1 != leavingOut }.prefix(k)
                #expect(found.rows.map(Int.init) == expected.map(\.1))
                #expect(found.squaredDistances == expected.map(\.0))
            }
        }
    }

    @Test("all rows' neighbours are those of each")
    func ofAll() async throws {
        let table = try gaussian(rows: 2500, columns: 2, seed: 9)
        let values = (0..<2500).flatMap(table.row)
        let index = NeighbourIndex(values, width: 2)
        let all = try await index.neighboursOfAll(6)
        for row in stride(from: 0, to: 2500, by: 97) {
            let point = Array(values[(row * 2)..<(row * 2 + 2)])
            let found = point.withUnsafeBufferPointer { index.nearest(6, to: $0, leavingOut: row) }
            #expect(Array(all.rows[(row * 6)..<(row * 6 + 6)]) == found.rows)
            #expect(Array(all.squaredDistances[(row * 6)..<(row * 6 + 6)]) == found.squaredDistances)
        }
    }
}
