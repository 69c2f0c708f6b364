import Testing

@testable import Detectors

@Suite struct RegularSeriesTests {
    private let many = (0..<14).map(Double.init)

    @Test("gaps lie on the line between their neighbours, ends have the nearest value")
    func gaps() throws {
        var values = many
        for place in [0, 5, 6, 7, 13] { values[place] = .nan }
        values.append(.nan)
        values += [20, 21, 22]
        let regular = try RegularSeries(Series(values: values))
        #expect(regular.values[0] == 1)
        #expect(regular.values[5...7].elementsEqual([5, 6, 7]))
        #expect(
            zip(regular.values[12...15], [12, 12 + 8.0 / 3, 12 + 16.0 / 3, 20]).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(regular.places == Array(0..<18))
    }

    @Test("uneven times go to the nearest place of a grid at their median distance")
    func times() throws {
        let times: [Double] = [0, 10, 21, 29, 40, 40, 70, 80, 90, 100, 110, 120, 130, 140]
        let regular = try RegularSeries(Series(values: many, times: times))
        #expect(regular.places == [0, 1, 2, 3, 4, 4, 7, 8, 9, 10, 11, 12, 13, 14])
        #expect(regular.values[4] == 4.5)
        #expect(abs(regular.values[5] - 5) < 1e-12 && abs(regular.values[6] - 5.5) < 1e-12)
    }

    @Test("times that fall, that are all the same or far too uneven are refused")
    func refusedTimes() throws {
        var falling = many
        falling[4] = 2
        #expect(throws: DetectorError.self) { try Series(values: many, times: falling) }
        #expect(throws: DetectorError.self) { try Series(values: many, times: [1]) }
        #expect(throws: DetectorError.self) { try Series(values: many, times: many.map { $0 == 3 ? .nan : $0 }) }
        let same = try Series(values: many, times: many.map { _ in 5 })
        #expect(throws: DetectorError.self) { try RegularSeries(same) }
        let uneven = try Series(values: many, times: many.map { $0 == 13 ? 1e6 : $0 })
        #expect(throws: DetectorError.self) { try RegularSeries(uneven) }
    }

    @Test(
        "times that leave too few places are refused, whatever is done with them", arguments: SeriesAlgorithm.allCases)
    func fewPlaces(_ algorithm: SeriesAlgorithm) async throws {
        let values = (0..<12).map(Double.init)
        let two = try Series(values: values, times: [Double](repeating: 0, count: 11) + [1])
        let field = await fieldOfError { _ = try await SeriesDetector.small(algorithm).detect(in: two) }
        #expect(field == "times")
        for (last, isTaken) in [(11.0, true), (10, false)] {
            let series = try Series(values: values, times: values.map { min($0, last) })
            #expect(((try? RegularSeries(series)) != nil) == isTaken)
        }
    }

    @Test("infinities and values beyond the limit are refused", arguments: [Double.infinity, -1e151])
    func magnitudes(_ value: Double) {
        #expect(throws: DetectorError.self) { try Series(values: many + [value]) }
    }

    @Test("a scored point of an uneven series has its own place's score")
    func unevenScores() async throws {
        var times: [Double] = []
        var values = try seasonal(200, period: 20)
        for place in 0..<200 where place % 9 != 4 { times.append(Double(place) * 60) }
        values = values.enumerated().filter { $0.offset % 9 != 4 }.map(\.element)
        values[80] += 15
        let result = try await SeriesDetector.small(.sHESD).detect(in: Series(values: values, times: times))
        #expect(result.period == 20)
        #expect(result.alerts == [80])
    }

    @Test("a period is found under noise, a trend and outliers; noise has none", arguments: [7, 24, 96])
    func period(_ period: Int) throws {
        var values = try seasonal(period * 9 + 5, period: period, noise: 1)
        for place in values.indices { values[place] += 0.01 * Double(place) }
        values[30] += 100
        #expect(try PeriodFinder.period(of: values) == period)
        let noise = try gaussianPoints(500, features: 1).map { $0[0] }
        #expect(try PeriodFinder.period(of: noise) == nil)
        #expect(try PeriodFinder.period(of: (0..<200).map(Double.init)) == nil)
        #expect(try PeriodFinder.period(of: [Double](repeating: 3, count: 100)) == nil)
    }

    @Test("autocorrelations are those of the definition")
    func autocorrelations() throws {
        let values = try gaussianPoints(50, features: 1).map { $0[0] }
        let correlations = PeriodFinder.autocorrelations(values, lagMax: 16)
        #expect(correlations.count == 17)
        #expect(abs(correlations[0] - 1) < 1e-12)
        #expect(correlations.allSatisfy { abs($0) < 1.5 })
    }
}

@Suite struct SeriesLimitsTests {
    @Test("series at the limit are taken, longer ones are refused by name")
    func points() throws {
        #expect(throws: Never.self) { try Series(values: [Double](repeating: 1, count: SeriesLimits.pointsMin)) }
        let longest = [Double](repeating: 1, count: SeriesLimits.pointsMax)
        #expect(try Series(values: longest).values.count == SeriesLimits.pointsMax)
        #expect(throws: DetectorError.self) { try Series(values: longest + [1]) }
    }

    @Test("methods that grow with the square refuse what is too long before they begin")
    func square() async throws {
        for (algorithm, limit) in [
            (SeriesAlgorithm.matrixProfile, SeriesLimits.matrixProfilePointsMax),
            (.changePoints, SeriesLimits.changePointsPointsMax),
        ] {
            let method = try algorithm.method.init(algorithm.description.parameters.resolve([:], of: ""))
            let values = [Double](repeating: 1, count: limit + 1)
            #expect(await fieldOfError { _ = try await method.analyze(values, period: nil) } == "values")
        }
        let method = try ChangePoints(
            ChangePoints.description.parameters.resolve(["min_size": .number(100_000)], of: ""))
        let longest = [Double](repeating: 1, count: SeriesLimits.changePointsPointsMax)
        #expect(try await method.analyze(longest, period: nil).scores.allSatisfy { $0 == 0 })
    }

    @Test("what is transformed whole is refused where it is too long")
    func transforms() async throws {
        let values = [Double](repeating: 1, count: SeriesLimits.transformPlacesMax + 1)
        #expect(await fieldOfError { _ = try PeriodFinder.period(of: values) } == "period")
        let method = try SpectralResidual(SpectralResidual.description.parameters.resolve([:], of: ""))
        #expect(await fieldOfError { _ = try await method.analyze(values, period: nil) } == "values")
    }

    @Test("a grid of four times the points is taken, a longer one refused")
    func places() throws {
        let values = (0..<12).map(Double.init)
        for (last, isTaken) in [(47.0, true), (48, false)] {
            let series = try Series(values: values, times: values.dropLast() + [last])
            #expect(((try? RegularSeries(series)) != nil) == isTaken)
        }
    }
}
