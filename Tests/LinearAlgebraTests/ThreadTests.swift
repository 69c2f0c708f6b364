import Testing

@testable import LinearAlgebra

@Suite struct ThreadTests {
    /// Two threads within a library that is not safe get the same working memory: this fails within a few rounds then.
    @Test func `many threads at once get the numbers that one gets`() async {
        let width = 12
        let rows = (0..<(400 * width)).map { Double(($0 * 7919) % 1009) / 1009 }
        let alone = Self.result(rows, width)
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<200).filter { _ in Self.result(rows, width) != alone }.count }
            }
            for await different in group { #expect(different == 0) }
        }
    }

    private static func result(_ rows: [Double], _ width: Int) -> [Double] {
        var moments = Moments(order: width)
        return rows.withUnsafeBufferPointer { rows in
            moments.add(rows)
            guard let inverse = moments.covariance.choleskyFactor()?.inverse() else { return [] }
            return RowMap(inverse, center: moments.mean).squaredLengths(of: rows)
        }
    }
}
