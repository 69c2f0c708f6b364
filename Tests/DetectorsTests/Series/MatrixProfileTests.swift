import Testing

@testable import Detectors

@Suite struct MatrixProfileTests {
    private func check(value: Int, distance: Int, neighbour: Int?) async throws {
        let rows = try numbers("matrix_profile")
        let window = 24
        let values = rows.map { $0[value] / 200 }
        let profile = try await MatrixProfile.compute(values, window: window)
        #expect(profile.distances.count == rows.count - window + 1)
        for (place, ours) in profile.distances.enumerated() {
            #expect(
                abs(ours - rows[place][distance]) < 1e-6, "window \(place): \(ours), stumpy \(rows[place][distance])")
            if let neighbour { #expect(profile.neighbours[place] == Int32(rows[place][neighbour])) }
        }
    }

    @Test("distances and neighbours are stumpy's")
    func reference() async throws { try await check(value: 0, distance: 1, neighbour: 2) }

    @Test("distances from and to constant stretches are stumpy's")
    func constantStretches() async throws { try await check(value: 3, distance: 4, neighbour: nil) }

    @Test("it is the minimum over all pairs", arguments: [3, 7, 16])
    func allPairs(_ window: Int) async throws {
        let values = try seasonal(90, period: 15).map { $0 / 20 }
        let profile = try await MatrixProfile.compute(values, window: window)
        let moments = try RollingMoments(values, window: window)
        let count = values.count - window + 1
        for i in 0..<count {
            var nearest = Double.infinity
            for j in 0..<count where abs(i - j) > (window + 3) / 4 {
                var square = 0.0
                for k in 0..<window {
                    let a = (values[i + k] - moments.means[i]) * moments.inverseLengths[i]
                    let b = (values[j + k] - moments.means[j]) * moments.inverseLengths[j]
                    square += (a - b) * (a - b)
                }
                nearest = min(nearest, (square * Double(window)).squareRoot())
            }
            #expect(abs(profile.distances[i] - nearest) < 1e-7)
        }
    }

    @Test("the window farthest from all others is where the shape breaks")
    func discord() async throws {
        var values = try seasonal(400, period: 20, noise: 0.05)
        for place in 200..<210 { values[place] = 10 }
        let profile = try await MatrixProfile.compute(values.map { $0 / 20 }, window: 20)
        let distances = profile.distances
        let farthest = try #require(distances.indices.max { distances[$0] < distances[$1] })
        #expect((181...210).contains(farthest))
    }

    @Test("where there is no window to compare with, the distance is infinite")
    func alone() async throws {
        let profile = try await MatrixProfile.compute((0..<10).map { Double($0 % 4) / 4 }, window: 8)
        #expect(profile.distances == [.infinity, .infinity, .infinity])
        #expect(profile.neighbours == [-1, -1, -1])
    }

    @Test("it stops when it is cancelled")
    func cancelled() async throws {
        let values = try seasonal(2000, period: 15).map { $0 / 20 }
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await MatrixProfile.compute(values, window: 10)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
