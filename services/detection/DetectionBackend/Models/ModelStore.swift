import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit

/// Fitted models in PostgreSQL: what users see of one, its bytes, and the signature over them.
struct ModelStore: Sendable {
    /// A model's bytes as they are stored, not yet trusted.
    struct Sealed: Sendable {
        var snapshot: [UInt8]
        var signature: [UInt8]
        var detector: UUID
        var datasetVersion: String
    }

    var pool: PostgresPool

    /// Part of the transaction that ends the training: the model becomes the detector's current one.
    static func insert(
        _ model: DetectionV1.Model, _ sealed: Sealed, id: UUID, tenant: UUID, on connection: PostgresConnection
    ) async throws {
        _ = try await connection.batch([
            """
            INSERT INTO detection.models (id, tenant_id, detector_id, dataset_version, summary, snapshot, signature)
            VALUES (\(id), \(tenant), \(sealed.detector), \(sealed.datasetVersion), \(model.serialized()),
                \(sealed.snapshot), \(sealed.signature))
            """,
            "UPDATE detection.detectors SET current_model = \(id) WHERE id = \(sealed.detector)",
        ])
    }

    func get(_ id: UUID, of detector: UUID, tenant: UUID) async throws -> DetectionV1.Model {
        let rows = try await pool.withTransaction(tenant: tenant.text) { connection in
            try await connection.query(
                "SELECT \(Self.columns) FROM detection.models WHERE id = \(id) AND detector_id = \(detector)")
        }
        guard let row = rows.first else {
            throw ResourceName.notFound("detectors/\(detector.text)/models/\(id.text)")
        }
        return try Self.model(row)
    }

    func list(of detector: UUID, _ page: Page, tenant: UUID) async throws -> DetectionV1.ListModelsResponse {
        let rows = try await pool.withTransaction(tenant: tenant.text) { connection in
            let parent = try await connection.query("SELECT 1 FROM detection.detectors WHERE id = \(detector)")
            guard !parent.isEmpty else { throw ResourceName.notFound("detectors/\(detector.text)") }
            return try await connection.query(
                """
                SELECT \(Self.columns), \(page.keyColumns) FROM detection.models
                WHERE detector_id = \(detector) AND \(page.condition) \(page.order)
                """)
        }
        let (kept, token) = try page.cut(rows)
        return .init(models: try kept.map(Self.model), nextPageToken: token)
    }

    func sealed(_ id: UUID, tenant: UUID) async throws -> Sealed {
        let rows = try await pool.withTransaction(tenant: tenant.text) { connection in
            try await connection.query(
                "SELECT snapshot, signature, detector_id, dataset_version FROM detection.models WHERE id = \(id)")
        }
        guard let row = rows.first else { throw ResourceName.notFound("models/\(id.text)") }
        return Sealed(
            snapshot: try row.decode(0), signature: try row.decode(1), detector: try row.decode(2),
            datasetVersion: try row.decode(3))
    }

    private static let columns: SQL = "id, detector_id, summary, created_at"

    private static func model(_ row: PostgresRow) throws -> DetectionV1.Model {
        var model = try DetectionV1.Model(serialized: try row.decode([UInt8].self, "summary"))
        let detector = try row.decode(UUID.self, "detector_id")
        model.name = "detectors/\(detector.text)/models/\(try row.decode(UUID.self, "id").text)"
        model.createTime = GoogleProtobuf.Timestamp(try row.decode(Date.self, "created_at"))
        return model
    }
}
