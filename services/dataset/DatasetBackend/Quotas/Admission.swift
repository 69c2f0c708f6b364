internal import Postgres

/// Lets calls begin that add data, while there is room for more. Asked before a file's bytes are read.
struct Admission: Sendable {
    let room: DatabaseRoom
    private let quota: TenantQuota
    private let pool: PostgresPool

    init(pool: PostgresPool, limits: DatasetLimits) {
        self.pool = pool
        room = DatabaseRoom(pool: pool, limits: limits)
        quota = TenantQuota(limits: limits)
    }

    /// - Parameter demand: what the call is going to add.
    func check(_ demand: TenantQuota.Demand, tenant: String) async throws {
        try await room.check()
        try await pool.withTransaction(tenant: tenant, options: .init(isReadOnly: true)) { connection in
            try await quota.check(demand, on: connection)
        }
    }
}
