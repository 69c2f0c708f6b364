import FoundationEssentials
import Messages
import RPC
import ServiceKit
import TestKit
import Testing

@testable import DetectionBackend
@testable import Detectors

/// Rows put together from the blocks that carry them.
@Suite struct FeatureReaderTests {
    private let tenant = UUID()

    private func columns(_ table: DataTable) throws -> [[Double]] {
        let table = try #require(table.numbers)
        return (0..<table.columnCount).map { column in (0..<table.rowCount).map { table[row: $0, column: column] } }
    }

    private func reader(
        _ table: TestTable, _ features: [String]
    ) async throws -> (FeatureReader, MemoryDatasets) {
        let datasets = MemoryDatasets()
        let version = datasets.add(table, tenant: tenant.text)
        let description = try await datasets.describe(version, tenant: tenant)
        return (
            FeatureReader(
                source: datasets, description: description, columns: FeatureColumns(numbers: features), tenant: tenant),
            datasets
        )
    }

    @Test(arguments: [1, 7, 64, 1000]) func `any range of rows comes out whole, however the chunks are cut`(
        chunkRows: Int
    ) async throws {
        var table = TestTable.strange(rows: 200).withIdentity()
        table.chunkRows = chunkRows
        let (reader, _) = try await reader(table, ["c", "a"])
        for range in [0..<200, 0..<1, 199..<200, 63..<65, 10..<137] as [Range<Int64>] {
            let rows = try await reader.read(range, withIdentity: true)
            let wanted = Int(range.lowerBound)..<Int(range.upperBound)
            #expect(rows.table.columnNames == ["c", "a"] && rows.table.rowCount == wanted.count)
            #expect(try columns(rows.table) == ["c", "a"].map { Array(table.values($0)[wanted]) })
            #expect(rows.ids == wanted.map { "row-\($0)" })
            #expect(rows.times == wanted.map { Date(timeIntervalSince1970: Double(1_700_000_000 + $0)) })
        }
    }

    @Test func `who each row is is read where it is asked for and where the data says it`() async throws {
        let (with, _) = try await reader(TestTable.strange(rows: 30).withIdentity(), ["a"])
        let features = try await with.read(0..<30, withIdentity: false)
        #expect(features.ids.isEmpty && features.times.isEmpty)
        let (without, _) = try await reader(.strange(rows: 30), ["a"])
        let plain = try await without.read(0..<30, withIdentity: true)
        #expect(plain.ids.isEmpty && plain.times.isEmpty)
    }

    @Test func `an id column can be a feature at the same time`() async throws {
        var table = TestTable.strange(rows: 30)
        table.columns.append(.init(name: "n", role: .id, values: .integers((0..<30).map { Int64($0) })))
        let (reader, _) = try await reader(table, ["n"])
        let rows = try await reader.read(5..<8, withIdentity: true)
        #expect(rows.ids == ["5", "6", "7"])
        #expect(try columns(rows.table) == [[5, 6, 7]])
    }

    @Test func `rows that did not come are DATA_LOSS, not zeros`() async throws {
        let (reader, _) = try await reader(.strange(rows: 30), ["a", "b"])
        let error = try await rpcError { try await reader.read(20..<40, withIdentity: false) }
        #expect(error.code == .dataLoss)
        #expect(error.message == "column \"a\" gave 10 of 20 rows")
    }
}
