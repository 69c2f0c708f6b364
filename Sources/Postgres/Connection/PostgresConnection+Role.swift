extension PostgresConnection {
    /// Row-level security holds neither superusers nor roles with BYPASSRLS: one who connects as such a role sees the
    /// rows of every tenant, and nothing tells.
    func refuseRoleAboveRowSecurity() async throws(PostgresError) {
        let rows = try await query(
            "SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)")
        guard rows.isEmpty else {
            throw PostgresError(
                .connection,
                "the role \(settings.user ?? "?") stands above row-level security, which keeps tenants apart; connect as "
                    + "the service's own role")
        }
    }
}
