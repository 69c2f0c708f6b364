import Logging
import Postgres
import ServiceLifecycle

/// Makes a service ready when its database can be reached and has its schema, and tells its health from then on.
struct DatabaseWatch: Service {
    var pool: PostgresPool
    var migrator: Migrator
    var health: HealthBoard
    var logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var last: String?? = nil
            while !Task.isCancelled {
                let trouble = await trouble()
                health.report("database", trouble: trouble)
                if trouble == nil {
                    health.enter(.ready)
                } else if !health.isReady {
                    health.enter(.starting(trouble ?? ""))
                }
                if last != .some(trouble) { tell(trouble) }
                last = trouble
                try? await Task.sleep(
                    for: health.isReady ? ServiceLimits.databaseProbeInterval : ServiceLimits.startProbeInterval)
            }
        }
    }

    /// Nil when all is well. Only a service that is not ready yet looks at its schema: a release that goes on running
    /// while the next one migrates must not fall over.
    private func trouble() async -> String? {
        do {
            if health.isReady {
                try await pool.withConnection { _ = try await $0.query("SELECT 1") }
            } else {
                try await migrator.check(pool)
            }
            return nil
        } catch let error as PostgresError where error.sqlState == .undefinedTable {
            return "The schema \(migrator.schema) does not exist yet; run the program's migrate command."
        } catch let error as PostgresError {
            return error.isUnavailable ? "The database can't be reached: \(error.message)." : error.message
        } catch {
            return "\(error)"
        }
    }

    private func tell(_ trouble: String?) {
        if let trouble {
            logger.warning("the database is not usable", metadata: ["reason": .string(trouble)])
        } else {
            logger.info("the database is usable")
        }
    }
}

/// Makes a service without a database ready at once, and keeps the group of background services alive until it ends.
struct ReadyAtOnce: Service {
    var health: HealthBoard

    func run() async throws {
        health.enter(.ready)
        try? await gracefulShutdown()
    }
}
