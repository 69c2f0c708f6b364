import Crypto
import RPC
import Testing
import Tokens

@testable import AuthBackend

@Suite("The published key set in caches")
struct KeySetCachingTests {
    private func key() throws -> JSONWebKey { JSONWebKey(try Ed25519PrivateKey().publicKey) }

    @Test("the tag changes with the keys, and with nothing else")
    func tag() throws {
        let (first, second) = (try key(), try key())
        let tag = KeySetCaching.metadata([first])["etag"]
        #expect(tag != nil && KeySetCaching.metadata([first])["etag"] == tag)
        #expect(KeySetCaching.metadata([first, second])["etag"] != tag)
        #expect(KeySetCaching.metadata([second])["etag"] != tag)
    }

    @Test("a key is published for longer than caches keep the set without it")
    func age() throws {
        #expect(KeySetCaching.metadata([try key()])["cache-control"] == "public, max-age=60")
        #expect(Int64(AuthLimits.keySetSecondsMax) < AuthLimits.signingKeyLeadSeconds)
    }
}
