/// How a pool behaves; every number has its default in `PostgresLimits`.
package struct PoolSettings: Sendable {
    package var connection: ConnectionSettings
    package var size = PostgresLimits.poolSize
    package var waitLimit = PostgresLimits.poolWait
    package var waitersMax = PostgresLimits.poolWaitersMax
    package var idleBeforeCheck = PostgresLimits.idleBeforeCheck
    package var checkTimeout = PostgresLimits.checkTimeout
    package var closeGrace = PostgresLimits.closeGrace

    package init(connection: ConnectionSettings) { self.connection = connection }

    package init(url: String, password: String? = nil) throws(PostgresError) {
        connection = try ConnectionSettings(url: url, password: password)
    }
}
