import FoundationEssentials
import Messages
import Postgres
import ServiceKit

/// Devices on which a user asked not to be asked for a code again.
///
/// Whoever adds one, relies on one or ends one holds the user's row, so that none outlives what ended it.
struct TrustedDeviceStore: Sendable {
    let pool: PostgresPool
    let clock: WallClock

    /// A device that is to be remembered, and the token that it will show.
    struct New: Sendable {
        fileprivate var token: OpaqueToken
        var expireTime: Date
        var id: UUID { token.id }
        /// To be shown once.
        var text: String { token.text }
    }

    func new(for account: Account) throws -> New {
        New(
            token: try OpaqueToken(.device, tenant: account.tenant, id: UUID()),
            expireTime: clock.date(in: AuthLimits.trustedDeviceSeconds))
    }

    /// The device that shows this token; nil unless it is remembered for this account, which may rely on it.
    func recognize(_ text: String, of account: Account, origin: CallOrigin) async throws -> UUID? {
        guard account.mayTrustDevices, let token = OpaqueToken(.device, text: text), token.tenant == account.tenant
        else { return nil }
        let known = try await pool.withTransaction(tenant: account.tenant.text) { connection in
            try await connection.execute(
                """
                UPDATE auth.trusted_devices SET last_use_time = \(clock.date), client_address = \(origin.address),
                    user_agent = \(origin.userAgent)
                WHERE device_id = \(token.id) AND user_id = \(account.id) AND token_hash = \(token.hash)
                    AND expire_time > \(clock.date)
                """)
        }
        return known == 1 ? token.id : nil
    }

    /// Whose failures a login counts with: a trusted device of the user's has its own, so that strangers who lock the
    /// account don't lock it out.
    func counter(_ text: String, of username: Username) async throws -> FailureCounter {
        guard let token = OpaqueToken(.device, text: text) else { return .account }
        let known = try await pool.withTransaction(tenant: token.tenant.text) { connection in
            try await connection.query(
                """
                SELECT 1 FROM auth.trusted_devices JOIN auth.users USING (user_id)
                WHERE device_id = \(token.id) AND token_hash = \(token.hash) AND expire_time > \(clock.date)
                    AND username = \(username.text)
                """)
        }
        return known.isEmpty ? .account : .device(token.id)
    }

    /// Makes room for one more where there is none: the oldest goes.
    /// - Returns: Those that went; the sessions that rest on them are to end.
    static func insert(
        _ device: New, of account: Account, origin: CallOrigin, at time: Date, on connection: PostgresConnection
    ) async throws -> [UUID] {
        let results = try await connection.batch([
            """
            DELETE FROM auth.trusted_devices WHERE device_id IN (
                SELECT device_id FROM auth.trusted_devices WHERE user_id = \(account.id) AND expire_time > \(time)
                ORDER BY create_time DESC, device_id OFFSET \(AuthLimits.trustedDevicesMax - 1))
            RETURNING device_id
            """,
            """
            INSERT INTO auth.trusted_devices (tenant_id, device_id, user_id, token_hash, create_time, last_use_time,
                expire_time, client_address, user_agent)
            VALUES (\(account.tenant), \(device.token.id), \(account.id), \(device.token.hash), \(time), \(time),
                \(device.expireTime), \(origin.address), \(origin.userAgent))
            """,
        ])
        return try results[0].map { try $0.decode(UUID.self, 0) }
    }

    static func isLive(
        _ device: UUID, of user: UUID, at time: Date, on connection: PostgresConnection
    ) async throws -> Bool {
        try await !connection.query(
            """
            SELECT 1 FROM auth.trusted_devices
            WHERE device_id = \(device) AND user_id = \(user) AND expire_time > \(time)
            """
        ).isEmpty
    }

    /// With the proof that they stood for, or the password, they are gone.
    static func deleteAll(of user: UUID, on connection: PostgresConnection) async throws {
        try await connection.execute("DELETE FROM auth.trusted_devices WHERE user_id = \(user)")
    }

    static func sweep(before time: Date) -> SQL {
        """
        DELETE FROM auth.trusted_devices WHERE device_id IN (
            SELECT device_id FROM auth.trusted_devices WHERE expire_time <= \(time)
            LIMIT \(AuthLimits.trustedDevicesSweptMax) FOR UPDATE SKIP LOCKED)
        """
    }
}

/// What a login has to do with a device.
enum LoginDevice: Sendable {
    case unknown
    /// The login rests on it.
    case trusted(UUID)
    /// The login's user asks to be remembered on it.
    case remembered(TrustedDeviceStore.New)

    var trusted: UUID? { if case .trusted(let id) = self { id } else { nil } }
}
