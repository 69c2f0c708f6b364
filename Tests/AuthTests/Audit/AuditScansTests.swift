import FoundationEssentials
import RPC
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
        let (scans, one, other, third) = (AuditScans(), UUID(), UUID(), UUID())
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
}
