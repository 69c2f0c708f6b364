import Crypto
import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit

/// Detectors in PostgreSQL, each seen by its tenant only.
struct DetectorStore: Sendable {
    var pool: PostgresPool

    func insert(
        _ detector: DetectionV1.Detector, tenant: UUID, actor: AuditActor
    ) async throws -> DetectionV1.Detector {
        let id = UUID()
        var spec = detector
        spec.name = ""
        spec.currentModel = ""
        spec.etag = ""
        spec.createTime = nil
        let rows = try await pool.withTransaction(tenant: tenant.text) { connection in
            try await DetectionSchema.outbox.record(
                "detectors.create", of: "detectors/\(id.text)", in: tenant.text, by: actor, on: connection)
            return try await connection.query(
                """
                INSERT INTO detection.detectors (id, tenant_id, spec) VALUES (\(id), \(tenant), \(spec.serialized()))
                RETURNING \(Self.columns)
                """)
        }
        guard let row = rows.first else { throw RPCError(.internalError, "the detector was not stored") }
        return try Self.detector(row)
    }

    func get(_ id: UUID, tenant: UUID) async throws -> DetectionV1.Detector {
        let rows = try await pool.withTransaction(tenant: tenant.text) { connection in
            try await connection.query("SELECT \(Self.columns) FROM detection.detectors WHERE id = \(id)")
        }
        guard let row = rows.first else { throw ResourceName.notFound("detectors/\(id.text)") }
        return try Self.detector(row)
    }

    func list(_ page: Page, tenant: UUID) async throws -> DetectionV1.ListDetectorsResponse {
        let rows = try await pool.withTransaction(tenant: tenant.text) { connection in
            try await connection.query(
                """
                SELECT \(Self.columns), \(page.keyColumns) FROM detection.detectors
                WHERE \(page.condition) \(page.order)
                """)
        }
        let (kept, token) = try page.cut(rows)
        return .init(detectors: try kept.map(Self.detector), nextPageToken: token)
    }

    func delete(_ id: UUID, tenant: UUID, actor: AuditActor) async throws {
        let name = "detectors/\(id.text)"
        try await pool.withTransaction(tenant: tenant.text) { connection in
            let deleted = try await connection.execute("DELETE FROM detection.detectors WHERE id = \(id)")
            guard deleted == 1 else { throw ResourceName.notFound(name) }
            try await DetectionSchema.outbox.record(
                "detectors.delete", of: name, in: tenant.text, by: actor, on: connection)
        }
    }

    private static let columns: SQL = "id, spec, current_model, created_at"

    private static func detector(_ row: PostgresRow) throws -> DetectionV1.Detector {
        let id = try row.decode(UUID.self, "id")
        let spec = try row.decode([UInt8].self, "spec")
        let model = try row.decode(UUID?.self, "current_model")
        var detector = try DetectionV1.Detector(serialized: spec)
        detector.name = "detectors/\(id.text)"
        if let model { detector.currentModel = "\(detector.name)/models/\(model.text)" }
        detector.createTime = GoogleProtobuf.Timestamp(try row.decode(Date.self, "created_at"))
        detector.etag = Hex.encode(SHA256.hash(spec + Array(detector.currentModel.utf8)).prefix(8))
        return detector
    }
}
