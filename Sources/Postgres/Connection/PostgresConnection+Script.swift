internal import CPostgres

extension PostgresConnection {
    /// Runs statements without values and without results, separated by semicolons: schema changes. They take effect
    /// together unless the script itself begins and commits.
    package func script(_ text: String) async throws(PostgresError) {
        var exchange = try await enterPlainProtocol()
        defer { leavePlainProtocol() }
        guard PQsendQuery(handle.connection, text) == 1 else { throw brokenError() }
        try await finish(&exchange)
    }

    /// The server stores and logs only what this makes of the password, which nobody can log in with.
    func setPassword(_ password: String, of role: String) async throws(PostgresError) {
        guard let verifier = PQencryptPasswordConn(handle.connection, password, role, "scram-sha-256") else {
            throw PostgresError(.usage, "the password of role \(role) can't be used")
        }
        defer { PQfreemem(verifier) }
        let literal = SQL.quoted(literal: String(cString: verifier))
        try await script("ALTER ROLE \(SQL.quoted(identifier: role)) PASSWORD \(literal)")
    }

    /// Takes the turnstile and leaves pipeline mode, which knows neither scripts nor COPY.
    func enterPlainProtocol() async throws(PostgresError) -> Exchange {
        // BEGIN has to be sent first, as it can't ride along.
        if !opening.isEmpty { _ = try await run([], cancellable: true) }
        try await turnstile.enter(cancellable: true)
        guard isUsable, PQexitPipelineMode(handle.connection) == 1 else {
            turnstile.leave()
            throw brokenError()
        }
        return Exchange(self, cancellable: true)
    }

    func leavePlainProtocol() {
        if PQenterPipelineMode(handle.connection) != 1 { isPoisoned = true }
        turnstile.leave()
    }

    /// Reads what is left to the end; throws the first error of it. Returns the rows that the last command changed.
    @discardableResult
    func finish(_ exchange: inout Exchange) async throws(PostgresError) -> Int {
        var failure: PostgresError?
        var rows = 0
        while let result = try await exchange.next() {
            if let error = result.error { failure = failure ?? exchange.translated(error) }
            if result.isSuccess { rows = PostgresRows(result).affectedRows }
            if handle.isBroken { throw failure ?? brokenError() }
        }
        if let failure { throw failure }
        return rows
    }
}
