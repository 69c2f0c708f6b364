internal import Crypto
internal import FoundationEssentials
internal import Messages
internal import Postgres
internal import Protobuf
import RPC
internal import ServiceKit

/// A request with an id (AIP-155): sent twice, it is done once, on whichever replicas.
struct RepeatableRequest: Sendable {
    let id: UUID
    let caller: String
    let tenant: String
    let method: String
    let hash: [UInt8]

    /// Nil for a request without an id, which is done as often as it is sent.
    ///
    /// - Parameter message: what must be the same in the repetition.
    init?(
        _ id: String, field: String = "request_id", method: String, message: some ProtobufMessage,
        context: ServerContext
    ) throws(RPCError) {
        guard !id.isEmpty else { return nil }
        guard let id = UUID(uuidString: id) else { throw .invalidArgument(field: field, "must be a UUID") }
        self.id = id
        self.method = method
        caller = try context.requirePrincipal().subject
        tenant = try context.tenant()
        hash = SHA256.hash(message.serialized())
    }

    static var mismatch: RPCError {
        .invalidArgument(field: "request_id", "was used for another request")
    }
}

/// Requests that were done, with their answers.
///
/// The answer is written in the transaction of the act itself: neither exists without the other. Of two that are done at
/// once, the second finds the first one's answer when it comes to its end, and what it did is undone.
struct RequestLog: Sendable {
    /// Thrown within the transaction of an act that was done already; undoes it.
    struct DoneBefore: Error {}

    private let pool: PostgresPool
    private let retention: Double
    private let batchMax: Int

    init(pool: PostgresPool, limits: DatasetLimits) {
        self.pool = pool
        retention = limits.requestRetention.inSeconds
        batchMax = limits.sweepBatch
    }

    /// The answer that the request was given before.
    func answer<Response: ProtobufMessage>(
        to request: RepeatableRequest?, as type: Response.Type
    ) async throws -> Response? {
        guard let request else { return nil }
        let row = try await pool.withTransaction(tenant: request.tenant) { connection in
            try await connection.query(
                """
                SELECT method, request_hash, response FROM requests
                WHERE caller = \(request.caller) AND request_id = \(request.id)
                    AND created_at > now() - make_interval(secs => \(retention))
                """
            ).first
        }
        guard let row else { return nil }
        guard try row.decode(String.self, 0) == request.method, try row.decode([UInt8].self, 1) == request.hash else {
            throw RepeatableRequest.mismatch
        }
        return try Response(serialized: try row.decode([UInt8].self, 2))
    }

    /// Notes the answer as a part of the transaction that did what was asked for.
    /// - Throws: `DoneBefore` if the request was done elsewhere meanwhile; that one is waited for.
    func book(
        _ request: RepeatableRequest?, _ response: some ProtobufMessage, on connection: PostgresConnection
    ) async throws {
        guard let request else { return }
        let id = UUID()
        // One that is too old and not swept yet is none.
        _ = try await connection.execute(
            """
            DELETE FROM requests WHERE caller = \(request.caller) AND request_id = \(request.id)
                AND created_at <= now() - make_interval(secs => \(retention))
            """)
        let booked = try await connection.execute(
            """
            INSERT INTO requests (id, tenant_id, caller, request_id, method, request_hash, response)
            VALUES (\(id), \(request.tenant), \(request.caller), \(request.id), \(request.method), \(request.hash),
                \(response.serialized()))
            ON CONFLICT DO NOTHING
            """)
        guard booked == 1 else { throw DoneBefore() }
        _ = try await connection.execute(
            """
            INSERT INTO request_expiries (id, tenant_id, expires_at)
            VALUES (\(id), \(request.tenant), now() + make_interval(secs => \(retention)))
            """)
    }

    /// Does what a request asks for, unless it was done before.
    /// - Parameter act: ends with `book`, in the transaction that makes its work visible.
    func once<Response: ProtobufMessage>(
        _ request: RepeatableRequest?, _ act: () async throws -> Response
    ) async throws -> Response {
        if let answer = try await answer(to: request, as: Response.self) { return answer }
        do {
            return try await act()
        } catch is DoneBefore {
            guard let answer = try await answer(to: request, as: Response.self) else {
                throw RPCError(.aborted, "The request was done elsewhere at the same time; send it again.")
            }
            return answer
        }
    }

    /// Removes what need not be recognized any more; how many.
    func removeExpired() async throws -> Int {
        var removed = 0
        while !Task.isCancelled {
            let expired = try await pool.withConnection { connection in
                try await connection.query(
                    """
                    SELECT id, tenant_id FROM request_expiries WHERE expires_at <= now()
                    ORDER BY expires_at LIMIT \(batchMax)
                    """
                ).map { (id: try $0.decode(UUID.self, 0), tenant: try $0.decode(String.self, 1)) }
            }
            if expired.isEmpty { return removed }
            for (id, tenant) in expired {
                try await pool.withTransaction(tenant: tenant) { connection in
                    _ = try await connection.execute("DELETE FROM requests WHERE id = \(id)")
                    removed += try await connection.execute("DELETE FROM request_expiries WHERE id = \(id)")
                }
            }
        }
        return removed
    }
}
