import FoundationEssentials
import RPC
import Synchronization

/// The tokens that were verified, and what is known to have ended before its tokens did.
///
/// One lock guards both: a token is remembered only while nothing that it names is revoked, and a revocation takes the
/// tokens that name it out of the memory. So what is found here needs no second look, and no token that was being
/// verified while its session ended slips in.
package final class TokenMemory: Sendable {
    package typealias Caller = TokenAuthenticator.Caller

    /// How recent the knowledge of revocations must be for a call.
    package enum Need: Sendable {
        /// As good as it gets while auth is away for a time.
        case trusted
        /// For what must not be done in the name of somebody who was just locked out.
        case fresh
    }

    private final class Remembered: Sendable {
        let caller: Caller
        let keyID: String
        let until: Int64

        init(caller: Caller, keyID: String, until: Int64) {
            self.caller = caller
            self.keyID = keyID
            self.until = until
        }
    }

    private struct State {
        var remembered: [TokenText: Remembered] = [:]
        /// With the second after which each may be forgotten.
        var sessions: [String: Int64] = [:]
        var keys: [String: Int64] = [:]
        var running = RunningCalls()
        /// When we last knew all there was to know; nil until the first time.
        var informed: ContinuousClock.Instant?
        var forgetAt: Int64 = 0
    }

    private let state = Mutex(State())
    private let firstNews = Bell()
    private let clock: @Sendable () -> Int64
    private let now: @Sendable () -> ContinuousClock.Instant

    package init(
        clock: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) },
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.clock = clock
        self.now = now
    }

    /// Takes in what ended.
    /// - Parameters:
    ///   - isComplete: whether that is all there was to tell.
    ///   - instant: when that was so; now unless given.
    package func apply(_ news: [Revocation], isComplete: Bool, at instant: ContinuousClock.Instant? = nil) {
        let time = clock()
        let instant = instant ?? now()
        let ended = state.withLock { state in
            let ended = Self.add(news, to: &state, at: time)
            if isComplete { state.informed = instant }
            return ended
        }
        if isComplete { firstNews.ring() }
        for call in ended.revoked { call.end(Self.revoked) }
        for call in ended.overdue { call.end(Self.overdue) }
    }

    /// Has a call that may last end when its session does, or the key of its token. Calls of services have no session:
    /// they go on, for by one of them a service hears that a key ended.
    func hold(_ context: ServerContext, of caller: Caller) throws(RPCError) {
        let session = caller.principal.sessionID
        guard !session.isEmpty else { return }
        let end = clock() + ServiceLimits.sessionCallSecondsMax
        let isRevoked = state.withLock { state in
            // It may have ended since the token was looked at.
            if state.sessions[session] != nil || state.keys[caller.keyID] != nil { return true }
            state.running.add(context, session: session, keyID: caller.keyID, end: end)
            return false
        }
        if isRevoked { throw Self.revoked }
        context.whenEnded { [weak self, id = ObjectIdentifier(context)] in
            self?.state.withLock { $0.running.remove(id, session: session) }
        }
    }

    /// For tests: how many calls would be ended by revocations.
    var runningCount: Int { state.withLock { $0.running.count } }

    /// Calls that are to be ended by somebody who does not hold the lock.
    private struct Ended {
        var revoked: [ServerContext] = []
        var overdue: [ServerContext] = []
    }

    private static func add(_ news: [Revocation], to state: inout State, at time: Int64) -> Ended {
        var ended = Ended()
        if time >= state.forgetAt {
            state.sessions = state.sessions.filter { $0.value > time }
            state.keys = state.keys.filter { $0.value > time }
            ended.overdue = state.running.takeOverdue(at: time)
            state.forgetAt = time + ServiceLimits.revocationsForgetSeconds
        }
        guard !news.isEmpty else { return ended }
        var sessions: Set<String> = []
        var keys: Set<String> = []
        for revocation in news {
            switch revocation.subject {
            case .session(let id):
                state.sessions[id] = max(state.sessions[id] ?? 0, revocation.expiresAt)
                sessions.insert(id)
            case .key(let id):
                state.keys[id] = max(state.keys[id] ?? 0, revocation.expiresAt)
                keys.insert(id)
            }
        }
        state.remembered = state.remembered.filter { _, known in
            !sessions.contains(known.caller.principal.sessionID) && !keys.contains(known.keyID)
        }
        ended.revoked = state.running.take(sessions: sessions, keys: keys)
        return ended
    }

    /// The caller of a token that was shown in this text, and verified, within the last minute.
    func recall(_ shown: String, at time: Int64, _ need: Need) throws(RPCError) -> Caller? {
        let (known, informed) = state.withLock { ($0.remembered[TokenText(shown)], $0.informed) }
        guard let known, time < known.until else { return nil }
        try check(informed, need)
        return known.caller
    }

    /// Lets a caller in whose token was found right, and remembers it.
    /// - Parameter waits: Whether to wait for the first knowledge of revocations, which comes soon after the start.
    func admit(
        _ caller: Caller, shownAs shown: String, keyID: String, at time: Int64, _ need: Need, waits: Bool
    ) async throws(RPCError) {
        if waits { await waitForFirstNews() }
        let (isRevoked, informed) = state.withLock { state in
            let isRevoked = state.keys[keyID] != nil || state.sessions[caller.principal.sessionID] != nil
            if isRevoked { return (true, state.informed) }
            guard state.informed != nil else { return (false, nil) }
            if state.remembered.count >= TokenAuthenticator.rememberedMax {
                state.remembered.removeAll(keepingCapacity: true)
            }
            state.remembered[TokenText(shown)] = Remembered(
                caller: caller, keyID: keyID,
                until: min(time + TokenAuthenticator.rememberedSeconds, caller.expiresAt))
            return (false, state.informed)
        }
        if isRevoked { throw Self.revoked }
        try check(informed, need)
    }

    static let revoked = Refusal.unauthenticated(
        "The access token is not accepted: it was revoked.", reason: Refusal.tokenRevoked)

    private static let overdue = Refusal.unauthenticated(
        "The call has gone on for too long; make it again with a new token.", reason: "TOKEN_EXPIRED")

    private func waitForFirstNews() async {
        let rings = firstNews.rings
        guard state.withLock({ $0.informed == nil }) else { return }
        await firstNews.wait(after: rings, atMost: ServiceLimits.authTimeout)
    }

    /// Fails closed when nothing was heard for too long.
    private func check(_ informed: ContinuousClock.Instant?, _ need: Need) throws(RPCError) {
        guard let informed else {
            throw Refusal.unavailable(
                "It is not known yet which sessions have ended; try again.", reason: "REVOCATIONS_UNKNOWN")
        }
        let age = now() - informed
        let limit = need == .fresh ? ServiceLimits.revocationsFreshMax : ServiceLimits.revocationsTrustedMax
        guard age <= limit else {
            throw Refusal.unavailable(
                "It has not been known for \(age.components.seconds) seconds which sessions have ended; try again.",
                reason: "REVOCATIONS_STALE")
        }
    }

    /// For tests: calls look a session up only together with its token.
    func isRevoked(sessionID: String) -> Bool { state.withLock { $0.sessions[sessionID] != nil } }

    package func isRevoked(keyID: String) -> Bool { state.withLock { $0.keys[keyID] != nil } }

    /// Whether a token with these ties is known to have ended before its time: it need not be shown to anybody.
    package func hasEnded(_ ties: TokenTies) -> Bool {
        state.withLock { $0.sessions[ties.sessionID] != nil || $0.keys[ties.keyID] != nil }
    }

    /// For metrics: how long ago we knew all; nil before the first time.
    package var age: Duration? {
        let now = now()
        return state.withLock { $0.informed }.map { now - $0 }
    }
}

/// The text that a token was shown in as the key of a dictionary: equal when all of it is, hashed by the end of the
/// signature alone. It is some 600 bytes long, and a signature is as good as random; tokens that nobody signed never get
/// into the dictionary.
private struct TokenText: Hashable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    func hash(into hasher: inout Hasher) {
        let bytes = text.utf8.span
        var word: UInt64 = 0
        for index in max(bytes.count - 8, 0)..<bytes.count { word = word << 8 | UInt64(bytes[index]) }
        hasher.combine(word)
    }
}
