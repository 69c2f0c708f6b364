import FoundationEssentials
import RPC
import ServiceKit
import Testing

@testable import AuthBackend

@Suite("Whole audit chains that are read at once")
struct AuditScansTests {
    private func isRefused(_ scans: AuditScans, _ tenant: UUID) async throws -> Bool {
        do {
            try await scans.run(of: tenant) {}
            return false
        } catch let error as RPCError where error.code == .resourceExhausted {
            return true
        }
    }

    /// Runs the body while so many scans of the tenant run.
    private func hold(
        _ count: Int, _ scans: AuditScans, _ tenant: UUID, _ body: () async throws -> Void
    ) async throws {
        guard count > 0 else { return try await body() }
        try await scans.run(of: tenant) { try await hold(count - 1, scans, tenant, body) }
    }

    @Test("one tenant has its share and no more; all together have the places that there are")
    func shares() async throws {
        let (scans, one, other, third) = (AuditScans.exports(), UUID(), UUID(), UUID())
        let share = AuthLimits.auditScansOfTenantMax
        try await hold(share - 1, scans, one) { () async throws in
            #expect(try await !isRefused(scans, one))
        }
        try await hold(share, scans, one) { () async throws in
            #expect(try await isRefused(scans, one))
            #expect(try await !isRefused(scans, other))
            try await hold(AuthLimits.auditScansMax - share - 1, scans, other) { () async throws in
                #expect(try await !isRefused(scans, third))
                try await scans.run(of: third) { () async throws in
                    #expect(try await isRefused(scans, other))
                }
            }
        }
        #expect(try await !isRefused(scans, one))
    }

    @Test("verifications leave most of the pool's connections to others, and get one in any case")
    func connections() async throws {
        for (connections, most) in [(1, 1), (3, 1), (5, 1), (6, 2), (8, 2), (12, 4), (100, 4)] {
            let scans = AuditScans.verifications(connections: connections)
            let tenants = (0..<most).map { _ in UUID() }
            func holdAll(_ rest: ArraySlice<UUID>) async throws {
                guard let tenant = rest.first else {
                    #expect(try await isRefused(scans, UUID()), "\(connections)")
                    return
                }
                try await scans.run(of: tenant) { try await holdAll(rest.dropFirst()) }
            }
            try await holdAll(tenants[...])
        }
    }

    @Test("an export that takes too long is ended, and says so")
    func exportTime() async throws {
        try await withAuth { (auth: AuthFixture) async throws in
            let tenant = UUID()
            try await auth.makeChain(AuthLimits.auditScanRows, of: tenant)
            try await auth.makeChain(1, of: tenant)
            for (time, isEnded) in [(Duration.zero, true), (AuthLimits.auditScanTimeMax, false)] {
                var count = 0
                let reader = AuditReader(pool: try auth.pool, exportTimeMax: time)
                let error = try await failure {
                    try await reader.export(Filter("", over: AuditReader.fields), tenant: tenant) { _ in count += 1 }
                }
                #expect(error == (isEnded ? AuditScans.tooLong : nil))
                #expect(count == AuthLimits.auditScanRows + (isEnded ? 0 : 1))
            }
        }
    }
}
