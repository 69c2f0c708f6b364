import Testing

@testable import LinearAlgebra

@Suite struct MomentsTests {
    private let rows: [Double] = [1, 2, 3, 1, 5, 9, -4, 0]

    private func moments(_ rows: some Collection<Double>, weights: [Double]? = nil) -> Moments {
        var moments = Moments(order: 2)
        Array(rows).withUnsafeBufferPointer {
            if let weights { moments.add($0, weights: weights) } else { moments.add($0) }
        }
        return moments
    }

    @Test func `mean and covariance are those that one computes by hand`() {
        let moments = moments(rows)
        #expect(moments.weight == 4)
        #expect(moments.mean == [1.25, 3])
        // Σ x² / 4 - mean², and so on; Σ x² is 51, Σ x y 50, Σ y² 86.
        let expected: [Double] = [11.1875, 8.75, 8.75, 12.5]
        #expect(moments.covariance.values == expected)
    }

    @Test func `a weight of two counts a row twice, and one of zero not at all`() {
        let weighted = moments(rows, weights: [1, 2, 0, 1])
        let repeated = moments([1, 2, 3, 1, 3, 1, -4, 0])
        #expect(weighted.weight == 4)
        for (one, other) in zip(weighted.mean, repeated.mean) { #expect(abs(one - other) < 1e-14) }
        for (one, other) in zip(weighted.covariance.values, repeated.covariance.values) {
            #expect(abs(one - other) < 1e-13)
        }
    }

    @Test func `moments of parts add up to those of the whole`() {
        var sum = moments(rows[..<2])
        sum.add(moments(rows[2...]))
        #expect(sum.mean == moments(rows).mean)
        #expect(sum.covariance == moments(rows).covariance)
    }

    @Test func `nothing has mean and covariance zero`() {
        let nothing = moments([])
        #expect(nothing.mean == [0, 0])
        #expect(nothing.covariance == SymmetricMatrix(order: 2))
    }

    @Test func `a map's squared lengths are those of M times the row less the center`() throws {
        let map = RowMap(matrix: [1, 0, 2, -1, 0, 3], center: [1, 2])
        let lengths = rows.withUnsafeBufferPointer { map.squaredLengths(of: $0) }
        // (0, 0), (2, -1), (4, 7), (-5, -2) after the center is taken off.
        // M is 3 by 2: (x, 2x - y, 3y).
        let expected: [Double] = [0, 38, 458, 125]
        #expect(lengths == expected)
        #expect([Double]().withUnsafeBufferPointer { map.squaredLengths(of: $0) } == [])
    }
}
