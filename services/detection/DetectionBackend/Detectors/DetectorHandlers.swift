import API
import Detectors
import FoundationEssentials
import Messages
import RPC
import ServiceKit

struct DetectorHandlers: DetectionV1.DetectorService {
    var detectors: DetectorStore
    var operations: OperationStore
    var datasets: any DatasetSource
    var trainingMemory: TrainingMemory

    func listAlgorithms(
        _ request: DetectionV1.ListAlgorithmsRequest, context: ServerContext
    ) async throws -> DetectionV1.ListAlgorithmsResponse {
        .init(
            algorithms: Algorithm.allCases.map(\.message),
            thresholdPolicies: ThresholdPolicyDescription.all.map(\.message))
    }

    func getAlgorithm(
        _ request: DetectionV1.GetAlgorithmRequest, context: ServerContext
    ) async throws -> DetectionV1.Algorithm {
        guard let algorithm = Algorithm.allCases.first(where: { "algorithms/\($0.rawValue)" == request.name }) else {
            throw ResourceName.notFound(request.name)
        }
        return algorithm.message
    }

    func createDetector(
        _ request: DetectionV1.CreateDetectorRequest, context: ServerContext
    ) async throws -> DetectionV1.Detector {
        let detector = try request.detector.orInvalid("detector")
        guard detector.displayName.utf8.count <= DetectionLimits.displayNameBytesMax else {
            throw RPCError.invalidArgument(
                field: "detector.display_name", "is longer than \(DetectionLimits.displayNameBytesMax) bytes")
        }
        try check(detector.featureColumns)
        let preprocessing = try DetectorSpecification(detector).preprocessing
        let names = Set(detector.featureColumns)
        if !names.isEmpty, let unknown = preprocessing.columns.keys.filter({ !names.contains($0) }).min() {
            throw RPCError.invalidArgument(
                field: "detector.preprocessing.columns", "\"\(unknown)\" is not one of feature_columns")
        }
        return try await detectors.insert(detector, tenant: context.tenantID(), actor: context.auditActor)
    }

    private func check(_ columns: [String]) throws(RPCError) {
        let field = "detector.feature_columns"
        guard columns.count <= DetectionLimits.featureColumnsMax else {
            throw .invalidArgument(field: field, "names more than \(DetectionLimits.featureColumnsMax) columns")
        }
        guard !columns.contains("") else { throw .invalidArgument(field: field, "has an empty name") }
        guard Set(columns).count == columns.count else {
            throw .invalidArgument(field: field, "names a column twice")
        }
    }

    func getDetector(
        _ request: DetectionV1.GetDetectorRequest, context: ServerContext
    ) async throws -> DetectionV1.Detector {
        try await detectors.get(ResourceName.id(request.name, in: "detectors"), tenant: context.tenantID())
    }

    func listDetectors(
        _ request: DetectionV1.ListDetectorsRequest, context: ServerContext
    ) async throws -> DetectionV1.ListDetectorsResponse {
        try await detectors.list(
            Page(size: request.pageSize, token: request.pageToken, of: "detectors"), tenant: context.tenantID())
    }

    func deleteDetector(
        _ request: DetectionV1.DeleteDetectorRequest, context: ServerContext
    ) async throws -> GoogleProtobuf.Empty {
        try await detectors.delete(
            ResourceName.id(request.name, in: "detectors"), tenant: context.tenantID(), actor: context.auditActor)
        return .init()
    }

    func trainDetector(
        _ request: DetectionV1.TrainDetectorRequest, context: ServerContext
    ) async throws -> GoogleLongrunning.Operation {
        let tenant = try context.tenantID()
        try RequestID.check(request.requestId)
        guard !request.datasetVersion.isEmpty else {
            throw RPCError.invalidArgument(field: "dataset_version", "is empty")
        }
        let id = try ResourceName.id(request.name, in: "detectors")
        let detector = try await detectors.get(id, tenant: tenant)
        let dataset = try await datasets.describe(request.datasetVersion, tenant: tenant)
        // What can be known now is said now, not by an operation that fails later.
        _ = try TrainingPlan(detector, dataset, trainingMemory)
        guard !request.validateOnly else { return GoogleLongrunning.Operation(done: true) }
        return try await operations.start(
            detector: id, dataset: dataset, requestID: request.requestId, tenant: tenant, actor: context.auditActor)
    }
}

/// The caller's idempotency key.
enum RequestID {
    static func check(_ text: String) throws(RPCError) {
        guard text.utf8.count <= DetectionLimits.requestIDBytesMax else {
            throw .invalidArgument(field: "request_id", "is longer than \(DetectionLimits.requestIDBytesMax) bytes")
        }
    }
}

extension Optional where Wrapped: Sendable {
    /// The message, or INVALID_ARGUMENT naming the field that lacks it.
    func orInvalid(_ field: String) throws(RPCError) -> Wrapped {
        guard let self else { throw .invalidArgument(field: field, "is missing") }
        return self
    }
}

extension ServerContext {
    /// The tenant that the call acts in.
    func tenantID() throws(RPCError) -> UUID {
        let text = try tenant()
        guard let id = UUID(uuidString: text) else { throw RPCError(.unauthenticated, "the token names no tenant") }
        return id
    }
}
