/// One step of a schema. Never changed once it is published; what follows is a new step.
package struct Migration: Sendable {
    package var version: Int
    package var name: String
    package var sql: String

    package init(version: Int, name: String, sql: String) {
        self.version = version
        self.name = name
        self.sql = sql
    }

    /// The statements that hide a table's rows from every tenant but their own, owner included: to be put into the
    /// migration that creates the table. Its `tenant_id` is a uuid; no tenant set means no rows.
    package static func tenantIsolation(of table: String) -> String {
        // After a transaction that set it, the setting is not NULL but empty.
        let rule = "tenant_id = nullif(current_setting('\(TenantSetting.name)', true), '')::uuid"
        return """
            ALTER TABLE \(table) ENABLE ROW LEVEL SECURITY;
            ALTER TABLE \(table) FORCE ROW LEVEL SECURITY;
            CREATE POLICY tenant_isolation ON \(table) USING (\(rule)) WITH CHECK (\(rule));

            """
    }
}

/// Why a schema was left as it is.
package struct MigrationError: Error, Sendable, CustomStringConvertible {
    package let message: String
    package init(_ message: String) { self.message = message }
    package var description: String { message }
}
