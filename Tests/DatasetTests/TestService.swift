import FoundationEssentials
import Logging
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit

@testable import DatasetBackend

/// The handlers over a fresh database, called in process.
struct TestService {
    let base: TestDatasetDatabase
    let parts: DatasetParts
    let handlers: DatasetHandlers
    let uploads: UploadHandlers
    var tenant = TestDatasetDatabase.newTenant()

    static func with<R>(
        limits: DatasetLimits = .standard, ingestLimits: IngestLimits = .standard,
        _ body: (TestService) async throws -> R
    ) async throws -> R {
        try await TestDatasetDatabase.with { base in
            let cpuPool = CPUPool(threadCount: 2)
            let parts = DatasetParts(pool: base.pool, cpuPool: cpuPool, limits: limits, ingestLimits: ingestLimits)
            let handlers = DatasetHandlers(parts: parts, logger: Logger(label: "test"))
            let result: Result<R, any Error>
            do {
                let uploads = UploadHandlers(parts: parts, logger: Logger(label: "test"))
                result = .success(
                    try await body(TestService(base: base, parts: parts, handlers: handlers, uploads: uploads)))
            } catch {
                result = .failure(error)
            }
            await cpuPool.shutdown()
            return try result.get()
        }
    }

    func context(tenant: String? = nil) -> ServerContext {
        ServerContext(
            method: MethodDescriptor.test,
            principal: Principal(kind: .user, subject: "tester", tenantID: tenant ?? self.tenant))
    }

    /// The one of `context()`.
    var actor: AuditActor { context().auditActor }

    func upload(
        _ text: String, spec: DatasetV1.UploadSpec = .init(displayName: "table"), chunkBytes: Int = 1000,
        tenant: String? = nil
    ) async throws -> DatasetV1.UploadDatasetResponse {
        let chunks = Array(text.utf8).batches(of: chunkBytes).map {
            DatasetV1.UploadDatasetRequest(part: .chunk(ByteSlice($0)))
        }
        return try await upload([DatasetV1.UploadDatasetRequest(part: .spec(spec))] + chunks, tenant: tenant)
    }

    func upload(
        _ messages: [DatasetV1.UploadDatasetRequest], tenant: String? = nil
    ) async throws -> DatasetV1.UploadDatasetResponse {
        try await handlers.uploadDataset(RequestStream(messages), context: context(tenant: tenant))
    }

    func dataset(_ name: String, tenant: String? = nil) async throws -> DatasetV1.Dataset {
        try await handlers.getDataset(.init(name: name), context: context(tenant: tenant))
    }

    /// All rows, page by page.
    func rows(_ name: String, pageSize: Int32 = 1000) async throws -> [DatasetV1.Row] {
        var rows: [DatasetV1.Row] = []
        var token = ""
        repeat {
            let page = try await handlers.listRows(
                .init(parent: name, pageSize: pageSize, pageToken: token), context: context())
            rows += page.rows
            token = page.nextPageToken
        } while !token.isEmpty
        return rows
    }

    func blocks(
        _ name: String, columns: [String] = [], rows: Range<Int64> = 0..<0, tenant: String? = nil
    ) async throws -> [DatasetV1.ColumnBlock] {
        let (writer, written) = ResponseWriter<DatasetV1.ColumnBlock>.collecting()
        try await handlers.readColumns(
            .init(name: name, columns: columns, rowBegin: rows.lowerBound, rowEnd: rows.upperBound), responses: writer,
            context: context(tenant: tenant))
        var blocks: [DatasetV1.ColumnBlock] = []
        for try await block in written { blocks.append(block) }
        return blocks
    }

    /// Rows in every table of the service, leases included.
    func counts() async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for table in ["datasets", "dataset_versions", "chunks", "blobs", "blob_owners", "version_leases"] {
            counts[table] = try await base.count(table)
        }
        return counts
    }
}

extension MethodDescriptor {
    /// The handlers don't look at it.
    static var test: MethodDescriptor {
        MethodDescriptor(
            service: "test", method: "Test", kind: .unary, inputType: "", outputType: "")
    }
}

extension [String: Int] {
    var isAllZero: Bool { values.allSatisfy { $0 == 0 } }
}
