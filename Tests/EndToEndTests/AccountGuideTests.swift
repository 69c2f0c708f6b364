import Messages
import NIOHTTP1
import RPC
import Testing

/// What `services/auth/README.md` says to type, in its order.
@Suite(.timeLimit(.minutes(4))) struct AccountGuideTests {
    private func say(
        _ method: HTTPMethod, _ path: String, _ headers: HTTPHeaders = [:], body: String? = nil,
        expecting status: Int = 200, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> HTTPCaller.Answer {
        var headers = headers
        if body != nil { headers.add(name: "content-type", value: "application/json") }
        let answer = try await SharedPlatform.get().rest.caller.call(
            method, "/v1/\(path)", headers: headers, body: body.map { Array($0.utf8) })
        #expect(answer.status == status, "\(path): \(answer.text)", sourceLocation: sourceLocation)
        return answer
    }

    private func member(_ name: String, of answer: HTTPCaller.Answer) throws -> String {
        let member = try Regex("\"\(name)\":\"([^\"]+)\"")
        return String(try #require(answer.text.firstMatch(of: member)?.output[1].substring))
    }

    @Test func `users, sessions, keys, tenants and the audit trail`() async throws {
        let ida = try await say(
            .POST, "users", body: #"{"username": "ida", "roles": ["analyst"], "password": "one that she changes"}"#)
        let name = try member("name", of: ida)
        let filter = "state%3DACTIVE%20AND%20roles%3Aanalyst%20AND%20displayName%3D%22%22"
        let found = try await say(.GET, "users?filter=\(filter)")
        #expect(found.text.contains(name))

        let read = try await say(.GET, name)
        let etag = try #require(read.headers["etag"].first)
        _ = try await say(.GET, name, ["if-none-match": etag], expecting: 304)
        _ = try await say(.PATCH, name, ["if-match": etag], body: #"{"displayName": "Ida"}"#)
        _ = try await say(.PATCH, name, ["if-match": etag], body: #"{"displayName": "I"}"#, expecting: 412)
        _ = try await say(.PATCH, "\(name)?updateMask=display_name", body: #"{"displayName": "Ida"}"#)
        _ = try await say(.POST, "\(name):setRoles", body: #"{"roles": ["viewer"]}"#)
        #expect(try await say(.GET, "users/me/sessions").text.contains("/sessions/"))

        let made = try await say(
            .POST, "users/me/apiKeys", body: #"{"displayName": "nightly", "scopes": ["datasets.read"]}"#)
        let anonymous = try await SharedPlatform.get().anonymous.caller
        let datasets = try await anonymous.call(
            .GET, "/v1/datasets", headers: ["x-api-key": try member("key", of: made)])
        #expect(datasets.status == 200, "\(datasets.text)")

        let acme = #"{"displayName": "Acme"}"#
        let tenant = try member("name", of: try await say(.POST, "tenants", ["idempotency-key": "acme"], body: acme))
        let again = try await say(.POST, "tenants", ["idempotency-key": "acme"], body: acme)
        #expect(try member("name", of: again) == tenant)
        let first = #"{"username": "acme.admin", "roles": ["tenant_admin"], "password": "one that he changes"}"#
        #expect(try member("tenant", of: try await say(.POST, "users", ["x-tenant": tenant], body: first)) == tenant)

        #expect(try await say(.GET, "auditEvents?filter=action%3D%22auth.login%22").text.contains("auth.login"))
        #expect(try await say(.POST, "auditEvents:verify", body: "{}").text.contains("head"))
    }
}
