import Compression
import Detectors
import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC

/// The scores of one chunk, ready to be stored: all rows as blocks, anomalies one by one with their reasons.
struct ScoredChunk: Sendable {
    /// An anomaly of the chunk.
    private struct Finding: Sendable {
        var score: DetectionV1.RowScore
        var id: String
        var time: Date?
    }

    private static let insertsPerBatch = 500

    private let firstRow: Int64
    private let rowCount: Int32
    private let rawScores: [UInt8]
    private let pValues: [UInt8]
    private let findings: [Finding]
    private let anomalyCount: Int64
    private let minimum: Double
    private let maximum: Double
    private let sum: Double
    private let squareSum: Double

    /// Scores `rows`, which begin at `firstRow` of the version. Rows that the model was trained on are scored with
    /// themselves left out.
    init(
        _ rows: FeatureReader.Rows, by model: LoadedModel, firstRow: Int64, datasetVersion: String
    ) async throws {
        let basis: ScoreBasis = model.datasetVersion == datasetVersion ? .training(firstRow: Int(firstRow)) : .novel
        let model = model.trained
        let encoded = try model.encode(rows.table, basis: basis)
        let scores = try await model.scores(encoded)
        self.firstRow = firstRow
        rowCount = Int32(encoded.count)
        rawScores = try Self.block(scores)
        pValues = try Self.block(scores.map { model.calibration.pValue($0) })
        minimum = scores.min() ?? .nan
        maximum = scores.max() ?? .nan
        sum = scores.reduce(0, +)
        squareSum = scores.reduce(0) { $0 + $1 * $1 }

        let anomalies = scores.indices.filter { model.threshold.flags(scores[$0]) }
        anomalyCount = Int64(anomalies.count)
        let ranked = anomalies.sorted { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1] }
        let listed = ranked.prefix(DetectionLimits.anomaliesPerResultMax)
        let changed = model.rowsToChange(scores, triesMax: DetectionLimits.taskChangeTriesMax)
        findings = listed.map { row in
            let score = model.rowScore(
                scores[row], of: encoded, row: row, rowIndex: firstRow + Int64(row),
                contributions: DetectionLimits.contributionsDefault, withChange: changed.contains(row))
            return Finding(
                score: score, id: rows.ids.isEmpty ? "" : rows.ids[row],
                time: rows.times.isEmpty ? nil : rows.times[row])
        }
    }

    /// Part of the transaction that completes the task.
    func store(result: UUID, dataset: UUID, tenant: UUID, on connection: PostgresConnection) async throws {
        let chunk: SQL = """
            INSERT INTO detection.score_chunks (tenant_id, result_id, first_row, row_count, raw_scores, p_values)
            VALUES (\(tenant), \(result), \(firstRow), \(rowCount), \(rawScores), \(pValues))
            """
        let totals: SQL = """
            UPDATE detection.results SET row_count = row_count + \(Int64(rowCount)),
                anomaly_count = anomaly_count + \(anomalyCount), score_min = least(score_min, \(minimum)),
                score_max = greatest(score_max, \(maximum)), score_sum = score_sum + \(sum),
                score_square_sum = score_square_sum + \(squareSum)
            WHERE id = \(result)
            """
        _ = try await connection.batch([chunk, totals])
        for start in stride(from: 0, to: findings.count, by: Self.insertsPerBatch) {
            let batch = findings[start..<min(start + Self.insertsPerBatch, findings.count)]
            _ = try await connection.batch(
                batch.map { insert($0, result: result, dataset: dataset, tenant: tenant) })
        }
    }

    private func insert(_ finding: Finding, result: UUID, dataset: UUID, tenant: UUID) -> SQL {
        """
        INSERT INTO detection.anomaly_results
            (tenant_id, result_id, row_index, dataset_id, timestamp, has_event_time, row_id, raw_score, score)
        VALUES (\(tenant), \(result), \(finding.score.rowIndex), \(dataset), coalesce(\(finding.time), now()),
            \(finding.time != nil), \(finding.id), \(finding.score.rawScore), \(finding.score.serialized()))
        """
    }

    /// Little-endian doubles, compressed.
    private static func block(_ values: [Double]) throws -> [UInt8] {
        try values.withUnsafeBytes { bytes in try Zstd.compress(bytes) }
    }
}
