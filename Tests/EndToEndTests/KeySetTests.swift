import NIOHTTP1
import Testing

/// The public keys, as those who verify tokens elsewhere read them.
@Suite(.timeLimit(.minutes(4))) struct KeySetTests {
    @Test func `the key set may be kept for a minute, and is not sent again to who has it`() async throws {
        let caller = try await SharedPlatform.get().anonymous.caller
        let first = try await caller.call(.GET, "/.well-known/jwks.json")
        #expect(first.status == 200 && first.text.contains("\"kty\":\"OKP\""))
        #expect(first.headers["cache-control"] == ["public, max-age=60"])
        let tag = try #require(first.headers.first(name: "etag"))
        let again = try await caller.call(.GET, "/.well-known/jwks.json", headers: ["if-none-match": tag])
        #expect(again.status == 304 && again.body.isEmpty)
        #expect(again.headers["etag"] == [tag] && again.headers["cache-control"] == ["public, max-age=60"])
        let older = try await caller.call(.GET, "/.well-known/jwks.json", headers: ["if-none-match": "\"older\""])
        #expect(older.status == 200 && older.body == first.body)
    }
}
