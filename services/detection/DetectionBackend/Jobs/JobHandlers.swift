import API
import Detectors
import FoundationEssentials
import Messages
import RPC
import ServiceKit

struct JobHandlers: DetectionV1.JobService {
    var jobs: JobStore
    var detectors: DetectorStore
    var models: ModelStore
    var datasets: any DatasetSource

    func createDetectionJob(
        _ request: DetectionV1.CreateDetectionJobRequest, context: ServerContext
    ) async throws -> DetectionV1.DetectionJob {
        let tenant = try context.tenantID()
        let job = try request.detectionJob.orInvalid("detection_job")
        try check(job, request)
        let dataset = try await datasets.describe(job.datasetVersion, tenant: tenant)
        guard dataset.rowCount > 0 else {
            throw RPCError(.failedPrecondition, "\(dataset.version) has no rows")
        }
        var plans: [JobStore.Plan] = []
        for name in job.detectors { plans.append(try await plan(name, dataset, tenant)) }
        return try await jobs.create(
            plans, dataset: dataset, priority: job.priority, requestID: request.requestId, tenant: tenant,
            actor: context.auditActor)
    }

    private func check(
        _ job: DetectionV1.DetectionJob, _ request: DetectionV1.CreateDetectionJobRequest
    ) throws(RPCError) {
        let field = "detection_job.detectors"
        guard !job.detectors.isEmpty else { throw .invalidArgument(field: field, "names no detector") }
        guard job.detectors.count <= DetectionLimits.detectorsPerJobMax else {
            throw .invalidArgument(
                field: field, "names \(job.detectors.count) detectors; at most \(DetectionLimits.detectorsPerJobMax)")
        }
        guard Set(job.detectors).count == job.detectors.count else {
            throw .invalidArgument(field: field, "names a detector twice")
        }
        guard !job.datasetVersion.isEmpty else {
            throw .invalidArgument(field: "detection_job.dataset_version", "is empty")
        }
        guard (-100...100).contains(job.priority) else {
            throw .invalidArgument(field: "detection_job.priority", "must lie between -100 and 100")
        }
        try RequestID.check(request.requestId)
    }

    private func plan(_ name: String, _ dataset: DatasetDescription, _ tenant: UUID) async throws -> JobStore.Plan {
        let id = try ResourceName.id(name, in: "detectors")
        let detector = try await detectors.get(id, tenant: tenant)
        guard !detector.currentModel.isEmpty else {
            throw RPCError(.failedPrecondition, "\(name) has no model yet; train it first")
        }
        let modelID = try ResourceName.ids(detector.currentModel, "detectors", "models")[1]
        let model = try await models.get(modelID, of: id, tenant: tenant)
        try requireColumns(of: model, in: dataset)
        var summary = DetectionV1.Result()
        summary.detector = name
        summary.model = detector.currentModel
        summary.modelSha256 = model.contentSha256
        summary.datasetVersion = dataset.version
        summary.threshold = model.threshold
        summary.calibration = model.calibration
        return JobStore.Plan(detector: id, model: modelID, summary: summary)
    }

    private func requireColumns(of model: DetectionV1.Model, in dataset: DatasetDescription) throws(RPCError) {
        let categories = Set(model.categoryColumns)
        for name in model.featureColumns {
            let type = dataset.columns.first { $0.name == name }?.type ?? .unspecified
            let isCategory = categories.contains(name)
            guard isCategory ? type.canBeCategories : type.isNumeric else {
                throw RPCError(
                    .failedPrecondition,
                    isCategory
                        ? "\(dataset.version) has no column \"\(name)\" of texts, whole numbers or booleans"
                        : "\(dataset.version) has no numeric column \"\(name)\"")
            }
        }
    }

    func getDetectionJob(
        _ request: DetectionV1.GetDetectionJobRequest, context: ServerContext
    ) async throws -> DetectionV1.DetectionJob {
        try await jobs.get(ResourceName.id(request.name, in: "detectionJobs"), tenant: context.tenantID())
    }

    func listDetectionJobs(
        _ request: DetectionV1.ListDetectionJobsRequest, context: ServerContext
    ) async throws -> DetectionV1.ListDetectionJobsResponse {
        try await jobs.list(
            Page(size: request.pageSize, token: request.pageToken, of: "detection_jobs"), tenant: context.tenantID())
    }

    func cancelDetectionJob(
        _ request: DetectionV1.CancelDetectionJobRequest, context: ServerContext
    ) async throws -> DetectionV1.DetectionJob {
        try await jobs.cancel(
            ResourceName.id(request.name, in: "detectionJobs"), tenant: context.tenantID(), actor: context.auditActor)
    }

    func watchDetectionJob(
        _ request: DetectionV1.WatchDetectionJobRequest, responses: ResponseWriter<DetectionV1.DetectionJob>,
        context: ServerContext
    ) async throws {
        let id = try ResourceName.id(request.name, in: "detectionJobs")
        let tenant = try context.tenantID()
        var last: DetectionV1.DetectionJob?
        while true {
            let job = try await jobs.get(id, tenant: tenant)
            if job != last { try await responses.write(job) }
            last = job
            guard !job.state.isFinal else { return }
            try await Task.sleep(for: DetectionLimits.watchInterval)
        }
    }
}
