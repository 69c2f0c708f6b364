import FoundationEssentials
import Postgres
import RPC
import Synchronization
import TestKit
import Testing

@testable import ServiceKit

/// What happens before a super_admin works in another tenant.
@Suite(.timeLimit(.minutes(5))) struct ForeignTenantLogTests {
    private static let outbox = AuditOutbox(.dataset)
    private static let migrations = [Migration(version: 1, name: "outbox", sql: outbox.tables)]

    private func context(_ tenant: UUID) -> ServerContext {
        let principal = Principal(kind: .user, subject: "root", tenantID: ServiceFixture.newTenant())
        return ServerContext(
            method: MethodDescriptor(service: "a.B", method: "C", kind: .unary, inputType: "", outputType: ""),
            principal: principal.working(in: tenant.text))
    }

    @Test func `a tenant that is there gets an event, one that is made up is NOT_FOUND and leaves nothing`()
        async throws
    {
        try await TestDatabase.with("dataset", Self.migrations) {
            (database: TestDatabase, pool: PostgresPool) async throws in
            let (known, invented) = (UUID(), UUID())
            let tenants = MemoryTenants([known])
            let log = ForeignTenantLog(
                outbox: Self.outbox, pool: pool, tenants: KnownTenants(tenants), logger: LogRecorder().logger)
            func enter(_ tenant: UUID) async -> StatusCode {
                do throws(RPCError) {
                    try await log.enter(context(tenant))
                    return .ok
                } catch {
                    return error.code
                }
            }
            func waiting() async throws -> [UUID] {
                try await database.connect().query("SELECT tenant_id FROM dataset.audit_queue").map {
                    try $0.decode(UUID.self, 0)
                }
            }
            tenants.isAway = true
            #expect(await enter(known) == .unavailable)
            tenants.isAway = false
            #expect(await enter(invented) == .notFound)
            #expect(try await waiting().isEmpty)
            #expect(await enter(known) == .ok)
            // Asked once only.
            tenants.isAway = true
            #expect(await enter(known) == .ok)
            #expect(await enter(invented) == .unavailable)
            #expect(try await waiting() == [known, known])
        }
    }
}

private final class MemoryTenants: TenantSource {
    private let tenants: Set<UUID>
    private let away = Mutex(false)

    init(_ tenants: Set<UUID>) {
        self.tenants = tenants
    }

    var isAway: Bool {
        get { away.withLock { $0 } }
        set { away.withLock { $0 = newValue } }
    }

    func contains(_ tenant: UUID) async throws -> Bool {
        if isAway { throw RPCError(.unavailable, "away") }
        return tenants.contains(tenant)
    }
}
