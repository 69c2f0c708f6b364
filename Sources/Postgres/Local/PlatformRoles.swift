/// The roles and schemas of the platform's database: one owner that migrates and backs up, and one role per service that
/// can change rows of its own schema and do nothing else.
package struct PlatformRoles: Sendable {
    package static let owner = "pynomaly"

    /// Each service owns the schema of its name and connects as `pynomaly_<name>`.
    package var services = ["auth", "dataset", "detection", "metrics"]
    /// Sessions that each service's role may hold, all replicas together.
    package var connectionLimit = 108
    /// By role name. A role without one can log in only where the server trusts it (a private socket).
    package var passwords: [String: String] = [:]

    package init() {}

    package static func serviceRole(_ service: String) -> String { "\(owner)_\(service)" }

    /// Creates the roles, the database and its schemas, or brings what exists in line. Needs a superuser.
    package static func create(
        superuser: ConnectionSettings, database: String = "pynomaly", roles: PlatformRoles = PlatformRoles()
    ) async throws(PostgresError) {
        let server = try await PostgresConnection.open(superuser)
        try await server.script(roles.clusterScript)
        for (role, password) in roles.passwords.sorted(by: { $0.key < $1.key }) {
            try await server.setPassword(password, of: role)
        }
        try await createDatabase(database, server)
        let inside = try await PostgresConnection.open(superuser.with(database: database))
        try await inside.script(roles.databaseScript(database))
    }

    private static func createDatabase(_ name: String, _ server: PostgresConnection) async throws(PostgresError) {
        guard try await server.query("SELECT 1 FROM pg_database WHERE datname = \(name)").isEmpty else { return }
        try await server.script("CREATE DATABASE \(SQL.quoted(identifier: name)) OWNER \(owner)")
    }

    /// What holds for the whole server. Runs again without harm.
    package var clusterScript: String {
        let owner = Self.roleScript(Self.owner, "BYPASSRLS")
        let others = services.map { service in
            Self.roleScript(Self.serviceRole(service), "NOBYPASSRLS CONNECTION LIMIT \(connectionLimit)")
        }
        return ([owner] + others).joined(separator: "\n")
    }

    private static func roleScript(_ role: String, _ powers: String) -> String {
        """
        DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(role)') THEN CREATE ROLE \(role); END IF;
        END $$;
        ALTER ROLE \(role) LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT \(powers);
        """
    }

    /// What holds inside the database. Runs again without harm.
    package func databaseScript(_ database: String) -> String {
        let name = SQL.quoted(identifier: database)
        let searchPath = (services + ["public"]).joined(separator: ", ")
        let common = """
            REVOKE ALL ON DATABASE \(name) FROM PUBLIC;
            REVOKE ALL ON SCHEMA public FROM PUBLIC;
            GRANT USAGE, CREATE ON SCHEMA public TO \(Self.owner);
            ALTER ROLE \(Self.owner) IN DATABASE \(name) SET search_path = \(searchPath);
            """
        return ([common] + services.map { serviceScript($0, name) }).joined(separator: "\n")
    }

    private func serviceScript(_ service: String, _ database: String) -> String {
        let role = Self.serviceRole(service)
        let defaults = "ALTER DEFAULT PRIVILEGES FOR ROLE \(Self.owner) IN SCHEMA \(service)"
        return """
            CREATE SCHEMA IF NOT EXISTS \(service) AUTHORIZATION \(Self.owner);
            GRANT CONNECT ON DATABASE \(database) TO \(role);
            GRANT USAGE ON SCHEMA \(service) TO \(role);
            \(defaults) GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO \(role);
            \(defaults) GRANT USAGE ON SEQUENCES TO \(role);
            ALTER ROLE \(role) IN DATABASE \(database) SET search_path = \(service);
            """
    }
}
