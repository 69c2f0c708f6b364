internal import CDetectors

/// The rows nearest to a point, the nearest first.
struct NearestRows: Sendable {
    let rows: [Int32]
    let squaredDistances: [Double]
}

extension NeighbourIndex {
    /// - Parameter leavingOut: a row that is none.
    func nearest(_ k: Int, to point: UnsafeBufferPointer<Double>, leavingOut: Int?) -> NearestRows {
        var found = NearestRows(rows: [], squaredDistances: [])
        search(k, around: Array(point), leavingOut: { _ in leavingOut }) { _, rows, distances in
            found = NearestRows(rows: Array(rows), squaredDistances: Array(distances))
        }
        return found
    }

    /// The rows nearest to each of several points, handed over one point after the other.
    /// - Parameters:
    ///   - points: Row-major, within ±`Standardization.deviationMax`.
    ///   - leavingOut: the row that is not to be found around a point, by the point's number.
    ///   - body: gets a point's number, its nearest rows, the nearest first, and their squared distances.
    func search(
        _ k: Int, around points: [Double], leavingOut: (Int) -> Int?,
        _ body: (Int, UnsafeBufferPointer<Int32>, UnsafeBufferPointer<Double>) -> Void
    ) {
        let k = Swift.min(k, count)
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: k) { rows in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: k) { distances in
                withPointers { index in
                    points.withUnsafeBufferPointer { points in
                        for point in 0..<(points.count / width) {
                            let found = cdetectors_search(
                                index, points.baseAddress?.advanced(by: point * width), Int32(k),
                                Int32(leavingOut(point) ?? -1), rows.baseAddress, distances.baseAddress)
                            body(
                                point, UnsafeBufferPointer(rebasing: rows[..<Int(found)]),
                                UnsafeBufferPointer(rebasing: distances[..<Int(found)]))
                        }
                    }
                }
            }
        }
    }

    /// The neighbours of every row of the index, which is none of its own: so many for each, row by row.
    func neighboursOfAll(_ k: Int) async throws -> (rows: [Int32], squaredDistances: [Double]) {
        let k = Swift.min(k, count - 1)
        guard k > 0 else { return ([], []) }
        let order = rowsByPlace
        let tasks = ranges(of: count, length: 1024)
        let blocks = try await parallelMap(tasks.count) { task in neighbours(k, of: order[tasks[task]]) }
        var rows = [Int32](repeating: 0, count: count * k)
        var distances = [Double](repeating: 0, count: count * k)
        for (task, block) in zip(tasks, blocks) {
            for (place, row) in order[task].enumerated() {
                let (from, to) = (place * k, Int(row) * k)
                for index in 0..<k {
                    rows[to + index] = block.rows[from + index]
                    distances[to + index] = block.squaredDistances[from + index]
                }
            }
        }
        return (rows, distances)
    }

    private func neighbours(_ k: Int, of order: ArraySlice<Int32>) -> NearestRows {
        var found: (rows: [Int32], distances: [Double]) = ([], [])
        found.rows.reserveCapacity(order.count * k)
        found.distances.reserveCapacity(order.count * k)
        let points = order.flatMap { values[(Int($0) * width)..<((Int($0) + 1) * width)] }
        search(k, around: points, leavingOut: { Int(order[order.startIndex + $0]) }) { _, rows, distances in
            found.rows += rows
            found.distances += distances
        }
        return NearestRows(rows: found.rows, squaredDistances: found.distances)
    }
}
