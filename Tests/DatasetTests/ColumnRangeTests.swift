import Messages
import RPC
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Ranges of values")
struct ColumnRangeTests {
    /// Chunks of ten rows: `a` rises; `b` has no value in the second chunk; `t` is text.
    static let text =
        "a,b,t,at\n"
        + (0..<40).map { "\($0),\((10..<20).contains($0) ? "" : "\(Double($0) / 2)"),x,2026-01-01T00:00:\(10 + $0)Z\n" }
        .joined()

    @Test("chunks in which no row can be in all ranges are left out")
    func leftOut() async throws {
        try await TestService.with(ingestLimits: ReadingTests.small) { service in
            let name = try #require(try await service.upload(Self.text).dataset).name
            func firstRows(_ ranges: DatasetV1.ColumnRange...) async throws -> [Int64] {
                try await service.readColumns(.init(name: name, columns: ["t"], ranges: ranges)).map(\.firstRow)
            }
            #expect(try await firstRows(.init(column: "a", low: 9, high: 10)) == [0, 10])
            #expect(try await firstRows(.init(column: "a", low: 9.5, high: 9.9)) == [])
            #expect(try await firstRows(.init(column: "a", low: 30)) == [30])
            #expect(try await firstRows(.init(column: "a", high: -1)) == [])
            #expect(try await firstRows(.init(column: "b")) == [0, 20, 30])
            #expect(try await firstRows(.init(column: "a", high: 25), .init(column: "b", low: 3)) == [0, 20])
            let second = 1_767_225_600_000_000.0 + 25_000_000
            #expect(try await firstRows(.init(column: "at", low: second, high: second)) == [10])
        }
    }

    @Test("integers beyond 2^53 are found by a rounded bound")
    func largeIntegers() async throws {
        try await TestService.with { service in
            let name = try #require(try await service.upload("a\n9007199254740993\n").dataset).name
            let bound = 9_007_199_254_740_992.0
            #expect(
                try await service.readColumns(.init(name: name, ranges: [.init(column: "a", low: bound, high: bound)]))
                    .count == 1)
        }
    }

    @Test("a range that can't be one is refused")
    func refused() async throws {
        try await TestService.with(ingestLimits: ReadingTests.small) { service in
            let name = try #require(try await service.upload(Self.text).dataset).name
            for range in [
                DatasetV1.ColumnRange(column: "nope"), .init(column: "t", low: 1), .init(column: "a", low: 2, high: 1),
                .init(column: "a", low: .nan),
            ] {
                let error = try await rpcError {
                    _ = try await service.readColumns(.init(name: name, ranges: [range]))
                }
                #expect(error.code == .invalidArgument)
            }
            let many = Array(repeating: DatasetV1.ColumnRange(column: "a"), count: 100)
            #expect(try await service.readColumns(.init(name: name, columns: ["a"], ranges: many)).count == 4)
            let error = try await rpcError {
                _ = try await service.readColumns(.init(name: name, ranges: many + [.init(column: "a")]))
            }
            #expect(error.code == .invalidArgument)
        }
    }
}
