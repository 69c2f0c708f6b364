internal import LinearAlgebra

/// Expectation-maximization (Dempster, Laird and Rubin 1977), with scikit-learn's stopping rule, from clusters that k-means finds.
struct MixtureSearch: Sendable {
    let rows: FitRows
    let options: GMM.Options
    let seed: UInt64
    /// Of the fit; each start draws from a stream of its own.
    let stream: UInt64

    /// The best of all starts.
    func best() async throws -> [GMM.Component] {
        var best: (gain: Double, components: [GMM.Component])?
        for start in 0..<options.starts {
            let found = try await search(SeededGenerator(seed: seed, stream: stream << 32 | UInt64(16 + start)))
            if best.map({ found.gain > $0.gain }) ?? true { best = found }
            // One component has one answer.
            if options.components == 1 { break }
        }
        return best?.components ?? []
    }

    private func search(_ generator: SeededGenerator) async throws -> (gain: Double, components: [GMM.Component]) {
        var components = try maximize(try await firstMoments(generator))
        var gain = -Double.infinity
        for _ in 0..<options.iterations {
            let (next, moments) = try await expect(components)
            components = try maximize(moments)
            defer { gain = next }
            if abs(next - gain) < options.tolerance { break }
        }
        return (gain, components)
    }

    /// The mean ln density of a row, and each component's moments of the rows by its share in their densities.
    private func expect(_ components: [GMM.Component]) async throws -> (gain: Double, moments: [Moments]) {
        let rows = rows
        let tasks = rows.tasks
        let maps = components.map { RowMap($0.whitening.triangle, center: $0.whitening.center) }
        let parts = try await parallelMap(tasks.count) { task in
            rows.withRows(tasks[task]) { Self.expect($0, components, maps) }
        }
        var moments = parts[0].moments
        for part in parts.dropFirst() {
            for index in moments.indices { moments[index].add(part.moments[index]) }
        }
        return (parts.reduce(0) { $0 + $1.sum } / Double(rows.count), moments)
    }

    private static func expect(
        _ rows: UnsafeBufferPointer<Double>, _ components: [GMM.Component], _ maps: [RowMap]
    ) -> (sum: Double, moments: [Moments]) {
        var shares = zip(components, maps).map { component, map in
            map.squaredLengths(of: rows).map { component.peak - $0 / 2 }
        }
        var sum = 0.0
        var densities = [Double](repeating: 0, count: components.count)
        for row in shares[0].indices {
            for index in densities.indices { densities[index] = shares[index][row] }
            let whole = LogSum.of(densities[...])
            sum += whole
            for index in densities.indices { shares[index][row] = _exp(densities[index] - whole) }
        }
        return (sum, shares.map { Self.moments(rows, $0, width: maps[0].inputs) })
    }

    private static func moments(_ rows: UnsafeBufferPointer<Double>, _ shares: [Double], width: Int) -> Moments {
        var moments = Moments(order: width)
        moments.add(rows, weights: shares)
        return moments
    }

    private func maximize(_ moments: [Moments]) throws -> [GMM.Component] {
        // A component that has lost all rows keeps a weight that has a logarithm.
        let least = 10 * Double.ulpOfOne
        let total = moments.reduce(0) { $0 + $1.weight + least }
        return try moments.map { moments in
            var covariance = moments.covariance
            for column in 0..<covariance.order { covariance[column, column] += options.regularization }
            return GMM.Component(
                weight: (moments.weight + least) / total, whitening: try whitening(covariance, moments.mean))
        }
    }

    private func whitening(_ covariance: SymmetricMatrix, _ center: [Double]) throws -> Whitening {
        // The regularization keeps every variance well above nothing; without it, a floor does.
        if options.regularization >= Self.floor, let inverse = covariance.choleskyFactor()?.inverse() {
            return Whitening(inverse, center: center)
        }
        return try Whitening(covariance: covariance, center: center, floor: Self.floor)
    }
    private static let floor = 1e-10

    /// Of the clusters that k-means finds in a sample.
    private func firstMoments(_ generator: SeededGenerator) async throws -> [Moments] {
        guard options.components > 1 else {
            return try await parallelMap(1) { [rows] _ in
                var moments = Moments(order: rows.width)
                for task in rows.tasks { rows.withRows(task) { moments.add($0) } }
                return moments
            }
        }
        var generator = generator
        let sample = rows.count > Self.sampleRows ? rows.selecting(draw(using: &generator)) : rows
        let lanes = LaneRows(sample.values, width: sample.width)
        let clusters = try await KMeans.fit(lanes, clusters: options.components, generator: generator).owners(of: lanes)
        let zeros = [Double](repeating: 0, count: rows.width)
        return (0..<options.components).map { cluster in
            sample.moments(clusters.indices.filter { clusters[$0] == cluster }.map { UInt32($0) }[...], near: zeros)
        }
    }
    static let sampleRows = 20_000

    private func draw(using generator: inout SeededGenerator) -> [Int] {
        var wanted = Self.sampleRows
        return (0..<rows.count).filter { row in
            guard generator.below(rows.count - row) < wanted else { return false }
            wanted -= 1
            return true
        }
    }
}
