import Messages
import Protobuf
import Testing

@testable import Detectors

@Suite struct EnsembleTests {
    @Test("a score's surprise grows with it, and is -ln of the share above it")
    func scale() {
        let scale = TailScale(scores: (0...1000).map { Double($0) / 1000 })
        #expect(scale.surprise(of: -1) == 0)
        #expect(abs(scale.surprise(of: 0.5) - -_log(0.5)) < 1e-9)
        #expect(abs(scale.surprise(of: 0.9) - -_log(0.1)) < 1e-9)
        // The mean excess over 0.9 is about 0.05.
        #expect(abs(scale.surprise(of: 0.95) - (-_log(0.1) + _log(2))) < 0.02)
        let rising = stride(from: -0.2, to: 3, by: 0.0007).map(scale.surprise)
        #expect(zip(rising, rising.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(scale.surprise(of: 1e300).isFinite)
    }

    @Test("equal scores, few of them, and far ones have a surprise", arguments: [[3.0], [2, 2, 2], [-1e300, 1e300]])
    func extremes(_ scores: [Double]) {
        let scale = TailScale(scores: scores)
        for score in [-1e300, 0, 2, 3, 1e300] {
            #expect(scale.surprise(of: score).isFinite && scale.surprise(of: score) >= 0)
        }
    }

    @Test("a covariance is a member where there are five rows a feature", arguments: [(50, 5, true), (50, 9, false)])
    func members(rows: Int, columns: Int, hasCovariance: Bool) async throws {
        let model = try await TrainedModel.fit(
            DetectorSpecification(algorithm: .auto), on: gaussian(rows: rows, columns: columns, seed: 1))
        let ensemble = try #require(model.full as? Ensemble)
        #expect(ensemble.members.map(\.algorithm).contains(.mcd) == hasCovariance)
        #expect(ensemble.members.count == (hasCovariance ? 4 : 3))
    }

    @Test("an ensemble within, no member or too many, an odd weight or scores without an order are refused")
    func hostile() async throws {
        let model = try await TrainedModel.train(
            DetectorSpecification(algorithm: .auto), on: gaussian(rows: 60, columns: 2, seed: 1))
        let bytes = model.snapshot()
        let changes: [(inout DetectionV1.EnsembleFit) -> Void] = [
            { $0.members[0].algorithm = "auto" }, { $0.members[0].algorithm = "ensemble" }, { $0.members = [] },
            { $0.members = Array(repeating: $0.members[0], count: Ensemble.membersMax + 1) },
            { $0.members[0].weight = 0 }, { $0.members[0].weight = .nan }, { $0.combiner = "product" },
            { $0.members[1].scores = [2, 1] }, { $0.members[1].scores = [-1.7e308, 1.7e308] },
        ]
        for change in changes {
            var message = try DetectionV1.ModelSnapshot(serialized: bytes)
            guard case .ensemble(var ensemble)? = message.fits[0].fit else {
                Issue.record("not an ensemble")
                return
            }
            change(&ensemble)
            message.fits[0].fit = .ensemble(ensemble)
            let changed = message
            let error = #expect(throws: DetectorError.self) { try TrainedModel(snapshot: changed.serialized()) }
            #expect(error?.kind == .corruptModel)
        }
    }

    @Test("the combiners are the weighted mean, the largest and the median view")
    func combiners() {
        #expect(Combiner.mean.combine([1, 4], weights: [1, 2]) == 3)
        #expect(Combiner.max.combine([1, 4, 2], weights: [1, 1, 1]) == 4)
        #expect(Combiner.median.combine([1, 9, 2], weights: [1, 1, 1]) == 2)
        #expect(Combiner.median.combine([1, 9, 2, 4], weights: [1, 1, 1, 1]) == 3)
        var generator = SeededGenerator(seed: 1, stream: 1)
        for combiner in Combiner.allCases {
            for count in 1...5 {
                let views = (0..<count).map { _ in generator.unit() }
                let weights = (0..<count).map { _ in combiner == .mean ? generator.unit() : 1 }
                let shares = combiner.shares(views, weights: weights)
                #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
                let combined = zip(views, shares).reduce(0) { $0 + $1.0 * $1.1 }
                #expect(abs(combined - combiner.combine(views, weights: weights)) < 1e-12)
            }
        }
    }

    @Test("an ensemble scores what its combiner makes of its members", arguments: Combiner.allCases)
    func members(_ combiner: Combiner) async throws {
        let table = try gaussian(rows: 80, columns: 3, seed: 2)
        let model = try await TrainedModel.fit(
            DetectorSpecification(
                algorithm: .ensemble, members: [.init(.ecod), .init(.knn), .init(.pca)], combiner: combiner),
            on: table)
        let ensemble = try #require(model.full as? Ensemble)
        let views = ensemble.members.map { member in
            member.fit.scores(table, 0..<80, .novel).map { member.scale.surprise(of: $0) }
        }
        let scores = try await model.scores(table, basis: .novel)
        for row in 0..<80 {
            let own = views.map { $0[row] }.sorted()
            let expected =
                switch combiner {
                case .mean: own.reduce(0, +) / 3
                case .max: own[2]
                case .median: own[1]
                }
            #expect(abs(scores[row] - expected) < 1e-12)
        }
    }

    @Test("an algorithm can be a member twice, with parameters and a weight of its own")
    func twice() async throws {
        let table = try gaussian(rows: 60, columns: 2, seed: 3)
        func scores(_ weights: [Double]) async throws -> [Double] {
            let members = zip([1.0, 20], weights).map {
                DetectorSpecification.Member(.knn, ["n_neighbors": .number($0)], weight: $1)
            }
            let model = try await TrainedModel.train(
                DetectorSpecification(algorithm: .ensemble, members: members), on: table)
            let read = try TrainedModel(snapshot: model.snapshot())
            let scores = try await read.scores(table, basis: .novel)
            #expect(try await model.scores(table, basis: .novel) == scores)
            return scores
        }
        let even = try await scores([1, 1])
        #expect(try await scores([2, 2]) == even)
        #expect(try await scores([1, 9]) != even)
    }

    @Test("a row is explained by the members that make its score", arguments: Combiner.allCases)
    func explanation(_ combiner: Combiner) async throws {
        let table = try gaussian(rows: 100, columns: 2, seed: 4)
        let model = try await TrainedModel.fit(
            DetectorSpecification(
                algorithm: .ensemble,
                members: [.init(.robustZ, ["aggregation": .text("max")]), .init(.ecod), .init(.pca)],
                combiner: combiner),
            on: table)
        let ensemble = try #require(model.full as? Ensemble)
        let row = [4.0, 1.5]
        let members = ensemble.members.map { member in
            let own = member.fit.attributions(row, .novel).map { max($0, 0) }
            let view = member.scale.surprise(of: member.fit.scores(FeatureTable(row: row), 0..<1, .novel)[0])
            return (view: view, share: own[1] / own.reduce(0, +))
        }.sorted { $0.view < $1.view }
        let share =
            switch combiner {
            case .mean: members.reduce(0) { $0 + $1.view * $1.share } / members.reduce(0) { $0 + $1.view }
            case .max: members[2].share
            case .median: members[1].share
            }
        let probe = try FeatureTable(columns: [("x0", [row[0]]), ("x1", [row[1]])])
        let contributions = try model.explain(probe, row: 0, basis: .novel)
        #expect(abs(try #require(contributions.first { $0.feature == "x1" }).share - share) < 1e-9)
        #expect(Set(members.map { Int($0.share * 1e6) }).count == 3, "they would not be told apart")
    }

    @Test("members that make no ensemble are refused, and which one is said")
    func refused() {
        func field(
            _ members: [DetectorSpecification.Member], _ combiner: Combiner = .mean,
            _ algorithm: Algorithm = .ensemble, _ parameters: [String: ParameterValue] = [:]
        ) -> String? {
            let specification = DetectorSpecification(
                algorithm: algorithm, members: members, combiner: combiner, parameters: parameters)
            return #expect(throws: DetectorError.self) { try specification.check() }?.field
        }
        #expect(field([]) == "members")
        #expect(field(Array(repeating: .init(.ecod), count: Ensemble.membersMax + 1)) == "members")
        #expect(field([.init(.ecod), .init(.auto)]) == "members[1].algorithm")
        #expect(field([.init(.ensemble)]) == "members[0].algorithm")
        #expect(field([.init(.ecod), .init(.knn, ["n_neighbors": .number(0)])]) == "members[1].parameters.n_neighbors")
        for weight in [-1, 0, .nan, .infinity, 2e6] as [Double] {
            #expect(field([.init(.ecod, weight: weight)]) == "members[0].weight")
        }
        #expect(field([.init(.ecod, weight: 2)], .max) == "members[0].weight")
        #expect(field([.init(.ecod)], .mean, .knn) == "members")
        #expect(field([.init(.ecod)], .mean, .ensemble, ["trees": .number(3)]) == "parameters.trees")
    }

    @Test("auto ranks labelled rows better than its members on average")
    func accuracy() async throws {
        func mean(_ algorithm: Algorithm) async throws -> Double {
            var sum = 0.0
            for name in ReferenceTests.sets {
                let set = try ReferenceSet(name)
                let model = try await TrainedModel.fit(
                    DetectorSpecification(algorithm: algorithm, seed: 1), on: set.table)
                sum += areaUnderCurve(try await model.scores(set.table, basis: .novel), set.labels)
            }
            return sum / Double(ReferenceTests.sets.count)
        }
        let auto = try await mean(.auto)
        let members = [
            try await mean(.fairCutForest), try await mean(.extendedIsolationForest), try await mean(.knn),
            try await mean(.mcd),
        ]
        #expect(auto > members.reduce(0, +) / 4, "\(auto) against \(members)")
        #expect(auto > 0.9, "\(auto)")
    }
}
