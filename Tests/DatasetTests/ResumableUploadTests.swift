import FoundationEssentials
import Logging
import Messages
import NIOCore
import Postgres
import Protobuf
import RPC
import ServiceKit
import Synchronization
import TestKit
import Testing

@testable import DatasetBackend

@Suite("Resumable uploads")
struct ResumableUploadTests {
    private static let csv = Array(UploadTests.csv.utf8)

    private func create(
        _ service: TestService, size: Int = csv.count, spec: DatasetV1.UploadSpec = .init(displayName: "table"),
        requestID: String = "", tenant: String? = nil
    ) async throws -> DatasetV1.Upload {
        try await service.uploads.createUpload(
            .init(upload: .init(spec: spec, byteSize: Int64(size)), requestId: requestID),
            context: service.context(tenant: tenant))
    }

    private func write(
        _ service: TestService, _ bytes: ArraySlice<UInt8>, at offset: Int, to upload: DatasetV1.Upload,
        pieceBytes: Int = 7, thenFailing end: RPCError? = nil
    ) async throws -> Int64 {
        let start = DatasetV1.WriteUploadRequest(part: .start(.init(name: upload.name, offset: Int64(offset))))
        let chunks = Array(bytes).batches(of: pieceBytes).map {
            DatasetV1.WriteUploadRequest(part: .chunk(ByteSlice(Array($0))))
        }
        let source = BrokenSource([start] + chunks, end: end)
        return try await service.uploads.writeUpload(RequestStream(source: source), context: service.context()).offset
    }

    private func state(_ service: TestService, _ upload: DatasetV1.Upload) async throws -> DatasetV1.Upload {
        try await service.uploads.getUpload(.init(name: upload.name), context: service.context())
    }

    private func finish(
        _ service: TestService, _ upload: DatasetV1.Upload
    ) async throws -> DatasetV1.UploadDatasetResponse {
        try await service.uploads.finishUpload(.init(name: upload.name), context: service.context())
    }

    private func failure(_ body: () async throws -> Void) async throws -> RPCError {
        do {
            try await body()
        } catch let error as RPCError {
            return error
        } catch let error as any RPCErrorConvertible {
            return error.rpcError
        }
        throw Unexpected()
    }

    private struct Unexpected: Error {}

    @Test("a file that comes in pieces is the same dataset as one that comes at once")
    func inPieces() async throws {
        var limits = DatasetLimits.standard
        limits.uploadPartBytes = 16
        try await TestService.with(limits: limits) { service in
            let upload = try await create(service)
            #expect(upload.state == .receiving && upload.offset == 0)
            #expect(try await write(service, Self.csv[..<50], at: 0, to: upload) == 50)
            #expect(try await state(service, upload).offset == 50)
            #expect(try await write(service, Self.csv[50...], at: 50, to: upload) == Int64(Self.csv.count))
            #expect(try await service.base.count("upload_parts") > 5)

            let response = try await finish(service, upload)
            let whole = try await service.upload(UploadTests.csv)
            #expect(response.dataset?.contentSha256 == whole.dataset?.contentSha256)
            #expect(response.rejectReport == whole.rejectReport)

            // The answer stays, the bytes go.
            #expect(try await finish(service, upload) == response)
            let settled = try await state(service, upload)
            #expect(settled.state == .succeeded && settled.dataset == response.dataset?.name)
            #expect(settled.rejectReport == response.rejectReport && settled.readBytes == settled.byteSize)
            #expect(try await service.base.count("upload_parts") == 0)
            #expect(try await service.base.count("datasets") == 2)
        }
    }

    @Test("what arrived before the connection broke is kept, also less than a part")
    func brokenConnection() async throws {
        try await TestService.with { service in
            let upload = try await create(service)
            let cut = RPCError(.cancelled, "The client is gone.")
            let error = try await failure {
                _ = try await write(service, Self.csv[..<33], at: 0, to: upload, thenFailing: cut)
            }
            #expect(error.code == .cancelled)
            #expect(try await state(service, upload).offset == 33)
            _ = try await write(service, Self.csv[33...], at: 33, to: upload)
            #expect(try await finish(service, upload).dataset?.rowCount == 3)
        }
    }

    @Test("bytes go where the upload has got to, and nowhere else")
    func offsets() async throws {
        try await TestService.with { service in
            let upload = try await create(service)
            _ = try await write(service, Self.csv[..<20], at: 0, to: upload)
            for offset in [0, 19, 21] {
                let error = try await failure { _ = try await write(service, Self.csv[20...], at: offset, to: upload) }
                #expect(error.code == .aborted && error.message.contains("offset 20"))
            }
            let early = try await failure { _ = try await finish(service, upload) }
            #expect(early.code == .failedPrecondition && early.message.contains("20 have arrived"))
            // One byte more than was promised: what was promised is kept.
            let tooMany = try await failure { _ = try await write(service, Self.csv[20...] + [10], at: 20, to: upload) }
            #expect(tooMany.code == .aborted && tooMany.message.hasSuffix("more came."), "\(tooMany.message)")
            let kept = Int(try await state(service, upload).offset)
            _ = try await write(service, Self.csv[kept...], at: kept, to: upload)
            let full = try await failure { _ = try await write(service, [10], at: Self.csv.count, to: upload) }
            #expect(full.code == .aborted && full.message.contains("all of its"))
        }
    }

    @Test("of two who write at one offset, one is refused and nothing is doubled")
    func twoWriters() async throws {
        try await TestService.with { service in
            let upload = try await create(service)
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 {
                    group.addTask { (try? await write(service, Self.csv[...], at: 0, to: upload)) != nil }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == 1)
            #expect(try await finish(service, upload).dataset?.rowCount == 3)
        }
    }

    @Test("a finisher that is believed dead publishes nothing, and the next one does")
    func replacedFinisher() async throws {
        try await TestService.with { service in
            let upload = try await create(service)
            _ = try await write(service, Self.csv[...], at: 0, to: upload)
            let id = try ResourceName.id(upload.name, in: "uploads")
            let record = try #require(try await service.parts.uploads.upload(id, tenant: service.tenant))
            let dead = UUID()
            #expect(try await service.parts.uploads.claim(id, finisher: dead, tenant: service.tenant))
            #expect(try await !service.parts.uploads.claim(id, finisher: UUID(), tenant: service.tenant))
            let owner = try await service.base.database.connect()
            try await owner.execute("UPDATE dataset.uploads SET finisher_until = now() - interval '1 second'")

            let response = try await finish(service, upload)
            // The one that was slow only comes to its end now.
            let late = UploadFinisher(
                parts: service.parts, actor: service.actor, tenant: service.tenant, logger: Logger(label: "test"))
            await #expect(throws: UploadStore.FinisherReplaced.self) { try await late.finish(record, finisher: dead) }
            #expect(try await finish(service, upload) == response)
            #expect(try await service.base.count("datasets") == 1)
        }
    }

    @Test("an upload that is claimed at the end of its day stays; one that is given back takes up where it was")
    func claimedLate() async throws {
        try await TestService.with { service in
            let upload = try await create(service)
            _ = try await write(service, Self.csv[...], at: 0, to: upload)
            let id = try ResourceName.id(upload.name, in: "uploads")
            let owner = try await service.base.database.connect()
            for table in ["uploads", "upload_expiries"] {
                try await owner.execute(
                    SQL(unsafe: "UPDATE dataset.\(table) SET expires_at = now() + interval '1 second'"))
            }
            let finisher = UUID()
            #expect(try await service.parts.uploads.claim(id, finisher: finisher, tenant: service.tenant))
            let expired: SQL = "SELECT 1 FROM dataset.upload_expiries WHERE expires_at < now() + interval '30 seconds'"
            #expect(try await owner.query(expired).isEmpty)

            try await service.parts.uploads.release(id, finisher: finisher, tenant: service.tenant)
            let record = try #require(try await service.parts.uploads.upload(id, tenant: service.tenant))
            #expect(record.state == .receiving)
            // What a client does that was told of a failure: it sends what is left, which is nothing.
            #expect(try await write(service, [], at: Self.csv.count, to: upload) == Int64(Self.csv.count))
            #expect(try await finish(service, upload).dataset != nil)
        }
    }

    @Test("a finisher that loses its upload at the last moment leaves no dataset")
    func replacedWhileReading() async throws {
        try await TestService.with { service in
            let upload = try await create(service)
            _ = try await write(service, Self.csv[...], at: 0, to: upload)
            let id = try ResourceName.id(upload.name, in: "uploads")
            let record = try #require(try await service.parts.uploads.upload(id, tenant: service.tenant))
            #expect(try await service.parts.uploads.claim(id, finisher: UUID(), tenant: service.tenant))
            let other = UploadFinisher(
                parts: service.parts, actor: service.actor, tenant: service.tenant, logger: Logger(label: "test"))
            // Not the finisher that the upload knows: it reads all, and may not publish.
            await #expect(throws: UploadStore.FinisherReplaced.self) {
                try await other.finish(record, finisher: UUID())
            }
            #expect(try await service.base.count("datasets") == 0)
            #expect(try await state(service, upload).state == .finishing)
        }
    }

    @Test("a call that asks while another one reads gets that one's answer")
    func twoFinishers() async throws {
        try await TestService.with { service in
            let upload = try await create(service)
            _ = try await write(service, Self.csv[...], at: 0, to: upload)
            async let first = finish(service, upload)
            async let second = finish(service, upload)
            let answers = try await [first, second]
            #expect(answers[0] == answers[1])
            #expect(try await service.base.count("datasets") == 1)
        }
    }

    @Test("a file that is no table fails its upload for good, and says why each time")
    func noTable() async throws {
        try await TestService.with { service in
            let text = Array("a,b\n".utf8)
            let upload = try await create(service, size: text.count)
            _ = try await write(service, text[...], at: 0, to: upload)
            let first = try await failure { _ = try await finish(service, upload) }
            #expect(first.code == .invalidArgument)
            let failed = try await state(service, upload)
            #expect(failed.state == .failed && failed.error == first.message)
            #expect(try await failure { _ = try await finish(service, upload) }.message == first.message)
            #expect(
                try await failure { _ = try await write(service, [1], at: 0, to: upload) }.code == .failedPrecondition)
            #expect(try await service.base.count("upload_parts") == 0)
        }
    }

    @Test("what is wrong with the spec or the size is told before the file is sent")
    func badRequests() async throws {
        var limits = DatasetLimits.standard
        limits.uploadBytesMax = 1000
        try await TestService.with(limits: limits) { service in
            for (size, spec) in [
                (10, DatasetV1.UploadSpec()), (0, .init(displayName: "a")), (-1, .init(displayName: "a")),
            ] {
                let error = try await failure { _ = try await create(service, size: size, spec: spec) }
                #expect(error.code == .invalidArgument)
            }
            _ = try await create(service, size: 1000)
            let error = try await failure { _ = try await create(service, size: 1001) }
            #expect(error.code == .resourceExhausted && error.message.contains("upload_bytes_max"))
        }
    }

    @Test("a repeated request finds the upload it has made")
    func repeated() async throws {
        try await TestService.with { service in
            let id = UUID().uuidString
            let first = try await create(service, requestID: id)
            #expect(try await create(service, requestID: id) == first)
            // Another file, or another use of it, is another request.
            for attempt in [
                { _ = try await create(service, size: Self.csv.count + 1, requestID: id) },
                { _ = try await create(service, spec: .init(displayName: "other"), requestID: id) },
            ] as [() async throws -> Void] {
                let error = try await failure(attempt)
                #expect(error.code == .invalidArgument && error.message.contains("request_id"))
            }
            // Another tenant's request of the same id is another one.
            let other = try await create(service, requestID: id, tenant: TestDatasetDatabase.newTenant())
            #expect(other.name != first.name)
        }
    }

    @Test("a tenant has as many open uploads, and as many bytes in them, as are allowed; one more is refused")
    func quotas() async throws {
        var limits = DatasetLimits.standard
        limits.openUploadsMax = 2
        limits.openUploadBytesMax = 1000
        try await TestService.with(limits: limits) { service in
            let first = try await create(service, size: 600)
            let bytes = try await failure { _ = try await create(service, size: 401) }
            #expect(bytes.code == .resourceExhausted && bytes.message.contains("in all"))
            _ = try await create(service, size: 400)
            _ = try await service.uploads.deleteUpload(.init(name: first.name), context: service.context())
            let second = try await create(service, size: 1)
            let count = try await failure { _ = try await create(service, size: 1) }
            #expect(count.code == .resourceExhausted && count.message.contains("2 uploads are open"))
            _ = try await create(service, size: 1, tenant: TestDatasetDatabase.newTenant())
            // What is finished is no longer open.
            _ = try await write(service, [65], at: 0, to: second)
            _ = try await failure { _ = try await finish(service, second) }
            _ = try await create(service, size: 1)
        }
    }

    @Test("uploads are gone when their time is over, with all that they kept, and others stay")
    func expiry() async throws {
        try await TestService.with { service in
            let old = try await create(service)
            let new = try await create(service)
            for upload in [old, new] { _ = try await write(service, Self.csv[..<10], at: 0, to: upload) }
            let owner = try await service.base.database.connect()
            let id = try ResourceName.id(old.name, in: "uploads")
            try await owner.execute("UPDATE dataset.upload_expiries SET expires_at = now() WHERE upload_id = \(id)")
            try await owner.execute("UPDATE dataset.uploads SET expires_at = now() WHERE id = \(id)")
            #expect(try await service.parts.uploads.removeExpired() == 1)
            #expect(try await failure { _ = try await state(service, old) }.code == .notFound)
            #expect(try await state(service, new).offset == 10)
            for table in ["uploads", "upload_parts", "upload_expiries"] {
                #expect(try await service.base.count(table) == 1)
            }
        }
    }

    @Test("an upload that is claimed while the sweep is about to remove it keeps its bytes")
    func claimedDuringSweep() async throws {
        try await TestService.with { service in
            let upload = try await create(service)
            _ = try await write(service, Self.csv[...], at: 0, to: upload)
            let owner = try await service.base.database.connect()
            for table in ["uploads", "upload_expiries"] {
                try await owner.execute(SQL(unsafe: "UPDATE dataset.\(table) SET expires_at = now()"))
            }
            // A claim that is not committed yet.
            try await owner.execute("BEGIN")
            for table in ["uploads", "upload_expiries"] {
                try await owner.execute(
                    SQL(unsafe: "UPDATE dataset.\(table) SET expires_at = now() + interval '1 hour'"))
            }
            let store = service.parts.uploads
            async let removed = store.removeExpired()
            try await service.base.untilBlocked(by: owner, in: "DELETE FROM uploads")
            try await owner.execute("COMMIT")
            #expect(try await removed == 0)
            #expect(try await finish(service, upload).dataset?.rowCount == 3)
        }
    }

    @Test("what a sweep that was killed left of an upload is removed by the next one")
    func restOfExpired() async throws {
        try await TestService.with { service in
            let upload = try await create(service)
            _ = try await write(service, Self.csv[...], at: 0, to: upload)
            let owner = try await service.base.database.connect()
            try await owner.execute("DELETE FROM dataset.uploads")
            try await owner.execute("UPDATE dataset.upload_expiries SET expires_at = now()")
            _ = try await service.parts.uploads.removeExpired()
            for table in ["upload_parts", "upload_expiries"] { #expect(try await service.base.count(table) == 0) }
        }
    }

    @Test("a finisher is believed as long as it works, also when the end takes longer than its lease")
    func slowFinish() async throws {
        let limits = DatasetLimits(finisherLease: .milliseconds(300))
        try await TestService.with(limits: limits) { service in
            let upload = try await create(service)
            _ = try await write(service, Self.csv[...], at: 0, to: upload)
            let observer = try await service.base.database.connect()
            let until: @Sendable () async throws -> Date = {
                try await observer.query("SELECT finisher_until FROM dataset.uploads")[0].decode(Date.self, 0)
            }
            var parts = service.parts
            // The file is small: its rows are stored at its end.
            parts.blobs = InterruptedBlobStore(
                parts.blobs,
                beforePut: {
                    let first = try await until()
                    try await eventually { try await until() > first.addingTimeInterval(0.3) }
                })
            let slow = UploadHandlers(parts: parts, logger: Logger(label: "test"))
            let response = try await slow.finishUpload(.init(name: upload.name), context: service.context())
            #expect(response.dataset?.rowCount == 3)
        }
    }

    @Test("another tenant's upload is not there")
    func isolation() async throws {
        try await TestService.with { service in
            let upload = try await create(service)
            let stranger = service.context(tenant: TestDatasetDatabase.newTenant())
            let start = DatasetV1.WriteUploadRequest(part: .start(.init(name: upload.name)))
            let attempts: [() async throws -> Void] = [
                { _ = try await service.uploads.getUpload(.init(name: upload.name), context: stranger) },
                { _ = try await service.uploads.writeUpload(RequestStream([start]), context: stranger) },
                { _ = try await service.uploads.finishUpload(.init(name: upload.name), context: stranger) },
                { _ = try await service.uploads.deleteUpload(.init(name: upload.name), context: stranger) },
            ]
            for attempt in attempts { #expect(try await failure(attempt).code == .notFound) }
            // The sweep finds it by this.
            #expect(try await service.base.count("upload_expiries") == 1)
            #expect(try await state(service, upload).state == .receiving)
        }
    }
}

/// Messages, and then an error instead of an end if there is one.
private final class BrokenSource: MessageSource {
    private let messages: Mutex<[ByteBuffer]>
    private let end: RPCError?

    init(_ messages: [DatasetV1.WriteUploadRequest], end: RPCError?) {
        self.messages = Mutex(messages.map { ByteBuffer(bytes: $0.serialized()) })
        self.end = end
    }

    func next() async throws(RPCError) -> ByteBuffer? {
        let message = messages.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if message == nil, let end { throw end }
        return message
    }
}
