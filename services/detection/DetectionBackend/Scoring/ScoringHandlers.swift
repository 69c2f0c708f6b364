import API
import Detectors
import FoundationEssentials
import Messages
import RPC
import ServiceKit

struct ScoringHandlers: DetectionV1.ScoringService {
    var detectors: DetectorStore
    var models: ModelCache
    var cpuPool: CPUPool

    func scoreRows(
        _ request: DetectionV1.ScoreRowsRequest, context: ServerContext
    ) async throws -> DetectionV1.ScoreRowsResponse {
        let tenant = try context.tenantID()
        let name = try await modelName(request, tenant)
        let model = try await models.model(named: name, tenant: tenant).trained
        let limit = try contributionLimit(request)
        var response = try await cpuPool.run {
            let table = try RequestTable(
                request, columns: model.featureColumns, featureCount: model.features.count
            ).table
            try checkAnswer(rows: table.rowCount, contributions: min(limit, model.inputNames.count))
            let rows = try model.encode(table, basis: .novel)
            let scores = try await model.scores(rows)
            let changed = model.rowsToChange(scores, triesMax: limit > 0 ? DetectionLimits.scoreChangeTriesMax : 0)
            return DetectionV1.ScoreRowsResponse(
                scores: scores.indices.map { row in
                    model.rowScore(
                        scores[row], of: rows, row: row, rowIndex: Int64(row), contributions: limit,
                        withChange: changed.contains(row))
                })
        }
        response.model = name
        response.calibration = model.calibration.message
        response.threshold = model.threshold.message
        return response
    }

    /// The model that the request names, which must be the detector's, or the detector's current one.
    private func modelName(_ request: DetectionV1.ScoreRowsRequest, _ tenant: UUID) async throws -> String {
        let detector = try await detectors.get(ResourceName.id(request.name, in: "detectors"), tenant: tenant)
        guard request.model.isEmpty else {
            guard request.model.hasPrefix(detector.name + "/") else {
                throw RPCError.invalidArgument(
                    field: "model", "\"\(request.model)\" is not a model of \(detector.name)")
            }
            return request.model
        }
        guard !detector.currentModel.isEmpty else {
            throw RPCError(.failedPrecondition, "\(detector.name) has no model yet; train it first")
        }
        return detector.currentModel
    }

    private func checkAnswer(rows: Int, contributions: Int) throws(RPCError) {
        guard rows * contributions <= DetectionLimits.scoreContributionsMax else {
            throw .invalidArgument(
                field: "max_contributions",
                "\(rows) rows with \(contributions) each; at most \(DetectionLimits.scoreContributionsMax) in one call")
        }
    }

    private func contributionLimit(_ request: DetectionV1.ScoreRowsRequest) throws(RPCError) -> Int {
        guard request.explain else { return 0 }
        guard (0...Int32(DetectionLimits.contributionsMax)).contains(request.maxContributions) else {
            throw .invalidArgument(
                field: "max_contributions", "must lie between 0 and \(DetectionLimits.contributionsMax)")
        }
        return request.maxContributions == 0 ? DetectionLimits.contributionsDefault : Int(request.maxContributions)
    }
}
