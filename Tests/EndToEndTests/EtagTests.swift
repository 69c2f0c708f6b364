import Messages
import NIOHTTP1
import RPC
import Testing

/// Changes under the condition that nobody was faster.
@Suite(.timeLimit(.minutes(4))) struct EtagTests {
    @Test func `If-Match stands for the etag of the request or of its resource`() async throws {
        let shared = try await SharedPlatform.get()
        let user: AuthV1.User = try await shared.rest.post(
            "/v1/users",
            AuthV1.User(username: "tagged", roles: ["viewer"], password: "tagged-\(TestPlatform.secretMark)-Passw0rd"))
        #expect(try await rename(user, "one", ifMatch: user.etag).status == 200)
        let stale = try await rename(user, "two", ifMatch: user.etag)
        #expect(stale.status == 412 && stale.text.contains("ABORTED"), "\(stale.text)")
        #expect(stale.text.contains("ETAG_MISMATCH"))
        #expect(try await rename(user, "three", ifMatch: "*").status == 200)

        let disable = try await change("/v1/\(user.name):disable", ifMatch: user.etag)
        #expect(disable.status == 412, "\(disable.text)")
        let unlock = try await change("/v1/\(user.name):unlock", ifMatch: user.etag)
        #expect(unlock.status == 400 && unlock.text.contains("If-Match"), "\(unlock.text)")
    }

    private func rename(_ user: AuthV1.User, _ name: String, ifMatch: String) async throws -> HTTPCaller.Answer {
        try await SharedPlatform.get().rest.caller.call(
            .PATCH, "/v1/\(user.name)", headers: ["content-type": "application/json", "if-match": ifMatch],
            body: Array(#"{"displayName":"\#(name)"}"#.utf8))
    }

    private func change(_ path: String, ifMatch: String) async throws -> HTTPCaller.Answer {
        try await SharedPlatform.get().rest.caller.call(
            .POST, path, headers: ["content-type": "application/json", "if-match": ifMatch], body: Array("{}".utf8))
    }
}
