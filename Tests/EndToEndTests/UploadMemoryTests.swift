import Compression
import FoundationEssentials
import Messages
import ServiceKit
import TestKit
import Testing

/// What an upload takes in the two processes that it goes through, for files of the shapes that take most: docs/LIMITS.md
/// says what each part may hold.
@Suite(.timeLimit(.minutes(5))) struct UploadMemoryTests {
    /// A file, and how many rows are in it.
    private static let files: [(name: String, make: @Sendable () throws -> ([UInt8], rows: Int))] = [
        ("numbers and text", { (rows(noteRows) { "\($0),\($0 % 977).\($0 % 89),\(note)\($0 % 5)" }, noteRows) }),
        (
            "numbers that unfold from zstd",
            { (try Zstd.compress(rows(1_000_000) { "\($0),\($0 % 977).25,x" }), 1_000_000) }
        ),
        ("texts that are all different", { (rows(40_000) { "\($0),\($0),\(note)\($0)" }, 40_000) }),
        ("a thousand columns", { (wide(rows: 3000), 3000) }),
        ("records of which most keys are absent", { (sparse(columns: 400, rows: 30_000), 30_001) }),
        ("keys that come up one by one", { (late(keys: 900, rows: 80_000), 80_000) }),
    ]

    /// `PYNOMALY_LARGE_UPLOAD_MB=1000` makes the first file the largest that is allowed.
    private static let megabytes =
        ProcessInfo.processInfo.environment["PYNOMALY_LARGE_UPLOAD_MB"].flatMap { Int($0) } ?? 50
    private static let noteRows = megabytes * 1170

    private static let note = String(repeating: "measured at the mill ", count: 40)

    private static func rows(_ count: Int, _ row: (Int) -> String) -> [UInt8] {
        (0..<count).reduce(into: Array("id,value,note\n".utf8)) { file, index in file += Array((row(index) + "\n").utf8)
        }
    }

    private static func wide(rows: Int) -> [UInt8] {
        let header = (0..<1000).map { "c\($0)" }.joined(separator: ",")
        let values = (0..<1000).map { "\($0).5" }.joined(separator: ",")
        return Array((header + String(repeating: "\n" + values, count: rows)).utf8)
    }

    private static func sparse(columns: Int, rows: Int) -> [UInt8] {
        let first = (0..<columns).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        return Array(("{\(first)}\n" + String(repeating: "{\"k0\":1}\n", count: rows)).utf8)
    }

    /// The first rows fill the sample of which types are told; then each row has a key of its own.
    private static func late(keys: Int, rows: Int) -> [UInt8] {
        let first = String(repeating: "{\"a\":1}\n", count: rows - keys)
        return Array((first + (0..<keys).map { "{\"k\($0)\":1}\n" }.joined()).utf8)
    }

    @Test func `an upload holds no more than its bound, whatever the file's shape`() async throws {
        try await TestPlatform.with { platform in
            let token = try await SignIn(rest: RESTClient(caller: HTTPCaller(port: platform.gatewayPort))).run().token
            let client = RESTClient(caller: HTTPCaller(port: platform.gatewayPort, token: token))
            let idle = (
                dataset: try await platform.memory("VmRSS", of: .dataset),
                gateway: try await platform.memory("VmRSS", of: .gateway)
            )
            for file in Self.files {
                let (bytes, rows) = try file.make()
                let dataset = try #require(try await client.upload(bytes, .init(displayName: file.name)).dataset)
                #expect(dataset.rowCount == Int64(rows), "\(file.name)")
                // The bound of one upload is 76 MiB; what the allocators keep of one file serves the next.
                let grown = try await platform.memory("VmHWM", of: .dataset) - idle.dataset
                #expect(grown < 90, "dataset grew by \(grown) MiB to \(file.name)")
                let passing = try await platform.memory("VmHWM", of: .gateway) - idle.gateway
                #expect(passing < 16, "the gateway grew by \(passing) MiB to \(file.name)")
            }
        }
    }
}
