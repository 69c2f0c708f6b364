import RPC
import ServiceKit
import Synchronization
import Testing

@Suite struct ServiceTokenSourceTests {
    private final class Issuer: Sendable {
        let count = Mutex(0)
        let fails = Mutex(false)
        let time = Mutex(ContinuousClock.now)

        func source() -> ServiceTokenSource {
            ServiceTokenSource(now: { self.time.withLock { $0 } }) { () async throws(RPCError) in
                if self.fails.withLock({ $0 }) { throw RPCError(.unavailable, "down") }
                let number = self.count.withLock { count in
                    count += 1
                    return count
                }
                return ServiceTokenSource.IssuedToken(token: "token-\(number)", lifetime: .seconds(300))
            }
        }
    }

    private let issuer = Issuer()

    @Test func `a token is kept while much of its life is left`() async throws {
        let source = issuer.source()
        #expect(try await source.token() == "token-1")
        issuer.time.withLock { $0 += .seconds(239) }
        #expect(try await source.token() == "token-1")
        #expect(issuer.count.withLock { $0 } == 1)
    }

    @Test func `near its end the old one serves while the next is fetched`() async throws {
        let source = issuer.source()
        _ = try await source.token()
        issuer.time.withLock { $0 += .seconds(241) }
        #expect(try await source.token() == "token-1")
        issuer.time.withLock { $0 += .seconds(300) }
        #expect(try await source.token() != "token-1")
    }

    @Test func `a failure is told, and the next caller tries again`() async throws {
        let source = issuer.source()
        issuer.fails.withLock { $0 = true }
        let error = await #expect(throws: RPCError.self) { try await source.token() }
        #expect(error?.code == .unavailable)
        issuer.fails.withLock { $0 = false }
        #expect(try await source.token() == "token-1")
    }

    @Test func `who can do without a token waits for the first, and for none while auth gives none`() async throws {
        let source = issuer.source()
        #expect(await source.tokenIfAvailable() == "token-1")
        issuer.time.withLock { $0 += .seconds(301) }
        issuer.fails.withLock { $0 = true }
        #expect(await source.tokenIfAvailable() == nil)
        // From here on nobody waits for an attempt, though attempts go on.
        issuer.fails.withLock { $0 = false }
        #expect(await source.tokenIfAvailable() == nil)
        #expect(try await source.token() == "token-2")
        #expect(await source.tokenIfAvailable() == "token-2")
    }
}
