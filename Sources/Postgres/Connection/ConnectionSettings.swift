internal import CPostgres
package import Logging

/// Where the database is and who asks. Prints without its password.
package struct ConnectionSettings: Sendable, CustomStringConvertible, CustomReflectable {
    /// libpq's keywords; the password is among them, so they never leave the module.
    private(set) var parameters: [String: String]
    package var connectTimeout = PostgresLimits.connectTimeout
    /// Nil: no limit.
    package var statementTimeout: Duration? = PostgresLimits.statementTimeout
    package var idleInTransactionTimeout: Duration? = PostgresLimits.idleInTransactionTimeout
    /// Nil: statements wait for locks as long as they may run.
    package var lockTimeout: Duration?
    /// Whether a role that row-level security does not hold may connect.
    package var allowsRoleAboveRowSecurity = true
    package var applicationName = "pynomaly"
    package var preparedStatementsMax = PostgresLimits.preparedStatementsMax
    package var logger = Logger(label: "postgres")

    /// Takes a URL or a keyword string as libpq does; a password given apart completes or replaces the one in it.
    /// Whatever the URL leaves open comes from libpq's defaults, except that PGPASSWORD and the like are not needed.
    package init(url: String, password: String? = nil) throws(PostgresError) {
        // What libpq says about a bad URL quotes it, password included, so it is not passed on.
        guard let options = PQconninfoParse(url, nil) else {
            throw PostgresError(.usage, "the database URL is not one that PostgreSQL understands")
        }
        defer { PQconninfoFree(options) }
        parameters = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { parameters[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        if let password { parameters["password"] = password }
    }

    package var user: String? { parameters["user"] }
    package var database: String? { parameters["dbname"] }

    /// The same place as another role or in another database.
    package func with(user: String? = nil, password: String? = nil, database: String? = nil) -> ConnectionSettings {
        var settings = self
        if let user {
            settings.parameters["user"] = user
            settings.parameters["password"] = nil
        }
        if let password { settings.parameters["password"] = password }
        if let database { settings.parameters["dbname"] = database }
        return settings
    }

    package var description: String {
        let place = parameters["host"] ?? parameters["hostaddr"] ?? "localhost"
        return "\(user ?? "?")@\(place):\(parameters["port"] ?? "5432")/\(database ?? "?")"
    }

    package var customMirror: Mirror { Mirror(self, children: ["address": description]) }

    /// What libpq is called with: the caller's parameters over ours.
    var effectiveParameters: [String: String] {
        var all = [
            "client_encoding": "UTF8", "application_name": applicationName,
            // A host that vanished without a word is noticed within about a minute, idle or not.
            "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3", "tcp_user_timeout": "30000",
        ]
        all.merge(parameters) { $1 }
        all["options"] = [serverOptions, parameters["options"]].compactMap { $0 }.joined(separator: " ")
        return all
    }

    private var serverOptions: String {
        func milliseconds(_ duration: Duration?) -> Int64 { duration?.milliseconds ?? 0 }
        return "-c statement_timeout=\(milliseconds(statementTimeout))"
            + " -c lock_timeout=\(milliseconds(lockTimeout))"
            + " -c idle_in_transaction_session_timeout=\(milliseconds(idleInTransactionTimeout)) -c TimeZone=UTC"
    }
}
