import Messages
import Protobuf
import ServiceKit
import Synchronization
import Testing

@testable import DatasetBackend

@Suite("Where work runs")
struct ExecutorTests {
    @Test("parsing and compressing run on the CPU pool")
    func parsing() async throws {
        try await TestService.with { service in
            let pool = CountingExecutor()
            var parts = service.parts
            parts.cpuPool = pool
            let upload = Upload(
                try UploadRequest(.init(displayName: "t"), limits: .standard), tenant: service.tenant,
                actor: service.actor, parts: parts)
            try await upload.receive(ByteSlice(Array("a\n1\n2\n".utf8)))
            let received = pool.count
            #expect(received > 0)
            let name = try #require(try await upload.finish().dataset?.name)
            #expect(pool.count > received)
            let record = try #require(
                try await parts.catalog.dataset(ResourceName.id(name, in: "datasets"), tenant: service.tenant))
            let page = RowPage(
                parts: parts, version: record.version, tenant: service.tenant, columns: [0], filter: nil)
            let finished = pool.count
            #expect(try await page.read(from: 0, limit: 10).rows.count == 2)
            #expect(pool.count > finished)
            await pool.shutdown()
        }
    }
}

/// A CPU pool that counts the jobs it is given.
final class CountingExecutor: TaskExecutor {
    private let pool = CPUPool(threadCount: 1)
    private let jobs = Atomic(0)

    var count: Int { jobs.load(ordering: .relaxed) }

    func enqueue(_ job: consuming ExecutorJob) {
        jobs.add(1, ordering: .relaxed)
        pool.enqueue(job)
    }

    func shutdown() async { await pool.shutdown() }
}
