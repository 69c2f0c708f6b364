import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit

/// Anomalies of published results, the most anomalous first.
struct AnomalyStore: Sendable {
    /// Where a page ended in the order by score.
    private struct Key {
        var score: Double
        var result: UUID
        var row: Int64

        init(_ anomaly: PostgresRow) throws {
            score = try anomaly.decode("raw_score")
            result = try anomaly.decode("result_id")
            row = try anomaly.decode("row_index")
        }

        /// Nil for the first page.
        init?(token: String) throws(RPCError) {
            guard let parts = try PageToken.decode(token, Self.list, count: 3) else { return nil }
            guard let bits = UInt64(parts[0], radix: 16), let result = UUID(uuidString: parts[1]),
                let row = Int64(parts[2])
            else { throw PageToken.refusal }
            score = Double(bitPattern: bits)
            self.result = result
            self.row = row
        }

        /// The score travels as its bits: no digit is lost.
        var token: String {
            PageToken.encode(Self.list, String(score.bitPattern, radix: 16), result.text, "\(row)")
        }

        private static let list = "anomalies"
    }

    var pool: PostgresPool

    /// - Parameter result: One result; nil for all of the tenant's.
    func list(
        result: UUID?, pageSize: Int32, pageToken: String, tenant: UUID
    ) async throws -> DetectionV1.ListAnomaliesResponse {
        let size = try Page.size(pageSize)
        let after = try Key(token: pageToken)
        let ofResult: SQL = result.map { "a.result_id = \($0)" } ?? "true"
        let following: SQL =
            after.map { key in
                """
                (a.raw_score < \(key.score) OR a.raw_score = \(key.score)
                    AND (a.result_id, a.row_index) > (\(key.result), \(key.row)))
                """
            } ?? "true"
        let rows = try await pool.withTransaction(tenant: tenant.text) { connection in
            if let result { try await Self.requirePublished(result, connection) }
            return try await connection.query(
                """
                SELECT a.result_id, a.row_index, a.row_id, a.timestamp, a.has_event_time, a.raw_score, a.score,
                    a.created_at
                FROM detection.anomaly_results a JOIN detection.results r ON r.id = a.result_id
                WHERE \(ofResult) AND \(following) AND \(ResultStore.published)
                ORDER BY a.raw_score DESC, a.result_id, a.row_index LIMIT \(size + 1)
                """)
        }
        let kept = Array(rows.prefix(size))
        let token = rows.count > size ? try kept.last.map { try Key($0).token } ?? "" : ""
        return .init(anomalies: try kept.map(Self.anomaly), nextPageToken: token)
    }

    private static func requirePublished(_ result: UUID, _ connection: PostgresConnection) async throws {
        let found = try await connection.query(
            "SELECT 1 FROM detection.results r WHERE r.id = \(result) AND \(ResultStore.published)")
        guard !found.isEmpty else { throw ResourceName.notFound("results/\(result.text)") }
    }

    private static func anomaly(_ row: PostgresRow) throws -> DetectionV1.Anomaly {
        var anomaly = DetectionV1.Anomaly()
        let result = try row.decode(UUID.self, "result_id")
        anomaly.name = "results/\(result.text)/anomalies/\(try row.decode(Int64.self, "row_index"))"
        anomaly.score = try DetectionV1.RowScore(serialized: try row.decode([UInt8].self, "score"))
        anomaly.rowId = try row.decode("row_id")
        if try row.decode(Bool.self, "has_event_time") {
            anomaly.eventTime = GoogleProtobuf.Timestamp(try row.decode(Date.self, "timestamp"))
        }
        anomaly.createTime = GoogleProtobuf.Timestamp(try row.decode(Date.self, "created_at"))
        return anomaly
    }
}
