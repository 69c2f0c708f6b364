import FoundationEssentials
import Messages
import Postgres
import ServiceKit
import TestKit
import Testing

@testable import DatasetBackend

/// What the service's role can do in the database, whatever the code says.
@Suite("Row-level security")
struct IsolationTests {
    static let tables = [
        "datasets", "dataset_versions", "chunks", "blobs", "blob_owners", "drafts", "uploads", "upload_parts",
        "profiles", "requests", "audit_outbox",
    ]

    @Test("without a tenant, or as another one, the service's role sees no row and changes none")
    func rows() async throws {
        try await TestService.with { service in
            let spec = DatasetV1.UploadSpec(displayName: "t", requestId: UUID().uuidString)
            let dataset = try #require(try await service.upload("a,b\n1,x\n2,y\n", spec: spec).dataset)
            _ = try await service.profile(dataset.name)
            let upload = try await service.uploads.createUpload(
                .init(upload: .init(spec: .init(displayName: "a"), byteSize: 2)), context: service.context())
            let id = try ResourceName.id(upload.name, in: "uploads")
            #expect(try await service.parts.uploads.append([65], at: 0, to: id, tenant: service.tenant))
            try await service.parts.drafts.begin(DraftVersion(tenant: service.tenant))
            for tenant in [nil, TestDatasetDatabase.newTenant()] {
                let reached = try await service.base.database.reach(of: service.base.pool, in: "dataset", as: tenant)
                #expect(reached == Dictionary(Self.tables.map { ($0, 0) }) { first, _ in first })
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

    @Test("the only tables outside hold ids alone")
    func leases() async throws {
        try await TestService.with { service in
            let database = service.base.database
            #expect(
                try await database.tablesWithoutRowSecurity("dataset") == [
                    "audit_queue", "profile_leases", "request_expiries", "upload_expiries", "version_leases",
                ])
            let columns = try await database.columns("dataset", "version_leases")
            #expect(columns == ["version_id", "tenant_id", "expires_at", "is_collecting"])
            #expect(
                try await database.columns("dataset", "profile_leases")
                    == ["profile_id", "tenant_id", "fencing", "attempt", "expires_at"])
            #expect(
                try await database.columns("dataset", "audit_queue")
                    == ["event_id", "tenant_id", "enqueue_time", "carry_time", "refusals"])
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
