import Testing

@testable import Detectors

@Suite struct SHESDTests {
    @Test("quantiles of Student's t are scipy's")
    func studentT() throws {
        for row in try numbers("student_t") {
            let quantile = StudentT.quantile(upperTail: row[0], degrees: row[1])
            #expect(abs(quantile - row[2]) < 1e-9 * row[2], "\(row): \(quantile)")
        }
        #expect(StudentT.quantile(upperTail: 0.5, degrees: 3) == 0)
        #expect(abs(StudentT.upperTail(1, degrees: 1) - 0.25) < 1e-14)
    }

    @Test("the test takes the values off that one after the other does")
    func outliers() throws {
        let rows = try numbers("esd")
        let test = GeneralizedESD(alpha: 0.05, outliersMax: 60, direction: .both)
        let expected = rows.indices.filter { rows[$0][1] >= 0 }.sorted { rows[$0][1] < rows[$1][1] }
        #expect(test.test(rows.map { $0[0] }).outliers == expected)
    }

    /// Rosner's example has mean and deviation; its critical values are the same: 54 values, α = 0.05.
    @Test("critical values are Rosner's")
    func critical() {
        let test = GeneralizedESD(alpha: 0.05, outliersMax: 10, direction: .both)
        let published = [3.159, 3.151, 3.144, 3.136, 3.128, 3.120, 3.112, 3.103, 3.094, 3.085]
        for (step, value) in published.enumerated() {
            #expect(abs(test.critical(step: step + 1, of: 54) - value) < 6e-4)
        }
    }

    @Test("a direction leaves the other side alone")
    func direction() {
        var values = (0..<100).map { Double(($0 * 37) % 100) / 100 }
        values[10] = 9
        values[20] = -9
        for (direction, expected) in [(GeneralizedESD.Direction.positive, [10]), (.negative, [20])] {
            let test = GeneralizedESD(alpha: 0.05, outliersMax: 10, direction: direction)
            #expect(test.test(values).outliers == expected)
        }
        #expect(
            GeneralizedESD(alpha: 0.05, outliersMax: 10, direction: .both).test(values).outliers.sorted() == [10, 20])
    }

    @Test("a value that is ordinary by itself is strange at the wrong time of the period")
    func season() async throws {
        var values = try seasonal(24 * 12, period: 24, noise: 0.1)
        // The crest's value in the trough.
        values[24 * 5 + 18] = values[24 * 5 + 6]
        let result = try await SeriesDetector.small(.sHESD).detect(in: Series(values: values))
        #expect(result.period == 24)
        #expect(result.alerts == [24 * 5 + 18])
        let expected = try #require(result.expected)
        #expect(abs(expected[24 * 5 + 18] - 7) < 0.3)
        let without = try await SeriesDetector.small(.sHESD, period: .none).detect(in: Series(values: values))
        #expect(!without.isAnomaly[24 * 5 + 18])
    }

    @Test("the running level follows a trend, the median does not")
    func level() async throws {
        let values = try seasonal(24 * 12, period: 24, noise: 0.1).enumerated().map { $1 + 0.1 * Double($0) }
        for (level, isSmall) in [("running", true), ("median", false)] {
            let detector = try SeriesDetector(
                algorithm: .sHESD, parameters: ["level": .text(level)], period: .points(24))
            let expected = try #require(try await detector.detect(in: Series(values: values)).expected)
            #expect((abs(expected[260] - values[260]) < 1) == isSmall)
        }
    }

    @Test("running medians are those of the windows")
    func runningMedian() throws {
        // Some of them equal.
        let values = try gaussianPoints(40, features: 1).map { ($0[0] * 8).rounded() }
        for half in [0, 1, 3, 12, 19, 20, 39, 60] {
            let medians = try RunningMedian.of(values, width: 2 * half + 1)
            for place in values.indices {
                let window = Array(values[max(0, place - half)...min(39, place + half)])
                #expect(medians[place] == Selection.median(of: window))
            }
        }
    }

    @Test("it stops when it is cancelled")
    func cancelled() async throws {
        let values = try seasonal(240, period: 24)
        let detector = try SeriesDetector.small(.sHESD, period: .points(24))
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await detector.detect(in: Series(values: values))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
