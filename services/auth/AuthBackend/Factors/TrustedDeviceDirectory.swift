import FoundationEssentials
import Messages
import Postgres
import ServiceKit
import Tokens

/// Lists and ends trusted devices: one's own, or those of the users that an administrator may change.
struct TrustedDeviceDirectory: Sendable {
    let pool: PostgresPool
    let sessions: SessionStore
    let clock: WallClock

    /// All of them: there are `AuthLimits.trustedDevicesMax` at most.
    func list(_ parent: String, by caller: Caller) async throws -> [AuthV1.TrustedDevice] {
        let target = try caller.target(parent, needing: .usersRead)
        return try await pool.withTransaction(tenant: target.tenant.text) { connection in
            try await target.check(on: connection)
            return try await connection.query(
                """
                SELECT device_id, create_time, last_use_time, expire_time, client_address, user_agent
                FROM auth.trusted_devices WHERE user_id = \(target.user) AND expire_time > \(clock.date)
                ORDER BY create_time DESC, device_id
                """
            ).map { try Self.device($0, target) }
        }
    }

    /// The sessions that rest on the device end with it.
    func revoke(_ name: String, by caller: Caller, actor: AuditActor) async throws {
        let (target, device) = try caller.target(name, collection: "trustedDevices", needing: .usersWrite)
        let resource = "\(target.name)/trustedDevices/\(device.text)"
        try await DeniedActs(pool: pool, clock: clock)
            .noting("trustedDevices.revoke", resource, in: target.tenant, by: actor) {
                try await pool.withTransaction(tenant: target.tenant.text) { connection in
                    guard let owner = try await AccountStore.get(target.user, on: connection, lock: true) else {
                        throw ResourceName.notFound(name)
                    }
                    try Authority(caller).check(over: owner.id, with: owner.roles)
                    let count = try await connection.execute(
                        """
                        DELETE FROM auth.trusted_devices
                        WHERE device_id = \(device) AND user_id = \(target.user) AND expire_time > \(clock.date)
                        """)
                    guard count == 1 else { throw ResourceName.notFound(name) }
                    try await AuthSchema.outbox.record(
                        AuditEvent(
                            tenant: target.tenant, time: clock.date, actor: actor, action: "trustedDevices.revoke",
                            resource: resource), on: connection)
                    try await sessions.revoke("device_id = \(device)", on: connection)
                }
            }
    }

    private static func device(_ row: PostgresRow, _ target: Caller.Target) throws -> AuthV1.TrustedDevice {
        try AuthV1.TrustedDevice(
            name: "users/\(target.user.text)/trustedDevices/\(row.decode(UUID.self, "device_id").text)",
            createTime: GoogleProtobuf.Timestamp(row.decode(Date.self, "create_time")),
            lastUseTime: GoogleProtobuf.Timestamp(row.decode(Date.self, "last_use_time")),
            expireTime: GoogleProtobuf.Timestamp(row.decode(Date.self, "expire_time")),
            clientAddress: row.decode(String.self, "client_address"),
            userAgent: row.decode(String.self, "user_agent"))
    }
}
