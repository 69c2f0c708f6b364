import Testing

@testable import Detectors

@Suite struct StreamPartsTests {
    @Test("a tail rank counts the kept scores that are as high, and forgets the oldest")
    func tailRank() {
        var tail = TailRank(capacity: 4)
        #expect(tail.pValue(0) == 1)
        for score in [3.0, 1, 2, 2] { tail.keep(score) }
        #expect([0, 1, 2, 2.5, 3, 4].map(tail.pValue) == [1, 1, 0.8, 0.4, 0.4, 0.2])
        tail.keep(5)
        #expect(tail.scores == [1, 2, 2, 5])
        #expect(tail.pValue(3) == 0.4)
        #expect(TailRank(capacity: 4, scores: tail.scores) == tail)
    }

    @Test("a tail rank read back goes on as before")
    func tailRankRestored() {
        var tail = TailRank(capacity: 7)
        var generator = SeededGenerator(seed: 1, stream: 1)
        for _ in 0..<40 {
            tail.keep(Double(generator.below(9)))
            var restored = TailRank(capacity: 7, scores: tail.scores)
            var copy = tail
            for score in [4.0, 1, 8] {
                #expect(restored.pValue(score) == copy.pValue(score))
                restored.keep(score)
                copy.keep(score)
            }
            #expect(restored == copy)
        }
    }

    @Test("after an alert the period raises no other, and one that goes on alerts again behind it")
    func refractory() {
        var period = RefractoryPeriod(points: 2)
        let anomalies = [false, true, true, true, true, false, false, true]
        #expect(anomalies.map { period.admits($0) } == [false, true, false, false, true, false, false, true])
        var none = RefractoryPeriod(points: 0)
        #expect([true, true].map { none.admits($0) } == [true, true])
    }

    @Test("a specification out of its limits is refused by name")
    func specifications() {
        let changes: [(String, (inout StreamSpecification) -> Void)] = [
            ("features", { $0.features = [] }), ("features", { $0.features = ["a", "a"] }),
            ("features", { $0.features = (0...StreamLimits.featuresMax).map { "x\($0)" } }),
            ("calibration_window", { $0.calibrationWindow = 19 }),
            ("calibration_window", { $0.calibrationWindow = 65_537 }),
            ("alert_p_value", { $0.alertPValue = 0.0099 }), ("alert_p_value", { $0.alertPValue = 1 }),
            ("alert_p_value", { $0.alertPValue = .nan }), ("refractory_points", { $0.refractoryPoints = -1 }),
            ("parameters.half_life", { $0.parameters = ["half_life": .number(0.5)] }),
            ("parameters.trees", { $0.parameters = ["trees": .number(5)] }),
        ]
        for (field, change) in changes {
            var specification = StreamSpecification.small(.ewma)
            change(&specification)
            let changed = specification
            let error = #expect(throws: DetectorError.self) { try StreamDetector(changed) }
            #expect(error?.field == field)
        }
        #expect(throws: Never.self) {
            try StreamDetector(
                StreamSpecification(
                    algorithm: .ewma, features: (0..<StreamLimits.featuresMax).map { "x\($0)" },
                    calibrationWindow: 20, alertPValue: 1 / 21))
        }
    }

    @Test("parameters that need too much memory together are refused by name")
    func memory() {
        let refused: [(StreamAlgorithm, [String: ParameterValue], String)] = [
            (.halfSpaceTrees, ["trees": .number(65), "depth": .number(15)], "parameters.depth"),
            (
                .randomCutForest, ["trees": .number(200), "tree_size": .number(2048), "shingle": .number(11)],
                "parameters.shingle"
            ),
        ]
        for (algorithm, parameters, field) in refused {
            let error = #expect(throws: DetectorError.self) {
                try StreamDetector(.init(algorithm: algorithm, parameters: parameters, features: ["x"]))
            }
            #expect(error?.field == field)
        }
        #expect(throws: Never.self) {
            try StreamDetector(
                .init(algorithm: .halfSpaceTrees, parameters: ["trees": .number(64)], features: ["x"]))
        }
    }

    @Test("defaults lie inside their own bounds", arguments: StreamAlgorithm.allCases)
    func defaults(_ algorithm: StreamAlgorithm) throws {
        for parameter in algorithm.description.parameters { try parameter.check(parameter.defaultValue) }
        #expect(try StreamAlgorithm(named: algorithm.rawValue) == algorithm)
    }
}
