import Postgres

extension TestDatabase {
    /// Runs `body` while nobody can be connected to the database, as if its server were away.
    package func whileAway<R>(_ body: () async throws -> R) async throws -> R {
        let server = try await connect(url: TestPostgres.shared().adminURL)
        try await server.script("ALTER DATABASE \(name) ALLOW_CONNECTIONS false")
        // Again and again: a session that was just beginning is not listed yet.
        let cutting = Task { [name] in
            while !Task.isCancelled {
                _ = try await server.query(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = \(name)")
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        let result: Result<R, any Error>
        do {
            result = .success(try await body())
        } catch {
            result = .failure(error)
        }
        cutting.cancel()
        _ = await cutting.result
        let back = try await connect(url: TestPostgres.shared().adminURL)
        try await back.script("ALTER DATABASE \(name) ALLOW_CONNECTIONS true")
        return try result.get()
    }
}
