internal import LinearAlgebra

/// The C-step of Rousseeuw and Van Driessen (1999): the `support` rows nearest to an estimate give the next estimate, whose
/// determinant is never larger.
struct ConcentrationSteps: Sendable {
    let rows: FitRows
    /// h: how many rows an estimate is made of.
    let support: Int

    static let stepsMax = 100
    /// What a logarithm of a determinant must fall by for another step.
    private static let tolerance = 1e-12

    func step(_ estimate: GaussianEstimate) throws -> GaussianEstimate {
        let distances = rows.tasks.flatMap { task in rows.withRows(task) { estimate.squaredDistances($0) } }
        return try self.estimate(nearest(distances)[...], near: estimate.center)
    }

    /// The same numbers, by as many threads as there are.
    func parallelStep(_ estimate: GaussianEstimate) async throws -> GaussianEstimate {
        let rows = rows
        let near = nearest(try await distances(estimate))
        let tasks = Self.tasks(near.count)
        let parts = try await parallelMap(tasks.count) { rows.moments(near[tasks[$0]], near: estimate.center) }
        return try GaussianEstimate(Self.sum(parts, width: rows.width), near: estimate.center)
    }

    func distances(_ estimate: GaussianEstimate) async throws -> [Double] {
        let rows = rows
        let tasks = rows.tasks
        return try await parallelMap(tasks.count) { task in
            rows.withRows(tasks[task]) { estimate.squaredDistances($0) }
        }.flatMap { $0 }
    }

    func estimate(_ chosen: ArraySlice<UInt32>, near point: [Double]) throws -> GaussianEstimate {
        let parts = Self.tasks(chosen.count).map { task in
            rows.moments(
                chosen[(chosen.startIndex + task.lowerBound)..<(chosen.startIndex + task.upperBound)], near: point)
        }
        return try GaussianEstimate(Self.sum(parts, width: rows.width), near: point)
    }

    private static func tasks(_ count: Int) -> [Range<Int>] { ranges(of: count, length: 16384) }

    private static func sum(_ parts: [Moments], width: Int) -> Moments {
        var sum = parts.first ?? Moments(order: width)
        for part in parts.dropFirst() { sum.add(part) }
        return sum
    }

    /// Rows in their order; of several that are as far away as the last, the earlier ones.
    private func nearest(_ distances: [Double]) -> [UInt32] {
        let last = Selection.orderStatistics([support - 1], of: distances)[0]
        return distances.withUnsafeBufferPointer { distances in
            var ties = support
            for distance in distances where distance < last { ties -= 1 }
            return [UInt32](unsafeUninitializedCapacity: support) { chosen, count in
                for (row, distance) in distances.enumerated() where distance <= last {
                    if distance == last {
                        guard ties > 0 else { continue }
                        ties -= 1
                    }
                    chosen.initializeElement(at: count, to: UInt32(row))
                    count += 1
                }
            }
        }
    }

    /// Until the determinant falls no more, or `limit` steps.
    func converge(_ estimate: GaussianEstimate, limit: Int = stepsMax) throws -> GaussianEstimate {
        var best = estimate
        for _ in 0..<limit {
            let next = try step(best)
            guard next.isSmaller(than: best, by: Self.tolerance) else { break }
            best = next
        }
        return best
    }

    func parallelConverge(_ estimate: GaussianEstimate, limit: Int = stepsMax) async throws -> GaussianEstimate {
        var best = estimate
        for _ in 0..<limit {
            let next = try await parallelStep(best)
            guard next.isSmaller(than: best, by: Self.tolerance) else { break }
            best = next
        }
        return best
    }
}
