import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import TestKit
import Testing

@testable import DatasetBackend

/// What happens when a draft is collected while it is published, one order after the other: a connection of the test's
/// holds whoever comes first in the middle of its work.
@Suite("Sweep against publishing", .timeLimit(.minutes(2)))
struct SweepRaceTests {
    /// As many as fill chunks, so that all are stored before the end.
    private static let text = "a,b\n" + (0..<90).map { "\($0),name \($0 % 7)\n" }.joined()

    /// A draft whose rows are stored and whose lease has run out.
    private func draft(_ service: TestService) async throws -> Upload {
        let upload = Upload(
            try UploadRequest(SweepTests.told, limits: .standard), tenant: service.tenant, actor: service.actor,
            parts: service.parts)
        try await upload.receive(ByteSlice(Array(Self.text.utf8)))
        #expect(try await service.base.count("chunks") >= 16)
        try await service.base.expireLeases()
        return upload
    }

    /// The dataset's name; nil if the draft was collected before.
    private static func publish(_ upload: Upload) async throws -> String? {
        do {
            return try await upload.finish().dataset?.name
        } catch is DraftExpired {
            return nil
        }
    }

    @Test("a publication that has begun is left alone by the sweep, and is whole")
    func publicationFirst() async throws {
        try await TestService.with(ingestLimits: SweepTests.small) { service in
            let upload = try await draft(service)
            let holder = try await service.base.database.connect()
            try await holder.execute("BEGIN")
            // It has ended the lease by the time at which it enters the dataset.
            try await holder.execute("LOCK TABLE datasets IN SHARE MODE")
            async let publishing = Self.publish(upload)
            try await service.base.untilBlocked(by: holder, in: "INSERT INTO datasets")
            #expect(try await service.parts.sweep.run() == 0)
            try await holder.execute("COMMIT")
            let name = try #require(try await publishing)
            #expect(try await service.parts.sweep.run() == 0)
            #expect(try await service.rows(name).count == 90)
            #expect(try await service.base.count("version_leases") == 0)
            #expect(try await service.base.count("drafts") == 0)
        }
    }

    @Test("a publication that comes while the sweep claims its draft waits, and publishes nothing")
    func claimFirst() async throws {
        try await TestService.with(ingestLimits: SweepTests.small) { service in
            let upload = try await draft(service)
            let holder = try await service.base.database.connect()
            // The sweep's own claim, not committed yet.
            try await holder.execute("BEGIN")
            try await holder.execute("UPDATE version_leases SET is_collecting = true")
            async let publishing = Self.publish(upload)
            try await service.base.untilBlocked(by: holder, in: "DELETE FROM version_leases")
            try await holder.execute("COMMIT")
            #expect(try await publishing == nil)
            #expect(try await service.base.count("datasets") == 0)
            #expect(try await service.parts.sweep.run() == 1)
            #expect(try await service.counts().isAllZero)
            #expect(try await service.base.count("drafts") == 0)
        }
    }

    @Test("blocks that are stored just after their draft was collected do not stay behind")
    func storedTooLate() async throws {
        try await TestService.with(ingestLimits: SweepTests.small) { service in
            var parts = service.parts
            let (base, sweep) = (service.base, service.parts.sweep)
            parts.blobs = InterruptedBlobStore(
                parts.blobs,
                beforePut: {
                    try await base.expireLeases()
                    #expect(try await sweep.run() == 1)
                })
            let upload = Upload(
                try UploadRequest(SweepTests.told, limits: .standard), tenant: service.tenant, actor: service.actor,
                parts: parts)
            await #expect(throws: DraftExpired.self) {
                try await upload.receive(ByteSlice(Array(Self.text.utf8)))
            }
            #expect(try await service.counts().isAllZero)
            #expect(try await service.base.count("drafts") == 0)
        }
    }

    @Test("blocks that a draft under collection shares with an upload stay for the upload")
    func sharedBlocks() async throws {
        try await TestService.with(ingestLimits: SweepTests.small) { service in
            let upload = try await draft(service)
            let holder = try await service.base.database.connect()
            try await holder.execute("BEGIN")
            try await holder.execute("SELECT 1 FROM blobs FOR UPDATE")
            let parts = service.parts
            async let collecting = parts.sweep.run()
            try await service.base.untilBlocked(by: holder, in: "FOR UPDATE OF blobs")
            // Claimed, with all of its blocks still there: too late to publish.
            #expect(try await Self.publish(upload) == nil)
            // The same file again: its blocks are those that are about to go.
            async let again = service.upload(Self.text, spec: SweepTests.told)
            try await service.base.untilBlocked(by: holder, in: "INSERT INTO blobs")
            try await holder.execute("COMMIT")
            #expect(try await collecting == 1)
            let name = try #require(try await again.dataset?.name)
            #expect(try await service.rows(name).count == 90)
            #expect(try await service.base.count("version_leases") == 0)
            #expect(try await service.base.count("blobs") == service.base.distinctBlobsOfChunks())
        }
    }
}

extension TestDatasetDatabase {
    /// Until a session waits, directly or behind another one, for what this one holds, in a statement with this text.
    func untilBlocked(by holder: PostgresConnection, in statement: String) async throws {
        let pid = try await holder.query("SELECT pg_backend_pid()")[0].decode(Int.self, 0)
        let observer = try await database.connect(url: database.superuserURL)
        try await eventually {
            let rows = try await observer.query(
                """
                WITH RECURSIVE waiting(pid) AS (
                    SELECT \(pid)::integer
                    UNION SELECT a.pid FROM waiting w JOIN pg_stat_activity a ON w.pid = ANY (pg_blocking_pids(a.pid))
                )
                SELECT 1 FROM waiting JOIN pg_stat_activity USING (pid)
                WHERE pid <> \(pid) AND position(\(statement) in query) > 0
                """)
            return !rows.isEmpty
        }
    }
}
