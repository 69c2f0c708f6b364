import API
import FoundationEssentials
import Messages
import RPC
import TestKit
import Testing

@testable import AuthBackend

@Suite("Lists of users")
struct UserListTests {
    @Test("a filter chooses by each of its fields, over pages")
    func filters() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            for (name, roles) in [("ada", ["viewer"]), ("bob", ["analyst", "viewer"]), ("adam", ["analyst"])] {
                let user = AuthV1.User(
                    username: name, displayName: "\(name) of The Lab", roles: roles, password: AuthFixture.password)
                _ = try await auth.users.createUser(
                    AuthV1.CreateUserRequest(user: user), options: auth.bearer(admin))
                auth.time.advance(by: 1)
            }
            let bob = try await need(
                auth.users.listUsers(AuthV1.ListUsersRequest(filter: "username=bob"), options: auth.bearer(admin))
                    .users.first)
            _ = try await auth.disable(bob, by: admin)
            let time = Date(timeIntervalSince1970: Double(auth.time.seconds - 3)).formatted(Date.ISO8601FormatStyle())
            for (filter, names) in [
                ("", ["ada", "adam", "admin", "bob"]), ("username = ad*", ["ada", "adam", "admin"]),
                ("username = \"ad*\" AND NOT username = admin", ["ada", "adam"]), ("roles:analyst", ["adam", "bob"]),
                ("roles:analyst AND -roles:viewer", ["adam"]), ("state = DISABLED", ["bob"]),
                ("state != DISABLED username:da", ["ada", "adam"]), ("mfa_enrolled = true", ["admin"]),
                ("display_name : \"the lab\"", ["ada", "adam", "bob"]), ("create_time > \(time)", ["adam", "bob"]),
                ("create_time <= \(time) OR roles:analyst", ["ada", "adam", "admin", "bob"]),
                ("last_login_time:*", ["admin"]), ("username = \"x' OR true --\"", []),
            ] {
                var found: [String] = []
                var request = AuthV1.ListUsersRequest(pageSize: 1, filter: filter)
                repeat {
                    let page = try await auth.users.listUsers(request, options: auth.bearer(admin))
                    found += page.users.map(\.username)
                    request.pageToken = page.nextPageToken
                } while !request.pageToken.isEmpty
                #expect(found == names, "\(filter)")
            }
            for filter in ["password_hash = x", "username", "state = GONE", "tenant_id = x"] {
                let refused = try await failure {
                    try await auth.users.listUsers(
                        AuthV1.ListUsersRequest(filter: filter), options: auth.bearer(admin))
                }
                #expect(refused?.code == .invalidArgument)
                #expect(refused?.fields == ["filter"])
            }
        }
    }
}
