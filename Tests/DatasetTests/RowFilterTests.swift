import Messages
import RPC
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Filtering rows")
struct RowFilterTests {
    /// Rows by index; chunks of ten.
    static let text =
        "i,f,b,s,at,big one\n"
        + (0..<30).map { row in
            let number = row % 5 == 4 ? "" : "\(Double(row) + 0.5)"
            let name = row % 7 == 6 ? "" : row % 7 == 5 ? "\"\"" : "name \(row % 3)"
            return
                "\(row),\(number),\(row % 2 == 0),\(name),2026-01-01T00:00:\(10 + row)Z,\(9_007_199_254_740_992 + row)\n"
        }.joined()

    static let cases: [(String, [Int64])] = [
        ("i < 3", [0, 1, 2]), ("i <= 2.5", [0, 1, 2]), ("i > 27.5", [28, 29]), ("i = 2.5", []),
        ("i != 2 i < 4", [0, 1, 3]),
        ("f = 10.5", [10]), ("f > 27", [27, 28]), ("f = null AND i < 10", [4, 9]), ("f != null AND i < 3", [0, 1, 2]),
        ("NOT f > 0", [4, 9, 14, 19, 24, 29]), ("f != 0.5 AND i < 6", [1, 2, 3, 5]), ("f:* i < 2", [0, 1]),
        ("b = true i < 5", [0, 2, 4]), ("b != true i < 5", [1, 3]),
        ("b = false", Array(stride(from: 1, to: 30, by: 2))),
        ("s = \"\"", [5, 12, 19, 26]), ("s = null", [6, 13, 20, 27]), ("s = \"null\"", []),
        ("s:NAME i < 3", [0, 1, 2]),
        ("s = \"*1\" i < 9", [1, 4, 7]), ("s = \"n*e*2\" i < 9", [2, 8]), ("s > \"name\" i < 2", [0, 1]),
        ("at >= 2026-01-01T00:00:38Z", [28, 29]), ("at = \"2026-01-01T00:00:10Z\"", [0]),
        ("\"big one\" = 9007199254740993", [1]), ("'big one' > 9007199254741020", [29]),
        ("i = 1e300", []), ("i < 1e300 i > 28", [29]), ("i > -1e300 i < 1", [0]),
        ("(i = 1 OR i = 25) b = false", [1, 25]),
    ]

    @Test("what a filter lets through is what its comparisons say of the values")
    func filters() async throws {
        try await TestService.with(ingestLimits: ReadingTests.small) { service in
            let dataset = try #require(try await service.upload(Self.text).dataset)
            #expect(dataset.rowCount == 30)
            for (filter, expected) in Self.cases {
                #expect(try await service.found(dataset.name, filter) == expected, "\(filter)")
                #expect(try await service.found(dataset.name, filter, pageSize: 1) == expected, "\(filter)")
            }
        }
    }

    @Test(
        "a filter that the columns can't answer is refused",
        arguments: ["nope = 1", "i = x", "i = \"a*\"", "b > true", "b = 1", "at < 5", "s < \"a*\"", "i < null", "f:x"])
    func refused(filter: String) async throws {
        try await TestService.with(ingestLimits: ReadingTests.small) { service in
            let name = try #require(try await service.upload(Self.text).dataset).name
            let error = try await rpcError { _ = try await service.found(name, filter) }
            #expect(error.code == .invalidArgument)
        }
    }

    @Test("a call looks at a bounded number of rows, and the listing goes on from there")
    func boundedWork() async throws {
        let limits = DatasetLimits(rowsPageLookedAtMax: 10)
        try await TestService.with(limits: limits, ingestLimits: ReadingTests.small) { service in
            let name = try #require(try await service.upload(Self.text).dataset).name
            let first = try await service.page(name, "s = null", token: "")
            #expect(first.rows.map(\.rowIndex) == [6] && !first.nextPageToken.isEmpty)
            let empty = try await service.page(name, "i != 15 b = true f = null s = null", token: first.nextPageToken)
            #expect(empty.rows.isEmpty && !empty.nextPageToken.isEmpty)
            #expect(try await service.found(name, "s = null") == [6, 13, 20, 27])
        }
    }

    @Test("chunks that their statistics refute cost nothing of that")
    func refutedChunks() async throws {
        let limits = DatasetLimits(rowsPageLookedAtMax: 10, rowsPageChunksMax: 3)
        try await TestService.with(limits: limits, ingestLimits: ReadingTests.small) { service in
            let name = try #require(try await service.upload(Self.text).dataset).name
            let page = try await service.page(name, "i >= 25", token: "")
            #expect(page.rows.map(\.rowIndex) == [25, 26, 27, 28, 29] && page.nextPageToken.isEmpty)
        }
        let fewer = DatasetLimits(rowsPageChunksMax: 2)
        try await TestService.with(limits: fewer, ingestLimits: ReadingTests.small) { service in
            let name = try #require(try await service.upload(Self.text).dataset).name
            let page = try await service.page(name, "i >= 25", token: "")
            #expect(page.rows.isEmpty && !page.nextPageToken.isEmpty)
        }
    }

    @Test("rows show the columns asked for, and no other")
    func columns() async throws {
        try await TestService.with(ingestLimits: ReadingTests.small) { service in
            let name = try #require(try await service.upload(Self.text).dataset).name
            let page = try await service.handlers.listRows(
                .init(parent: name, pageSize: 1, filter: "i = 3", columns: ["s", "b"]), context: service.context())
            #expect(page.rows.map(\.rowIndex) == [3])
            #expect(page.rows[0].values?.fields.count == 2)
            #expect(page.rows[0].values?["b"] == false)
            let error = try await rpcError {
                _ = try await service.handlers.listRows(.init(parent: name, columns: ["x"]), context: service.context())
            }
            #expect(error.code == .invalidArgument)
        }
    }
}

extension TestService {
    func page(_ name: String, _ filter: String, token: String, pageSize: Int32 = 100) async throws
        -> DatasetV1.ListRowsResponse
    {
        try await handlers.listRows(
            .init(parent: name, pageSize: pageSize, pageToken: token, filter: filter), context: context())
    }

    /// The indices of all rows that fulfil the filter.
    func found(_ name: String, _ filter: String, pageSize: Int32 = 100) async throws -> [Int64] {
        var rows: [Int64] = []
        var token = ""
        repeat {
            let page = try await page(name, filter, token: token, pageSize: pageSize)
            rows += page.rows.map(\.rowIndex)
            token = page.nextPageToken
        } while !token.isEmpty
        return rows
    }
}
