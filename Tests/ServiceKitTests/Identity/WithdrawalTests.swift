import RPC
import ServiceKit
import Synchronization
import Testing
import Tokens

/// What happens to keys and to our own token when auth withdraws a key.
@Suite struct WithdrawalTests {
    @Test func `a withdrawn key leaves the set and does not come back with a late answer`() async throws {
        let tokens = try TestTokens()
        let asked = Mutex(0)
        let cache = KeyCache { () async throws(RPCError) in
            asked.withLock { $0 += 1 }
            return tokens.keys
        }
        let keyID = tokens.signer.keyID
        #expect(try await cache.keys(for: keyID).contains(keyID))
        cache.withdraw(keyID)
        #expect(try await !cache.keys(for: keyID).contains(keyID))
        #expect(asked.withLock { $0 } == 2)
    }

    @Test func `its successor is asked for at once, however lately auth was asked`() async throws {
        let old = try TestTokens()
        let new = try TestTokens()
        let answer = Mutex(old.keys)
        let cache = KeyCache { () async throws(RPCError) in answer.withLock { $0 } }
        #expect(try await !cache.keys(for: new.signer.keyID).contains(new.signer.keyID))
        answer.withLock { $0 = new.keys }
        cache.withdraw(old.signer.keyID)
        #expect(try await cache.keys(for: new.signer.keyID).contains(new.signer.keyID))
    }

    @Test func `a token that was told to be forgotten is not used again`() async throws {
        let count = Mutex(0)
        let source = ServiceTokenSource { () async throws(RPCError) in
            let number = count.withLock { count in
                count += 1
                return count
            }
            return ServiceTokenSource.IssuedToken(token: "token-\(number)", lifetime: .seconds(300))
        }
        #expect(try await source.token() == "token-1")
        source.forget()
        #expect(try await source.token() == "token-2")
    }

    @Test func `a revoked key is withdrawn from the identity, a revoked session is not a key`() async throws {
        let tokens = try TestTokens()
        let cache = KeyCache { () async throws(RPCError) in tokens.keys }
        let forgotten = Mutex(0)
        let identity = ServiceIdentity(
            keys: cache, token: { _ async throws(RPCError) in "" }, forgetTokens: { forgotten.withLock { $0 += 1 } })
        let keyID = tokens.signer.keyID
        identity.apply([Revocation(.session(keyID), expiresAt: .max)], isComplete: true)
        #expect(try await identity.keys(for: keyID).contains(keyID))
        #expect(forgotten.withLock { $0 } == 0)
        identity.apply([Revocation(.key(keyID), expiresAt: .max)], isComplete: true)
        #expect(try await !identity.keys(for: keyID).contains(keyID))
        #expect(forgotten.withLock { $0 } == 1)
    }
}
