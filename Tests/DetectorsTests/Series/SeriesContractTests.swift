import Testing

@testable import Detectors

/// What every detector for series owes.
@Suite struct SeriesContractTests {
    @Test("every value has a score, a p-value and a verdict", arguments: SeriesAlgorithm.allCases)
    func shape(_ algorithm: SeriesAlgorithm) async throws {
        var values = try seasonal(300, period: 24)
        for place in 150..<156 { values[place] += 12 }
        let result = try await SeriesDetector.small(algorithm).detect(in: Series(values: values))
        #expect(result.scores.count == 300 && result.pValues.count == 300 && result.isAnomaly.count == 300)
        #expect(result.scores.allSatisfy { $0.isFinite })
        #expect(result.pValues.allSatisfy { $0 > 0 && $0 <= 1 })
        #expect(result.alerts.allSatisfy { result.isAnomaly[$0] })
        let strangest = try #require(result.scores.indices.max { result.scores[$0] < result.scores[$1] })
        #expect((140...165).contains(strangest))
        #expect(result.pValues[strangest] <= 2.0 / 300)
        #expect(!result.alerts.isEmpty)
        if let low = result.expectedLow, let high = result.expectedHigh, let expected = result.expected {
            for place in 0..<300 { #expect(low[place] <= expected[place] && expected[place] <= high[place]) }
        }
    }

    @Test("the same series gives the same scores, whatever the threads", arguments: SeriesAlgorithm.allCases)
    func deterministic(_ algorithm: SeriesAlgorithm) async throws {
        let series = try Series(values: seasonal(250, period: 24))
        let detector = try SeriesDetector.small(algorithm)
        let wide = try await detector.detect(in: series)
        let narrow = try await withTaskExecutorPreference(OneThread()) { try await detector.detect(in: series) }
        #expect(wide == narrow)
    }

    @Test("a constant series has one score and no alert", arguments: SeriesAlgorithm.allCases, [0.0, 7])
    func constant(_ algorithm: SeriesAlgorithm, _ value: Double) async throws {
        let series = try Series(values: [Double](repeating: value, count: 60))
        let result = try await SeriesDetector.small(algorithm).detect(in: series)
        // A spectrum has ends.
        if algorithm != .spectralResidual { #expect(result.scores.allSatisfy { $0 == result.scores[0] }) }
        #expect(result.scores.allSatisfy { $0.isFinite })
        #expect(result.alerts.isEmpty)
        #expect(result.period == nil)
    }

    @Test("missing values have no score and hide nothing", arguments: SeriesAlgorithm.allCases)
    func missing(_ algorithm: SeriesAlgorithm) async throws {
        var values = try seasonal(300, period: 24)
        for place in [0, 1, 50, 51, 52, 299] { values[place] = .nan }
        for place in 150..<156 { values[place] += 12 }
        let result = try await SeriesDetector.small(algorithm).detect(in: Series(values: values))
        for place in 0..<300 { #expect(result.scores[place].isNaN == values[place].isNaN) }
        #expect(result.pValues[50] == 1 && !result.isAnomaly[50])
        let scores = result.scores.map { $0.isNaN ? -.infinity : $0 }
        let strangest = try #require(scores.indices.max { scores[$0] < scores[$1] })
        #expect((140...165).contains(strangest))
    }

    @Test("the shortest series has an answer, a shorter one an error", arguments: SeriesAlgorithm.allCases)
    func short(_ algorithm: SeriesAlgorithm) async throws {
        #expect(throws: DetectorError.self) { try Series(values: [Double](repeating: 1, count: 11)) }
        #expect(throws: DetectorError.self) { try Series(values: []) }
        let shortest = try Series(values: (0..<12).map(Double.init))
        let field = await fieldOfError {
            let result = try await SeriesDetector.small(algorithm).detect(in: shortest)
            #expect(result.scores.allSatisfy { $0.isFinite })
        }
        // Windows of 12 and of 8 need more.
        #expect(field == ([.matrixProfile, .slidingWindows].contains(algorithm) ? "values" : nil))
    }

    @Test("the largest magnitudes stay finite", arguments: SeriesAlgorithm.allCases)
    func magnitudes(_ algorithm: SeriesAlgorithm) async throws {
        for scale in [DetectorLimits.magnitudeMax / 20, 1e-300] {
            let series = try Series(values: seasonal(150, period: 24).map { $0 * scale })
            let result = try await SeriesDetector.small(algorithm).detect(in: series)
            #expect(result.scores.allSatisfy { $0.isFinite })
            #expect(result.expectedHigh?.allSatisfy { $0.isFinite } != false)
        }
        var extreme = try seasonal(150, period: 24)
        extreme[70] = DetectorLimits.magnitudeMax
        extreme[71] = -DetectorLimits.magnitudeMax
        let result = try await SeriesDetector.small(algorithm).detect(in: Series(values: extreme))
        #expect(result.scores.allSatisfy { $0.isFinite })
    }

    @Test("the refractory period holds alerts back, not verdicts")
    func refractory() async throws {
        var values = try seasonal(300, period: 24)
        for place in 150..<160 { values[place] += 12 }
        let many = try await SeriesDetector.small(.sHESD).detect(in: Series(values: values))
        let few = try await SeriesDetector.small(.sHESD, refractory: 30).detect(in: Series(values: values))
        #expect(many.isAnomaly == few.isAnomaly)
        #expect(many.alerts == Array(150..<160))
        #expect(few.alerts == [150])
    }

    @Test("p-values are the share of values that score as high")
    func pValues() async throws {
        let series = try Series(values: seasonal(200, period: 20))
        let result = try await SeriesDetector.small(.sHESD).detect(in: series)
        for place in stride(from: 0, to: 200, by: 17) {
            let asHigh = result.scores.filter { $0 >= result.scores[place] }.count
            #expect(result.pValues[place] == Double(asHigh) / 200)
        }
    }

    @Test("what is out of range is refused by name", arguments: SeriesAlgorithm.allCases)
    func refused(_ algorithm: SeriesAlgorithm) async throws {
        for parameter in algorithm.description.parameters { try parameter.check(parameter.defaultValue) }
        #expect(try SeriesAlgorithm(named: algorithm.rawValue) == algorithm)
        #expect(!algorithm.description.reference.isEmpty)
        let error = #expect(throws: DetectorError.self) {
            try SeriesDetector(algorithm: algorithm, parameters: ["oracle": .number(1)])
        }
        #expect(error?.field == "parameters.oracle")
        #expect(throws: DetectorError.self) { try SeriesDetector(algorithm: algorithm, alertPValue: 0) }
        #expect(throws: DetectorError.self) { try SeriesDetector(algorithm: algorithm, refractoryPoints: -1) }
        guard algorithm.method.usesPeriod else { return }
        let series = try Series(values: seasonal(100, period: 24))
        for period in [1, 51] {
            let field = await fieldOfError {
                _ = try await SeriesDetector.small(algorithm, period: .points(period)).detect(in: series)
            }
            #expect(field == "period")
        }
    }
}
