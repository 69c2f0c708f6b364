import Messages
import RPC
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Sampling rows")
struct RowDrawTests {
    @Test("the generator is SplitMix64, for ever")
    func generator() {
        var generator = SplitMix64(seed: 1_234_567)
        // The published test vector of that seed.
        #expect(
            (0..<5).map { _ in generator.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test("the same seed draws the same rows, in order and without replacement")
    func deterministic() async throws {
        try await TestService.with(ingestLimits: ReadingTests.small) { service in
            let dataset = try #require(try await service.upload(ReadingTests.text).dataset)
            func sample(_ size: Int32, seed: Int64, _ name: String) async throws -> [DatasetV1.Row] {
                try await service.handlers.sampleRows(
                    .init(name: name, size: size, seed: seed, columns: ["a", "c"]), context: service.context()
                ).rows
            }
            let rows = try await sample(7, seed: 42, dataset.name)
            let again = try await sample(7, seed: 42, dataset.currentVersion)
            let other = try await sample(7, seed: 43, dataset.name)
            #expect(rows == again && rows != other)
            #expect(rows.count == 7 && Set(rows.map(\.rowIndex)).count == 7)
            #expect(rows.map(\.rowIndex) == rows.map(\.rowIndex).sorted())
            for row in rows {
                #expect(row.values?["a"]?.number == Double(row.rowIndex))
                #expect(row.values?["c"]?.string == "name \(row.rowIndex % 3)" && row.values?["b"] == nil)
            }
            #expect(try await sample(1000, seed: -5, dataset.name).map(\.rowIndex) == Array(0..<45))
            for size: Int32 in [0, -1, 1001] {
                #expect(
                    try await rpcError { _ = try await sample(size, seed: 1, dataset.name) }.code == .invalidArgument)
            }
        }
    }

    @Test("every row is drawn as often as every other")
    func uniform() {
        var hits = [Int](repeating: 0, count: 10)
        for seed in 0..<20_000 as Range<Int64> {
            for index in RowDraw.indices(of: 10, size: 3, seed: seed) { hits[Int(index)] += 1 }
        }
        // 6000 expected each, with a standard deviation of 65; the seeds are fixed.
        #expect(hits.allSatisfy { abs($0 - 6000) < 300 })
        #expect(hits.reduce(0, +) == 60_000)
    }

    @Test("a sample that no message could hold is refused, and says what to do")
    func tooLarge() async throws {
        try await TestService.with(limits: DatasetLimits(rowsPageBytesMax: 1000)) { service in
            let text = "a\n" + (0..<20).map { _ in String(repeating: "x", count: 300) + "\n" }.joined()
            let name = try #require(try await service.upload(text).dataset).name
            func sample(_ size: Int32) async throws -> Int {
                try await service.handlers.sampleRows(.init(name: name, size: size), context: service.context()).rows
                    .count
            }
            #expect(try await sample(3) == 3)
            #expect(try await rpcError { _ = try await sample(4) }.code == .resourceExhausted)
        }
    }
}
