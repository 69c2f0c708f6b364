import NIOCore
package import RPC

/// What bounds a service, each with its default.
package enum ServiceLimits {
    package static var workerCountDefault: Int { max(1, System.coreCount) }
    package static var eventLoopsDefault: Int { max(1, min(4, System.coreCount / 2)) }
    package static let databasePoolSizeDefault = 8
    package static let shutdownGraceDefault: Duration = .seconds(25)
    package static let reportIntervalDefault: Duration = .seconds(10)
    /// Computations that wait for a thread of the pool; one more is refused with RESOURCE_EXHAUSTED.
    package static let computationsWaitingMax = 1024
    package static let blockingThreads = 8
    package static let blockingCallsWaitingMax = 1024
    package static let adminConnectionsMax = 64
    package static let adminIdleTimeout: Duration = .seconds(30)
    /// How old auth's public keys may be before they are read anew, and how long they are trusted without auth.
    package static let keysRefreshInterval: Duration = .seconds(300)
    package static let keysTrustedMax: Duration = .seconds(3600)
    /// An unknown `kid` asks auth for new keys at most this often, so that forged tokens don't become load on auth.
    package static let keysUnknownInterval: Duration = .seconds(5)
    package static let authTimeout: Duration = .seconds(5)
    /// How long ago a service may have heard last what ended: before it refuses what asks for a step-up, and before it
    /// refuses whatever asks for a token.
    package static let revocationsFreshMax: Duration = .seconds(10)
    package static let revocationsTrustedMax: Duration = .seconds(15 * 60)
    /// Auth says something at least once a second; a stream that is silent for this long is dead.
    package static let revocationsSilenceMax: Duration = .seconds(4)
    /// Before the first attempt to have a broken stream again; grows to `reconnectPauseMax`.
    package static let revocationsPauseFirst: Duration = .milliseconds(100)
    /// How often revocations are looked through for those that no longer matter.
    package static let revocationsForgetSeconds: Int64 = 60
    /// How long a call may go on in the name of a session, whatever its connection's limits are: longer than an upload
    /// takes. What ended is told for as long, beyond the end of its last token.
    package static let sessionCallSecondsMax: Int64 = 2 * 3600
    /// The longest pause between attempts to reach another service: how late its callers may notice that it is back.
    package static let reconnectPauseMax: Duration = .seconds(2)
    /// A service token is replaced when less than this is left of it.
    package static let serviceTokenMargin: Duration = .seconds(60)
    /// A service asks another one that is silent during a call for a sign of life this often.
    package static let keepaliveInterval: Duration = .seconds(30)
    /// How often the files of certificates and keys are looked at for a change.
    package static let certificateCheckInterval: Duration = .seconds(10)
    package static let reportTimeout: Duration = .seconds(5)
    package static let databaseProbeInterval: Duration = .seconds(2)
    /// The same while the service is not ready yet.
    package static let startProbeInterval: Duration = .milliseconds(250)
    /// A sweep that failed is tried again after this long, or after its interval if that is shorter.
    package static let sweepRetryPause: Duration = .seconds(60)
    /// Entries of a page when the caller does not say, and at most.
    package static let pageSizeDefault = 50
    package static let pageSizeMax = 1_000
    package static let pageTokenBytesMax = 512
    /// Of a list's filter: its length, its comparisons, how deep its parentheses may be nested, and the `*` of one value.
    package static let filterBytesMax = 2_048
    package static let filterTermsMax = 50
    package static let filterDepthMax = 10
    package static let filterWildcardsMax = 2
    /// Streams that anybody may open and leave open, of a server; one more is RESOURCE_EXHAUSTED. Few, so that they can't
    /// take the places of calls (`ServerLimits.callsMax`).
    package static let healthWatchersMax = 256
    package static let reflectionStreamsMax = 64
    /// How long a stream of reflection may be without a request; then it is DEADLINE_EXCEEDED.
    package static let reflectionIdleMax: Duration = .seconds(60)
    /// Tenants of which a service remembers that they exist.
    package static let knownTenantsMax = 10_000
    /// As much of a name is repeated in the error that says that it names nothing.
    package static let quotedNameCharactersMax = 200
    /// Of each text of an audit event; longer ones are cut.
    package static let auditTextBytesMax = 2_000
    /// Audit events that are carried to auth at once: a message of some 1.5 MB at most.
    package static let auditBatchMax = 100
    /// How often an empty outbox is looked at.
    package static let auditPollInterval: Duration = .milliseconds(500)
    /// The longest pause between attempts while auth or the database is away.
    package static let auditRetryPauseMax: Duration = .seconds(5)
    /// A batch is claimed for this long: longer than sending it takes, `authTimeout` for each of the messages that it takes
    /// to find one that auth refuses.
    package static let auditClaimSeconds = 60.0
    /// An event that auth refused waits this long for its next turn, and twice as long after each further one.
    package static let auditRefusedPauseSeconds = 300.0
    package static let auditRefusedPauseSecondsMax = 86_400.0
    /// Calls of one subject that policy refuses and of which each leaves an event, in one window and replica; the others
    /// are counted in one event.
    package static let auditDenialsMax = 10
    package static let auditDenialsWindow: Duration = .seconds(60)
    /// Subjects that are remembered within a window.
    package static let auditDenialSubjectsMax = 1_000
    /// Such events that wait to be written.
    package static let auditDenialsWaitingMax = 1_000
    /// What a client says about itself, as far as it is kept.
    package static let userAgentCharactersMax = 200

    /// What a service grants to its clients.
    package static var server: ServerLimits {
        var limits = ServerLimits()
        limits.pingIntervalSecondsMin = Int(ChannelConfiguration.keepaliveIntervalMin.components.seconds)
        return limits
    }

    /// What a stop may take beyond the grace of its calls.
    package static var cancelledHandlersGrace: Duration { server.cancelledHandlersGrace }

    /// What a service demands of those that it calls.
    package static var channel: ChannelConfiguration {
        var configuration = ChannelConfiguration()
        configuration.backoffMax = reconnectPauseMax
        configuration.keepaliveInterval = keepaliveInterval
        return configuration
    }
}
