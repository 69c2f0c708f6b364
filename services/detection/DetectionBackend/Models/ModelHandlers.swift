import API
import Messages
import RPC
import ServiceKit

struct ModelHandlers: DetectionV1.ModelService {
    var models: ModelStore
    var cache: ModelCache
    var cpuPool: CPUPool

    func getModel(_ request: DetectionV1.GetModelRequest, context: ServerContext) async throws -> DetectionV1.Model {
        let ids = try ResourceName.ids(request.name, "detectors", "models")
        return try await models.get(ids[1], of: ids[0], tenant: context.tenantID())
    }

    func listModels(
        _ request: DetectionV1.ListModelsRequest, context: ServerContext
    ) async throws -> DetectionV1.ListModelsResponse {
        let detector = try ResourceName.id(request.parent, in: "detectors")
        return try await models.list(
            of: detector, Page(size: request.pageSize, token: request.pageToken, of: "models"),
            tenant: context.tenantID())
    }

    func simulateThreshold(
        _ request: DetectionV1.SimulateThresholdRequest, context: ServerContext
    ) async throws -> DetectionV1.SimulateThresholdResponse {
        let model = try await cache.model(named: request.name, tenant: context.tenantID()).trained
        return try await cpuPool.run { try ThresholdSimulation(request, model).response }
    }
}
