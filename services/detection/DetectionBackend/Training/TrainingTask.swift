import Crypto
import Detectors
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit

/// Fits a model to a dataset version and makes it its detector's current one.
struct TrainingTask: Sendable {
    var pool: PostgresPool
    var detectors: DetectorStore
    var operations: OperationStore
    var datasets: any DatasetSource
    var seal: ModelSeal
    var cpuPool: CPUPool
    var memory: TrainingMemory

    func run(_ task: QueueTask) async throws {
        guard let training = try await operations.training(task.owner, tenant: task.tenant),
            training.state == "running"
        else { return try await drop(task) }
        let detector = try await detectors.get(training.detector, tenant: task.tenant)
        let dataset = try await datasets.describe(version: training.datasetVersion, tenant: task.tenant)
        let rows = try await read(dataset, for: detector, tenant: task.tenant)
        let specification = try specification(detector, rows)
        let writer = ProgressWriter { try await operations.advance(task.owner, to: $0, tenant: task.tenant) }
        let fitted = try await writer.run { report in
            try await withTaskExecutorPreference(cpuPool) {
                try await TrainedModel.train(specification, on: rows.table, progress: report)
            }
        }
        try await publish(fitted, dataset: dataset, detector: training.detector, task)
    }

    func fail(_ task: QueueTask, _ reason: FailureReason) async throws {
        try await pool.withTransaction(tenant: task.tenant.text) { connection in
            try await TaskQueue.complete(task, on: connection)
            _ = try await connection.execute(OperationStore.fail(task.owner, reason))
        }
    }

    private func read(
        _ dataset: DatasetDescription, for detector: DetectionV1.Detector, tenant: UUID
    ) async throws -> FeatureReader.Rows {
        let columns = try TrainingPlan(detector, dataset, memory).columns
        let reader = FeatureReader(source: datasets, description: dataset, columns: columns, tenant: tenant)
        return try await reader.readTraining()
    }

    /// What event times say of the rows per day goes before what the detector says.
    private func specification(
        _ detector: DetectionV1.Detector, _ rows: FeatureReader.Rows
    ) throws -> DetectorSpecification {
        var specification = try DetectorSpecification(detector)
        if let told = rows.timeSpan?.rowsPerDay(of: rows.table.rowCount) { specification.rowsPerDay = told }
        return specification
    }

    /// Model, operation and task change in one transaction, which a lost lease rolls back.
    private func publish(
        _ fitted: TrainedModel, dataset: DatasetDescription, detector: UUID, _ task: QueueTask
    ) async throws {
        let snapshot = fitted.snapshot()
        let sealed = ModelStore.Sealed(
            snapshot: snapshot, signature: try seal.sign(snapshot), detector: detector,
            datasetVersion: dataset.version)
        let summary = fitted.summary(snapshot: snapshot, datasetVersion: dataset.version)
        let id = UUID()
        try await pool.withTransaction(tenant: task.tenant.text) { connection in
            try await TaskQueue.complete(task, on: connection)
            try await ModelStore.insert(summary, sealed, id: id, tenant: task.tenant, on: connection)
            _ = try await connection.execute(OperationStore.succeed(task.owner, model: id))
            try await DetectionSchema.outbox.record(
                "models.create", of: "detectors/\(detector.text)/models/\(id.text)", in: task.tenant.text,
                by: .service(.detection), detail: "operations/detection/\(task.owner.text)", on: connection)
        }
    }

    /// The operation is gone with its detector, or has ended: there is nothing to do.
    private func drop(_ task: QueueTask) async throws {
        try await pool.withTransaction(tenant: task.tenant.text) { connection in
            try await TaskQueue.complete(task, on: connection)
        }
    }
}
