import RPC
import ServiceKit
import Synchronization
import TestKit
import Testing
import Tokens

@Suite struct TokenAuthenticatorTests {
    @Test func `a token that was believed once is not verified again within the minute`() async throws {
        let tokens = try TestTokens()
        let keys = CountingKeys(tokens.keys)
        let clock = Mutex<Int64>(1500)
        let authenticator = TokenAuthenticator(
            service: .dataset, keys: keys, memory: .withoutRevocations, clock: { clock.withLock { $0 } })
        let token = try tokens.user(["viewer"])
        _ = try await authenticator.caller(of: token)
        _ = try await authenticator.caller(of: token)
        #expect(keys.count.withLock { $0 } == 1)
        clock.withLock { $0 += TokenAuthenticator.rememberedSeconds }
        _ = try await authenticator.caller(of: token)
        #expect(keys.count.withLock { $0 } == 2)
    }

    @Test func `an unknown key is asked for by its name`() async throws {
        let keys = FixedKeys(try TestTokens().keys)
        let authenticator = TokenAuthenticator(
            service: .dataset, keys: keys, memory: .withoutRevocations, clock: { 1500 })
        let foreign = try TestTokens()
        let token = try foreign.user(["viewer"])
        await #expect(throws: RPCError.self) { try await authenticator.caller(of: token) }
        #expect(keys.asked.withLock { $0 } == [foreign.signer.keyID])
    }
}

private final class CountingKeys: KeySource {
    private let set: KeySet
    let count = Mutex(0)

    init(_ set: KeySet) {
        self.set = set
    }

    func keys(for keyID: String?) async throws(RPCError) -> KeySet {
        count.withLock { $0 += 1 }
        return set
    }
}
