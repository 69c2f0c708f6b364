import API
import FoundationEssentials
import Messages
import RPC
import ServiceKit

struct ResultHandlers: DetectionV1.ResultService {
    var results: ResultStore
    var anomalies: AnomalyStore

    func getResult(_ request: DetectionV1.GetResultRequest, context: ServerContext) async throws -> DetectionV1.Result {
        try await results.get(ResourceName.id(request.name, in: "results"), tenant: context.tenantID())
    }

    func listResults(
        _ request: DetectionV1.ListResultsRequest, context: ServerContext
    ) async throws -> DetectionV1.ListResultsResponse {
        let job = request.job.isEmpty ? nil : try ResourceName.id(request.job, in: "detectionJobs")
        return try await results.list(
            Page(size: request.pageSize, token: request.pageToken, of: "r"), job: job, tenant: context.tenantID())
    }

    func listAnomalies(
        _ request: DetectionV1.ListAnomaliesRequest, context: ServerContext
    ) async throws -> DetectionV1.ListAnomaliesResponse {
        let result = request.parent == "results/-" ? nil : try ResourceName.id(request.parent, in: "results")
        return try await anomalies.list(
            result: result, pageSize: request.pageSize, pageToken: request.pageToken, tenant: context.tenantID())
    }
}
