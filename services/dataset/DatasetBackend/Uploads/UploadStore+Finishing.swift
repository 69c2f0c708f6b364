internal import FoundationEssentials
internal import Messages
internal import Postgres
internal import Protobuf
import RPC
internal import ServiceKit

/// Reading a file that has arrived: one finisher at a time, known by a token and believed as long as its lease lasts. One
/// that died is followed by whoever asks next.
extension UploadStore {
    /// Somebody else has taken over.
    struct FinisherReplaced: Error {}

    /// Takes an upload whose bytes are complete and that nobody is reading; false if there is no such.
    func claim(_ id: UUID, finisher: UUID, tenant: String) async throws -> Bool {
        try await pool.withTransaction(tenant: tenant) { connection in
            let claimed = try await connection.execute(
                """
                UPDATE uploads SET state = 2, finisher = \(finisher), read_bytes = 0, finisher_until = \(until),
                    expires_at = greatest(expires_at, \(until))
                WHERE id = \(id) AND received = byte_size
                    AND (state = 1 OR state = 2 AND finisher_until <= now())
                """)
            if claimed == 1 { try await keep(id, on: connection) }
            return claimed == 1
        }
    }

    /// Says how far the reading is, and that it goes on. The upload itself does not expire meanwhile.
    func advance(_ id: UUID, finisher: UUID, readBytes: Int64, tenant: String) async throws {
        try await pool.withTransaction(tenant: tenant) { connection in
            let renewed = try await connection.execute(
                """
                UPDATE uploads SET read_bytes = \(readBytes), finisher_until = \(until),
                    expires_at = greatest(expires_at, \(until))
                WHERE id = \(id) AND state = 2 AND finisher = \(finisher)
                """)
            guard renewed == 1 else { throw FinisherReplaced() }
            try await keep(id, on: connection)
        }
    }

    /// For the sweep, too, an upload that is being read does not expire.
    private func keep(_ id: UUID, on connection: PostgresConnection) async throws {
        _ = try await connection.execute(
            "UPDATE upload_expiries SET expires_at = greatest(expires_at, \(until)) WHERE upload_id = \(id)")
    }

    /// In the transaction that publishes the dataset: both happen, or neither.
    func succeed(
        _ id: UUID, finisher: UUID, _ response: DatasetV1.UploadDatasetResponse, on connection: PostgresConnection
    ) async throws {
        let settled = try await connection.execute(
            """
            UPDATE uploads SET state = 3, response = \(response.serialized()), read_bytes = byte_size, finisher = NULL
            WHERE id = \(id) AND state = 2 AND finisher = \(finisher)
            """)
        guard settled == 1 else { throw FinisherReplaced() }
    }

    /// The file is no table: asking again would not help. False if somebody else has taken over.
    func fail(_ id: UUID, finisher: UUID, _ error: String, tenant: String) async throws -> Bool {
        try await pool.withTransaction(tenant: tenant) { connection in
            try await connection.execute(
                """
                UPDATE uploads SET state = 4, error = \(error), finisher = NULL
                WHERE id = \(id) AND state = 2 AND finisher = \(finisher)
                """) == 1
        }
    }

    /// Lets the next one try: it was not the file's fault.
    func release(_ id: UUID, finisher: UUID, tenant: String) async throws {
        try await pool.withTransaction(tenant: tenant) { connection in
            _ = try await connection.execute(
                """
                UPDATE uploads SET state = 1, finisher = NULL, finisher_until = NULL
                WHERE id = \(id) AND state = 2 AND finisher = \(finisher)
                """)
        }
    }

    private var until: SQL { "now() + make_interval(secs => \(limits.finisherLease.inSeconds))" }
}
