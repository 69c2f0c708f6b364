import Messages
import Testing

@testable import MetricsBackend

/// One point per step out of raw samples, as a pure function.
@Suite struct AggregatorTests {
    private func points(
        _ aggregation: MetricsV1.Aggregation, _ samples: [(Double, Double)], start: Double = 0, step: Double = 10
    ) -> [[Double]] {
        Aggregator(start: start, end: 1000, step: step, aggregation: aggregation)
            .points(times: samples.map(\.0), values: samples.map(\.1)).map { [$0.time, $0.value] }
    }

    @Test func `nothing makes no points, and a step without samples makes none`() {
        #expect(points(.last, []) == [])
        #expect(points(.last, [(0, 1), (35, 2)]) == [[0, 1], [30, 2]])
    }

    @Test func `a sample on the border of two steps belongs to the later one`() {
        #expect(points(.last, [(9.999, 1), (10, 2), (19.999, 3)]) == [[0, 1], [10, 3]])
    }

    @Test func `a step that is no whole number of anything loses no sample and doubles none`() {
        let samples = (0..<500).map { (Double($0) * 0.1, 1.0) }
        for step in [1.0, 1.1, 1.3333333333333333, 7.7] {
            let aggregator = Aggregator(start: 0.05, end: 100, step: step, aggregation: .rate)
            let times = samples.map { $0.0 + 0.05 }
            let counter = (0..<500).map(Double.init)
            let points = aggregator.points(times: times, values: counter)
            #expect(Set(points.map(\.time)).count == points.count)
            #expect(points.allSatisfy { abs($0.value - 10) < 1e-9 })
        }
    }

    @Test func `a rate needs a sample before it`() {
        #expect(points(.rate, [(3, 100)]) == [])
        #expect(points(.rate, [(3, 100), (12, 190)]) == [[10, 10]])
        #expect(points(.rate, [(3, 100), (3, 100)]) == [])
    }

    @Test func `a reset counts from zero, and so does one within a step`() {
        #expect(points(.rate, [(0, 90), (10, 5)]) == [[10, 0.5]])
        #expect(points(.rate, [(0, 90), (2, 100), (4, 3), (8, 7)]) == [[0, 17.0 / 8]])
    }

    @Test func `what nobody knows does not hide what is known`() {
        for samples in [
            [(0.0, Double.nan), (1, 4), (2, 2)], [(0, 4), (1, .nan), (2, 2)], [(0, 4), (1, 2), (2, .nan)],
        ] {
            #expect(points(.max, samples) == [[0, 4]])
            #expect(points(.mean, samples) == [[0, 3]])
        }
        for aggregation in [MetricsV1.Aggregation.last, .max, .mean] {
            let unknown = points(aggregation, [(0, .nan)])
            #expect(unknown.count == 1 && unknown[0][1].isNaN)
        }
    }
}
