import Crypto
import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit

/// A request with an id (AIP-155): sent twice, it is done once, on whichever replicas.
struct RepeatableRequest: Sendable {
    private let id: UUID
    private let user: UUID
    private let tenant: UUID
    private let method: String
    private let hash: [UInt8]

    /// Nil for a request without an id, which is done as often as it is sent.
    ///
    /// - Parameter message: without its id, and without secrets: a hash as fast as this one would let whoever holds the
    ///   database guess a password. So two requests that differ in a secret alone are the same.
    init?(id: String, method: String, message: some ProtobufMessage, user: UUID, tenant: UUID) throws(RPCError) {
        guard !id.isEmpty else { return nil }
        guard let id = UUID(uuidString: id) else {
            throw RPCError.invalidArgument(field: "request_id", "must be a UUID")
        }
        self.id = id
        self.method = method
        self.user = user
        self.tenant = tenant
        hash = SHA256.hash(Array(tenant.text.utf8) + message.serialized())
    }

    init?(id: String, method: String, message: some ProtobufMessage, by caller: Caller) throws(RPCError) {
        try self.init(id: id, method: method, message: message, user: caller.user, tenant: caller.tenant)
    }

    /// Books the request as a part of the transaction that does what it asks for, whose tenant is the caller's.
    ///
    /// - Parameter resource: what this request is about to make.
    /// - Returns: what it has made before; nil when this is the first time. One that is being done elsewhere is waited for.
    func book(
        making resource: UUID, at time: Date, on connection: PostgresConnection
    ) async throws -> UUID? {
        // One that is too old and not swept yet is none.
        try await connection.execute(
            "DELETE FROM auth.requests WHERE user_id = \(user) AND request_id = \(id) AND create_time <= \(Self.horizon(time))"
        )
        let booked = try await connection.execute(
            """
            INSERT INTO auth.requests (tenant_id, user_id, request_id, method, request_hash, resource_id, create_time)
            VALUES (\(tenant), \(user), \(id), \(method), \(hash), \(resource), \(time)) ON CONFLICT DO NOTHING
            """)
        if booked == 1 { return nil }
        let rows = try await connection.query(
            """
            SELECT resource_id FROM auth.requests
            WHERE user_id = \(user) AND request_id = \(id) AND method = \(method) AND request_hash = \(hash)
            """)
        // Also one of another tenant, whose row is hidden.
        guard let row = rows.first else {
            throw RPCError.invalidArgument(field: "request_id", "was used for another request")
        }
        return try row.decode(UUID.self, "resource_id")
    }

    /// For a method whose answer holds a secret, which is not kept.
    static func secretGone(_ name: String) -> RPCError {
        RPCError(
            .alreadyExists,
            "This request was done before and made \(name). Its secret was shown then and is kept nowhere; "
                + "make another one with a new request_id, and revoke this one.",
            details: [GoogleRpc.ErrorInfo(reason: "SECRET_NOT_REPEATED", domain: Refusal.domain)])
    }

    /// Removes what need not be recognized any more, of the transaction's tenant.
    static func sweep(at time: Date) -> SQL {
        """
        DELETE FROM auth.requests WHERE (user_id, request_id) IN (
            SELECT user_id, request_id FROM auth.requests WHERE create_time <= \(horizon(time))
            LIMIT \(AuthLimits.rowsSweptMax) FOR UPDATE SKIP LOCKED)
        """
    }

    private static func horizon(_ time: Date) -> Date {
        time.addingTimeInterval(-Double(AuthLimits.requestRetentionSeconds))
    }
}
