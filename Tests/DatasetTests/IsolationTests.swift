import FoundationEssentials
import Postgres
import TestKit
import Testing

@testable import DatasetBackend

/// What the service's role can do in the database, whatever the code says.
@Suite("Row-level security")
struct IsolationTests {
    static let tables = ["datasets", "dataset_versions", "chunks", "blobs", "blob_owners"]

    @Test("without a tenant, or as another one, the service's role sees no row and changes none")
    func rows() async throws {
        try await TestService.with { service in
            _ = try await service.upload("a,b\n1,x\n2,y\n")
            for tenant in [nil, TestDatasetDatabase.newTenant()] {
                for table in Self.tables {
                    let (seen, deleted) = try await service.base.pool.withTransaction(tenant: tenant) { connection in
                        let rows = try await connection.query("SELECT count(*) FROM \(identifier: table)")
                        let deleted = try await connection.execute("DELETE FROM \(identifier: table)")
                        return (try rows[0].decode(Int.self, 0), deleted)
                    }
                    #expect(seen == 0 && deleted == 0, "\(table)")
                }
            }
            for table in Self.tables { #expect(try await service.base.count(table) > 0) }
        }
    }

    @Test("rows can't be written in another tenant's name")
    func writing() async throws {
        try await TestService.with { service in
            let error = await #expect(throws: PostgresError.self) {
                try await service.base.pool.withTransaction(tenant: service.tenant) { connection in
                    let (other, hash) = (TestDatasetDatabase.newTenant(), [UInt8](repeating: 1, count: 32))
                    _ = try await connection.execute(
                        "INSERT INTO blobs (tenant_id, hash, bytes) VALUES (\(other), \(hash), \(hash))")
                }
            }
            #expect(error?.sqlState == .insufficientPrivilege)
        }
    }

    @Test("the only table outside holds ids alone")
    func leases() async throws {
        try await TestService.with { service in
            let owner = try await service.base.database.connect()
            let open = try await owner.query(
                """
                SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
                WHERE nspname = 'dataset' AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity)
                """
            ).map { try $0.decode(String.self, 0) }.filter { !$0.contains("migrations") }
            #expect(open == ["version_leases"])
            let columns = try await owner.query(
                """
                SELECT column_name::text FROM information_schema.columns
                WHERE table_schema = 'dataset' AND table_name = 'version_leases' ORDER BY ordinal_position
                """
            ).map { try $0.decode(String.self, 0) }
            #expect(columns == ["version_id", "tenant_id", "expires_at", "is_collecting"])
        }
    }

    @Test("tables and indexes bear the guide's names")
    func names() async throws {
        try await TestService.with { service in
            let owner = try await service.base.database.connect()
            #expect(try await owner.query("SELECT count(*) FROM datasets")[0].decode(Int.self, 0) == 0)
            let definition = try await owner.query(
                "SELECT indexdef FROM pg_indexes WHERE indexname = 'idx_datasets_created_at'")
            #expect(try definition[0].decode(String.self, 0).hasSuffix("(created_at DESC)"))
        }
    }
}
