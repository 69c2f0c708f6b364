import Testing

@testable import Detectors

@Suite struct WindowsTests {
    @Test("each window is a row, its oldest value first")
    func table() throws {
        let table = try FeatureTable(windowsOf: [1, 2, 3, 4, 5], window: 3)
        #expect(table.names == ["t-2", "t-1", "t-0"])
        #expect((0..<3).map(table.row) == [[1, 2, 3], [2, 3, 4], [3, 4, 5]])
        #expect(throws: DetectorError.self) { try FeatureTable(windowsOf: [1, 2], window: 3) }
    }

    @Test("a value's score is the mean over its windows")
    func scores() {
        #expect(WindowScores.means([1, 2, 6], window: 2) == [1, 1.5, 4, 6])
        #expect(WindowScores.means([5], window: 3) == [5, 5, 5])
    }

    @Test("means are those of the windows, however many there are and how long", arguments: [1, 2, 5, 7, 16, 40])
    func means(_ window: Int) throws {
        for count in [1, 2, 6, 7, 8, 21, 40] {
            let scores = try gaussianPoints(count, features: 1).map { $0[0] }
            let means = WindowScores.means(scores, window: window)
            #expect(means.count == count + window - 1)
            for value in means.indices {
                let inside = scores[max(0, value - window + 1)...min(value, count - 1)]
                #expect(abs(means[value] - inside.reduce(0, +) / Double(inside.count)) < 1e-12)
            }
        }
    }

    @Test("a large score leaves no trace in the windows without it, and long windows cost no more than short ones")
    func largeScore() {
        var scores = [Double](repeating: 1, count: 300_000)
        scores[0] = 1e300
        let means = WindowScores.means(scores, window: 100_000)
        #expect(means[99_999] > 1e294)
        #expect(means[100_000...].allSatisfy { $0 == 1 })
    }

    @Test("windows that together hold too many values are refused before they are made")
    func tooMany() async throws {
        let method = try SlidingWindowsMethod(
            SlidingWindowsMethod.description.parameters.resolve(["window": .number(1000)], of: ""))
        let values = [Double](repeating: 1, count: SeriesLimits.windowValuesMax / 1000 + 1000)
        #expect(await fieldOfError { _ = try await method.analyze(values, period: nil) } == "parameters.window")
    }

    /// Large values come and go, which a running sum would carry on.
    @Test("trailing means are those of each window by itself", arguments: [1, 2, 3, 21, 99, 1000])
    func trailingMeans(_ width: Int) throws {
        var values = try gaussian(rows: 2500, columns: 1, seed: 3).values
        for index in stride(from: 100, to: 2500, by: 700) { values[index] *= 1e12 }
        for (index, mean) in SpectralResidual.trailingMeans(values, width).enumerated() {
            let window = values[max(0, index - width + 1)...index]
            let expected = window.reduce(0, +) / Double(window.count)
            #expect(abs(mean - expected) <= 1e-9 * window.reduce(0) { max($0, abs($1)) })
        }
    }

    @Test("a cancelled spectral residual stops")
    func cancellation() async throws {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            let method = try SpectralResidual(
                SpectralResidual.description.parameters.resolve([:], of: "spectral_residual"))
            _ = try await method.analyze((0..<100).map { Double($0 % 7) }, period: nil)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
