import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import TestKit
import Testing

@testable import DatasetBackend

/// A disk that is full in the middle of an upload. A trigger says what PostgreSQL says then: to fill a disk takes rights
/// that tests don't have.
@Suite("Full disk")
struct DiskFullTests {
    private func fillDisk(_ service: TestService, at table: String, when condition: String) async throws {
        let owner = try await service.base.database.connect()
        try await owner.script(
            """
            CREATE FUNCTION dataset.disk_full() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'could not extend file "base/16384/16385": No space left on device'
                    USING ERRCODE = 'disk_full';
            END $$;
            CREATE TRIGGER disk_full BEFORE INSERT ON dataset.\(table)
                FOR EACH ROW WHEN (\(condition)) EXECUTE FUNCTION dataset.disk_full();
            """)
    }

    private func makeRoom(_ service: TestService) async throws {
        try await service.base.database.connect().script("DROP FUNCTION dataset.disk_full CASCADE")
    }

    private func expectFull(_ error: RPCError) throws {
        #expect(error.code == .resourceExhausted && error.message.contains("disk is full"))
        let info = try error.details.lazy.compactMap { try $0.unpack(as: GoogleRpc.ErrorInfo.self) }.first
        #expect(info?.reason == "DATABASE_DISK_FULL")
    }

    @Test("an upload that finds the disk full says so, and all that it has stored is collected")
    func upload() async throws {
        try await TestService.with(ingestLimits: SweepTests.small) { service in
            try await fillDisk(service, at: "chunks", when: "NEW.chunk_index >= 5")
            let text = "a,b\n" + SweepTests.rows
            try expectFull(try await rpcError { _ = try await service.upload(text, spec: SweepTests.told) })
            #expect(try await service.base.count("chunks") == 10)
            #expect(try await service.base.count("datasets") == 0)
            #expect(try await service.parts.sweep.run() == 1)
            #expect(try await service.counts().isAllZero)
            #expect(try await service.base.count("drafts") == 0)
            try await makeRoom(service)
            #expect(try await service.upload(text, spec: SweepTests.told).dataset?.rowCount == 95)
        }
    }

    @Test("a resumable upload keeps what it has through a full disk, while it is sent and while it is read")
    func resumable() async throws {
        var limits = DatasetLimits.standard
        limits.uploadPartBytes = 100
        try await TestService.with(limits: limits, ingestLimits: SweepTests.small) { service in
            let text = Array(("a,b\n" + SweepTests.rows).utf8)
            let upload = try await service.uploads.createUpload(
                .init(upload: .init(spec: SweepTests.told, byteSize: Int64(text.count))), context: service.context())
            func write(from offset: Int) async throws {
                _ = try await service.uploads.writeUpload(
                    RequestStream([
                        .init(part: .start(.init(name: upload.name, offset: Int64(offset)))),
                        .init(part: .chunk(ByteSlice(Array(text[offset...])))),
                    ]), context: service.context())
            }
            try await fillDisk(service, at: "upload_parts", when: "NEW.first_byte >= 500")
            try expectFull(try await rpcError { try await write(from: 0) })
            let state = try await service.uploads.getUpload(.init(name: upload.name), context: service.context())
            #expect(state.offset == 500 && state.state == .receiving)
            try await makeRoom(service)
            try await write(from: 500)

            try await fillDisk(service, at: "blobs", when: "true")
            try expectFull(
                try await rpcError {
                    _ = try await service.uploads.finishUpload(.init(name: upload.name), context: service.context())
                })
            try await makeRoom(service)
            let response = try await service.uploads.finishUpload(.init(name: upload.name), context: service.context())
            #expect(response.dataset?.rowCount == 95)
        }
    }
}
