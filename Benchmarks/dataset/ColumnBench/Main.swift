import API
import DatasetBackend
import Glibc
import Messages
import NIOPosix
import Postgres
import Protobuf
import RPC
import ServiceKit
import TestKit

/// ReadColumns between two processes: `BenchmarkColumns serve ROWS COLUMNS CACHES` stores a table of random doubles, starts
/// a replica for each of CACHES (`BLOCK_CACHE_BYTES`, parted by commas) and prints `PORTS TENANT NAME TOKEN`, the ports
/// parted by commas; `BenchmarkColumns read PORT TENANT NAME TOKEN ROUNDS` reads it, and prints gigabytes per
/// second of each round. `BenchmarkColumns stream PORT BYTES COUNT ROUNDS` reads as much from an echo server's Expand.
@main
enum Main {
    static func main() async throws {
        let words = Array(CommandLine.arguments.dropFirst())
        switch words.first {
        case "serve" where words.count == 4:
            try await serve(
                rows: Int(words[1]) ?? 0, columns: Int(words[2]) ?? 0,
                caches: words[3].split(separator: ",").map(String.init))
        case "read" where words.count == 6: try await read(words)
        case "stream" where words.count == 5: try await stream(words.dropFirst().compactMap { Int($0) })
        default:
            print(
                "usage: BenchmarkColumns serve ROWS COLUMNS CACHES | read PORT TENANT NAME TOKEN ROUNDS | stream PORT BYTES COUNT ROUNDS"
            )
        }
    }

    private static func channel(_ port: Int) -> RPCChannel {
        RPCChannel(target: Endpoint(host: "127.0.0.1", port: port), group: MultiThreadedEventLoopGroup.singleton)
    }

    private static func read(_ words: [String]) async throws {
        let channel = channel(Int(words[1]) ?? 0)
        let client = DatasetV1.DatasetServiceClient(channel)
        let options = CallOptions(metadata: ["authorization": "Bearer \(words[4])", "x-tenant": words[2]])
        for _ in 0..<(Int(words[5]) ?? 1) {
            let began = ContinuousClock.now
            var bytes = 0
            for try await block in try await client.readColumns(.init(name: words[3]), options: options) {
                bytes += block.data.count + block.validity.count + block.dictionary.count
            }
            report(bytes, since: began)
        }
        await channel.shutdown()
    }

    private static func stream(_ numbers: [Int]) async throws {
        let channel = channel(numbers[0])
        let client = TestingV1.EchoServiceClient(channel)
        let payload = ByteSlice([UInt8](repeating: 7, count: numbers[1]))
        for _ in 0..<numbers[3] {
            let began = ContinuousClock.now
            var bytes = 0
            for try await answer in try await client.expand(.init(payload: payload, count: Int32(numbers[2]))) {
                bytes += answer.payload.count
            }
            report(bytes, since: began)
        }
        await channel.shutdown()
    }

    private static func report(_ bytes: Int, since began: ContinuousClock.Instant) {
        let seconds = began.duration(to: .now) / .seconds(1)
        print("\(bytes) bytes \(Double(Int(Double(bytes) / seconds / 1e6)) / 1000) GB/s")
        fflush(nil)
    }

    private static func serve(rows: Int, columns: Int, caches: [String]) async throws {
        try await ServiceFixture.with(DatasetBackend.definition) { fixture in
            let replica = try await fixture.start()
            let name = try await upload(rows, columns, DatasetV1.DatasetServiceClient(replica.channel), fixture)
            try await fetchAlone(try replica.service.environment.pool, tenant: fixture.tenant)
            var ports: [String] = []
            for cache in caches {
                let replica = try await fixture.start(["BLOCK_CACHE_BYTES": cache])
                ports.append("\(replica.service.rpcPort)")
            }
            print(
                "\(ports.joined(separator: ",")) \(fixture.tenant) \(name) \(try fixture.tokens.service("detection"))")
            fflush(nil)
            // Served until the input ends.
            while readLine() != nil {}
        }
    }

    private static func upload(
        _ rows: Int, _ columns: Int, _ client: DatasetV1.DatasetServiceClient, _ fixture: ServiceFixture
    ) async throws -> String {
        let response = try await client.uploadDataset(options: fixture.user("data_scientist")) { writer in
            try await writer.write(.init(part: .spec(.init(displayName: "benchmark", format: "csv"))))
            var text = Array((0..<columns).map { "c\($0)" }.joined(separator: ",").utf8)
            for _ in 0..<rows {
                text.append(UInt8(ascii: "\n"))
                for column in 0..<columns {
                    if column > 0 { text.append(UInt8(ascii: ",")) }
                    text += Double.random(in: 0..<1).description.utf8
                }
                guard text.count > 1 << 20 else { continue }
                try await writer.write(.init(part: .chunk(ByteSlice(text))))
                text.removeAll(keepingCapacity: true)
            }
            try await writer.write(.init(part: .chunk(ByteSlice(text))))
        }
        return response.dataset?.name ?? ""
    }

    /// What PostgreSQL and libpq do without anything behind them: all blobs, some at a time.
    private static func fetchAlone(_ pool: PostgresPool, tenant: String) async throws {
        let hashes = try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.query("SELECT encode(hash, 'hex') FROM blobs").map { try $0.decode(String.self, 0) }
        }
        for _ in 0..<3 {
            let began = ContinuousClock.now
            var bytes = 0
            for start in stride(from: 0, to: hashes.count, by: 8) {
                let some = Array(hashes[start..<min(start + 8, hashes.count)])
                let rows = try await pool.withTransaction(tenant: tenant) { connection in
                    try await connection.query(
                        "SELECT bytes FROM blobs WHERE hash IN (SELECT decode(unnest(\(some)), 'hex'))")
                }
                for row in rows { bytes += row.withBytes(0) { $0?.count ?? 0 } }
            }
            let seconds = began.duration(to: .now) / .seconds(1)
            let line = Array("fetch alone: \(Double(bytes) / seconds / 1e9) GB/s\n".utf8)
            _ = write(STDERR_FILENO, line, line.count)
        }
    }
}
