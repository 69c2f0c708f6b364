internal import Messages
internal import Postgres
internal import RPC
internal import ServiceKit
internal import Synchronization

/// Keeps uploads from filling the disk: none begins while the whole database is larger than its limit. The size is looked
/// up now and then, so what began before goes on; the limit leaves room for that.
final class DatabaseRoom: Sendable {
    static let reason = "DATABASE_FULL"

    private struct Look {
        var bytes: Int64
        var time: ContinuousClock.Instant
    }

    private let pool: PostgresPool
    private let bytesMax: Int64?
    private let age: Duration
    private let last = Mutex<Look?>(nil)

    init(pool: PostgresPool, limits: DatasetLimits) {
        self.pool = pool
        bytesMax = limits.databaseBytesMax
        age = limits.databaseSizeAge
    }

    func check() async throws {
        guard let bytesMax, try await bytes() >= bytesMax else { return }
        // How large the platform is concerns no tenant.
        let limit = "database_bytes_max"
        let description =
            "The platform's database has no room for more data (\(limit)); try again when its administrators have made some."
        throw RPCError(
            .resourceExhausted, description,
            details: [
                GoogleRpc.QuotaFailure(violations: [.init(subject: limit, description: description)]),
                GoogleRpc.ErrorInfo(reason: Self.reason, domain: Refusal.domain, metadata: ["limit": limit]),
            ])
    }

    private func bytes() async throws -> Int64 {
        if let look = last.withLock({ $0 }), look.time + age > .now { return look.bytes }
        let bytes = try await pool.withConnection { connection in
            try await connection.query("SELECT pg_database_size(current_database())")[0].decode(Int64.self, 0)
        }
        last.withLock { $0 = Look(bytes: bytes, time: .now) }
        return bytes
    }
}
