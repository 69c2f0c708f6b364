import RPC
import ServiceKit
import Synchronization
import Testing
import Tokens

@Suite struct KeyCacheTests {
    /// Auth as the cache sees it: what it answers, and how often it was asked.
    private final class Auth: Sendable {
        let answer: Mutex<Result<KeySet, RPCError>>
        let asked = Mutex(0)
        let time = Mutex(ContinuousClock.now)

        init(_ keys: KeySet) {
            answer = Mutex(.success(keys))
        }

        func cache() -> KeyCache {
            KeyCache(now: { self.time.withLock { $0 } }) { () async throws(RPCError) in
                self.asked.withLock { $0 += 1 }
                return try self.answer.withLock { $0 }.get()
            }
        }

        func pass(_ duration: Duration) {
            time.withLock { $0 += duration }
        }

        func fail() {
            answer.withLock { $0 = .failure(RPCError(.unavailable, "down")) }
        }

        var askedCount: Int { asked.withLock { $0 } }
    }

    private let tokens: TestTokens
    private let auth: Auth

    init() throws {
        tokens = try TestTokens()
        auth = Auth(tokens.keys)
    }

    private var known: String { tokens.signer.keyID }

    @Test func `keys are read once while they are fresh`() async throws {
        let cache = auth.cache()
        for _ in 0..<3 { #expect(try await cache.keys(for: known).contains(known)) }
        #expect(auth.askedCount == 1)
    }

    @Test func `an unknown key is looked for, but not at the pace of whoever sends it`() async throws {
        let cache = auth.cache()
        _ = try await cache.keys(for: known)
        auth.pass(ServiceLimits.keysUnknownInterval)
        for _ in 0..<5 { #expect(try await !cache.keys(for: "forged").contains("forged")) }
        #expect(auth.askedCount == 2)
    }

    @Test func `a rotated key is found`() async throws {
        let cache = auth.cache()
        _ = try await cache.keys(for: known)
        let next = try TestTokens()
        auth.answer.withLock { $0 = .success(next.keys) }
        auth.pass(ServiceLimits.keysUnknownInterval)
        #expect(try await cache.keys(for: next.signer.keyID).contains(next.signer.keyID))
    }

    @Test func `old keys serve while auth is down, for a time`() async throws {
        let cache = auth.cache()
        _ = try await cache.keys(for: known)
        auth.fail()
        auth.pass(ServiceLimits.keysTrustedMax - .seconds(1))
        #expect(try await cache.keys(for: known).contains(known))
        auth.pass(.seconds(10))
        await #expect(throws: RPCError.self) { try await cache.keys(for: known) }
    }

    @Test func `without any keys callers learn that auth is unavailable`() async {
        auth.fail()
        let error = await #expect(throws: RPCError.self) { try await auth.cache().keys(for: known) }
        #expect(error?.code == .unavailable)
    }

    @Test func `callers that come together share one request`() async throws {
        let cache = auth.cache()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<16 { group.addTask { _ = try await cache.keys(for: nil) } }
            try await group.waitForAll()
        }
        #expect(auth.askedCount == 1)
    }
}
