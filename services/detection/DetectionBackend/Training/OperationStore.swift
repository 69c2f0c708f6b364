import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit

/// Training operations in PostgreSQL (AIP-151).
struct OperationStore: Sendable {
    /// A training as the worker needs it.
    struct Training: Sendable {
        var detector: UUID
        var datasetVersion: String
        var state: String
    }

    var pool: PostgresPool

    /// Creates the operation and its task, or returns the one that the same `requestID` created before.
    func start(
        detector: UUID, dataset: DatasetDescription, requestID: String, tenant: UUID, actor: AuditActor
    ) async throws -> GoogleLongrunning.Operation {
        let id = UUID()
        let existing = try await pool.withTransaction(tenant: tenant.text) { connection in
            let inserted = try await connection.execute(
                """
                INSERT INTO detection.operations (id, tenant_id, detector_id, dataset_id, dataset_version, request_id)
                VALUES (\(id), \(tenant), \(detector), \(dataset.dataset), \(dataset.version), \(requestID))
                ON CONFLICT (tenant_id, request_id) WHERE request_id <> '' DO NOTHING
                """)
            guard inserted == 0 else {
                try await DetectionSchema.outbox.record(
                    "detectors.train", of: "detectors/\(detector.text)", in: tenant.text, by: actor,
                    detail: "operations/detection/\(id.text) on \(dataset.version)", on: connection)
                _ = try await connection.batch([TaskQueue.addTraining(operation: id, tenant: tenant), TaskQueue.wakeUp])
                return nil as UUID?
            }
            let rows = try await connection.query(
                "SELECT id FROM detection.operations WHERE request_id = \(requestID)")
            return try rows.first.map { try $0.decode(UUID.self, 0) }
        }
        return try await get(existing ?? id, tenant: tenant)
    }

    func get(_ id: UUID, tenant: UUID) async throws -> GoogleLongrunning.Operation {
        let rows = try await pool.withTransaction(tenant: tenant.text) { connection in
            try await connection.query(
                """
                SELECT o.id, o.detector_id, o.dataset_version, o.state, o.error_code, o.error_message, o.created_at,
                    o.progress,
                    m.id AS model_id, m.summary, m.created_at AS model_created_at
                FROM detection.operations o LEFT JOIN detection.models m ON m.id = o.model_id WHERE o.id = \(id)
                """)
        }
        guard let row = rows.first else { throw ResourceName.notFound("operations/detection/\(id.text)") }
        return try Self.operation(row)
    }

    func training(_ id: UUID, tenant: UUID) async throws -> Training? {
        let rows = try await pool.withTransaction(tenant: tenant.text) { connection in
            try await connection.query(
                "SELECT detector_id, dataset_version, state FROM detection.operations WHERE id = \(id)")
        }
        return try rows.first.map { row in
            Training(detector: try row.decode(0), datasetVersion: try row.decode(1), state: try row.decode(2))
        }
    }

    /// Tells how much of a training is done, never less than before.
    func advance(_ id: UUID, to share: Double, tenant: UUID) async throws {
        _ = try await pool.withTransaction(tenant: tenant.text) { connection in
            try await connection.execute(
                """
                UPDATE detection.operations SET progress = \(share)
                WHERE id = \(id) AND state = 'running' AND progress < \(share)
                """)
        }
    }

    static func succeed(_ id: UUID, model: UUID) -> SQL {
        """
        UPDATE detection.operations SET state = 'succeeded', progress = 1, model_id = \(model), ended_at = now()
        WHERE id = \(id) AND state = 'running'
        """
    }

    static func fail(_ id: UUID, _ reason: FailureReason) -> SQL {
        """
        UPDATE detection.operations SET state = 'failed', error_code = \(Int32(reason.code.rawValue)),
            error_message = \(reason.message), ended_at = now()
        WHERE id = \(id) AND state = 'running'
        """
    }

    private static func operation(_ row: PostgresRow) throws -> GoogleLongrunning.Operation {
        let detector = "detectors/\(try row.decode(UUID.self, "detector_id").text)"
        var operation = GoogleLongrunning.Operation()
        operation.name = "operations/detection/\(try row.decode(UUID.self, "id").text)"
        operation.metadata = GoogleProtobuf.`Any`(
            packing: DetectionV1.TrainDetectorMetadata(
                detector: detector, datasetVersion: try row.decode(String.self, "dataset_version"),
                progress: DetectionV1.Progress(percent: 100 * (try row.decode(Double.self, "progress"))),
                createTime: GoogleProtobuf.Timestamp(try row.decode(Date.self, "created_at"))))
        switch try row.decode(String.self, "state") {
        case "succeeded":
            operation.done = true
            operation.result = .response(GoogleProtobuf.`Any`(packing: try model(row, of: detector)))
        case "failed":
            operation.done = true
            operation.result = .error(
                GoogleRpc.Status(
                    code: try row.decode(Int32.self, "error_code"),
                    message: try row.decode(String.self, "error_message")))
        default: break
        }
        return operation
    }

    private static func model(_ row: PostgresRow, of detector: String) throws -> DetectionV1.Model {
        var model = try DetectionV1.Model(serialized: try row.decode([UInt8].self, "summary"))
        model.name = "\(detector)/models/\(try row.decode(UUID.self, "model_id").text)"
        model.createTime = GoogleProtobuf.Timestamp(try row.decode(Date.self, "model_created_at"))
        return model
    }
}
