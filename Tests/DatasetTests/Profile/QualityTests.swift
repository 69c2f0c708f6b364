import Messages
import RPC
import Testing

@testable import DatasetBackend

@Suite("Quality and validation")
struct QualityTests {
    private static func judged(_ table: ProfiledTable) async throws -> (score: Double, rules: Set<String>) {
        let judgement = QualityRule.judge(TableFacts(try await table.profile()))
        let taken = judgement.findings.reduce(0) { $0 + $1.penalty }
        #expect(abs(100 - taken - judgement.score) < 1e-9 || judgement.score == 0)
        return (judgement.score, Set(judgement.findings.map(\.rule)))
    }

    @Test("a plain table has nothing to complain of")
    func good() async throws {
        let table = ProfiledTable(numbers: [uniform(1, 500).map { $0 }, uniform(2, 500).map { $0 }])
        let (score, rules) = try await Self.judged(table)
        #expect(score == 100 && rules.isEmpty)
    }

    @Test("each rule finds what it is for")
    func rules() async throws {
        let base = uniform(1, 500).map { Optional($0) }
        let other = uniform(2, 500).map { Optional($0) }
        let cases: [(String, ProfiledTable)] = [
            ("few_rows", ProfiledTable(numbers: [Array(base.prefix(99)), Array(other.prefix(99))])),
            ("missing_values", ProfiledTable(numbers: [base, other.indices.map { $0 < 10 ? nil : other[$0] }])),
            ("empty_column", ProfiledTable(numbers: [base, base.map { _ in nil }])),
            ("constant_column", ProfiledTable(numbers: [base, base.map { _ in 4 }])),
            ("non_finite_values", ProfiledTable(numbers: [base, other.dropLast() + [.infinity]])),
            ("duplicate_rows", ProfiledTable(numbers: [base.indices.map { base[$0 % 480] }])),
            ("correlated_columns", ProfiledTable(numbers: [base, base.map { $0.map { -$0 } }])),
            ("mostly_distinct", ProfiledTable([("a", .numbers(base)), ("b", .texts(base.map { "\($0 ?? 0)" }))])),
            ("outlying_magnitude", ProfiledTable(numbers: [base.dropLast() + [99_999]])),
            ("extreme_magnitude", ProfiledTable(numbers: [base, other.map { $0.map { $0 * 1e160 } }])),
            ("no_features", ProfiledTable([("a", .texts(base.map { ($0 ?? 0) < 0.5 ? "x\($0 ?? 0)" : "y" }))])),
        ]
        #expect(Set(cases.map(\.0)) == Set(QualityRule.all.map(\.id)))
        for (rule, table) in cases {
            let (score, found) = try await Self.judged(table)
            #expect(found.contains(rule) && score < 100, "\(rule): \(found)")
        }
    }

    @Test("penalties of one rule end at its limit, and the score at 0")
    func limits() async throws {
        let columns = (0..<40).map { _ in [Double?](repeating: 1, count: 200) }
        let judgement = QualityRule.judge(TableFacts(try await ProfiledTable(numbers: columns).profile()))
        let constant = judgement.findings.filter { $0.rule == "constant_column" }
        #expect(constant.count == 40)
        #expect(abs(constant.reduce(0) { $0 + $1.penalty } - 20) < 1e-9)
        #expect(judgement.score >= 0)
    }

    @Test("unknown checks and algorithms are refused, naming the field")
    func unknown() throws {
        for (request, field) in [
            (DatasetV1.ValidateDatasetRequest(checks: ["missing_values", "nothing"]), "checks"),
            (DatasetV1.ValidateDatasetRequest(forAlgorithm: "magic"), "for_algorithm"),
        ] {
            let error = #expect(throws: RPCError.self) { _ = try Validation(request) }
            #expect(error?.code == .invalidArgument && error?.message.contains(field) == true)
        }
    }

    @Test("before there is a profile, statistics answer, and what they can't is said")
    func statistics() async throws {
        try await TestService.with { service in
            let rows = (0..<200).map { "\($0),5,\($0 < 50 ? "" : "x")\n" }.joined()
            let name = try #require(try await service.upload("a,b,c\n" + rows).dataset).name
            let all = try await service.handlers.validateDataset(
                .init(name: name, forAlgorithm: "isolation_forest"), context: service.context())
            #expect(all.valid)
            #expect(Set(all.problems.map(\.rule)) == ["constant_column", "missing_values"])
            #expect((all.cost?.seconds ?? 0) > 0 && (all.cost?.memoryBytes ?? 0) > 0)
            let one = try await service.handlers.validateDataset(
                .init(name: name, checks: ["duplicate_rows"]), context: service.context())
            #expect(one.valid && one.problems.map(\.rule) == ["duplicate_rows"] && one.cost == nil)
        }
    }

    @Test("what an algorithm can't be trained on is an error", arguments: AlgorithmNeeds.all.map(\.name))
    func unfit(algorithm: String) async throws {
        try await TestService.with { service in
            let name = try #require(try await service.upload("a\nx\ny\nz\n").dataset).name
            let answer = try await service.handlers.validateDataset(
                .init(name: name, forAlgorithm: algorithm), context: service.context())
            #expect(!answer.valid)
            let errors = Set(answer.problems.filter(\.error).map(\.rule))
            #expect(errors == ["few_rows", "no_features", "numeric_features", "training_rows"])
        }
    }
}
