import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import TestKit
import Testing
import Tokens

@testable import AuthBackend

@Suite("Users")
struct UserTests {
    private func user(_ name: String, roles: [String] = ["viewer"], password: String = AuthFixture.password)
        -> AuthV1.User
    {
        AuthV1.User(username: name, roles: roles, password: password)
    }

    @Test("a created user can be read, and must choose their own password first")
    func created() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let request = AuthV1.CreateUserRequest(user: user("Vera"))
            let created = try await auth.users.createUser(request, options: auth.bearer(admin.token))
            #expect(created.username == "vera")
            #expect(created.passwordChangeRequired)
            #expect(created.password.isEmpty)
            let read = try await auth.users.getUser(
                AuthV1.GetUserRequest(name: created.name), options: auth.bearer(admin.token))
            #expect(read == created)
            #expect(try await auth.login("vera").passwordChange != nil)
        }
    }

    @Test("the password that an administrator chose is good for a day, as one of a reset is")
    func oneTime() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let request = AuthV1.CreateUserRequest(user: user("vera"))
            _ = try await auth.users.createUser(request, options: auth.bearer(admin.token))
            auth.time.advance(by: AuthLimits.oneTimePasswordSeconds - 1)
            #expect(try await auth.login("vera").passwordChange != nil)
            auth.time.advance(by: 1)
            #expect(try await failure { try await auth.login("vera") }?.message == LoginErrors.passwordExpired.message)
        }
    }

    @Test("bad input names the field")
    func badInput() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            for (user, field) in [
                (user(""), "user.username"), (user("a b"), "user.username"),
                (user(String(repeating: "x", count: 65)), "user.username"),
                (user("x", password: "short"), "user.password"),
                (user("x", roles: []), "user.roles"), (user("x", roles: ["king"]), "user.roles"),
                (user("x", roles: ["service"]), "user.roles"),
                (
                    AuthV1.User(username: "x", tenant: "tenants/y", roles: ["viewer"], password: AuthFixture.password),
                    "user.tenant"
                ),
            ] {
                let refused = try await failure {
                    try await auth.users.createUser(
                        AuthV1.CreateUserRequest(user: user), options: auth.bearer(admin.token))
                }
                #expect(refused?.code == .invalidArgument)
                let details = try refused?.details.first?.unpack(as: GoogleRpc.BadRequest.self)
                #expect(details?.fieldViolations.first?.field == field)
            }
        }
    }

    @Test("a name is taken once, in whatever case")
    func duplicate() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let request = AuthV1.CreateUserRequest(user: user("ADMIN"))
            #expect(
                try await status { try await auth.users.createUser(request, options: auth.bearer(admin.token)) }
                    == .alreadyExists)
        }
    }

    @Test("a name that another tenant's user has is refused in the same words, for names are unique over all tenants")
    func duplicateElsewhere() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            let other = UUID()
            let owner = try await auth.database.connect()
            func refusal() async throws -> RPCError? {
                try await failure {
                    try await auth.users.createUser(
                        AuthV1.CreateUserRequest(user: user("vera")), options: auth.bearer(admin.token))
                }
            }
            let own = try await refusal()
            try await owner.execute(
                "INSERT INTO auth.tenants (tenant_id, display_name, create_time) VALUES (\(other), 'Other', now())")
            for table: SQL in ["auth.users", "auth.login_directory"] {
                try await owner.execute("UPDATE \(table) SET tenant_id = \(other) WHERE username = 'vera'")
            }
            #expect(own?.code == .alreadyExists)
            #expect(try await refusal() == own)
        }
    }

    @Test("a role without the permission is refused, and nobody grants more than they have")
    func permissions() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", roles: ["data_scientist"], by: admin.token)
            let vera = try await need(auth.login("vera").tokens).accessToken
            let request = AuthV1.CreateUserRequest(user: user("x"))
            #expect(
                try await status { try await auth.users.createUser(request, options: auth.bearer(vera)) }
                    == .permissionDenied)
            #expect(
                try await status {
                    try await auth.users.listUsers(AuthV1.ListUsersRequest(), options: auth.bearer(vera))
                }
                    == .permissionDenied)
            #expect(
                try await !auth.users.listRoles(AuthV1.ListRolesRequest(), options: auth.bearer(vera)).roles.isEmpty)

            _ = try await auth.makeUser("tom", roles: ["tenant_admin"], by: admin.token)
            let tom = try await auth.enroll(with: need(auth.login("tom").enrollment).challengeToken)
            let greedy = AuthV1.CreateUserRequest(user: user("y", roles: ["super_admin"]))
            #expect(
                try await status { try await auth.users.createUser(greedy, options: auth.bearer(tom.token)) }
                    == .permissionDenied)
            let modest = AuthV1.CreateUserRequest(user: user("y", roles: ["analyst"]))
            _ = try await auth.users.createUser(modest, options: auth.bearer(tom.token))
        }
    }

    @Test("an administrator's token whose factor is old makes nobody: a new user may have the same roles")
    func stepUp() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            auth.time.advance(by: 30)
            let tokens = try await auth.verify(need(auth.login("admin").mfa), auth.code(admin.secret))
            try await auth.database.connect().execute(
                "UPDATE auth.sessions SET auth_time = auth_time - interval '16 minutes'")
            let old = try await auth.refresh(tokens).accessToken
            let request = AuthV1.CreateUserRequest(user: user("x"))
            let refused = try await failure { try await auth.users.createUser(request, options: auth.bearer(old)) }
            #expect(refused?.reason == "STEP_UP_REQUIRED")
            _ = try await auth.users.createUser(request, options: auth.bearer(admin.token))
        }
    }

    @Test("pages follow each other in the order of names")
    func pages() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            for name in ["d", "b", "c", "e"] {
                let request = AuthV1.CreateUserRequest(user: user(name))
                _ = try await auth.users.createUser(request, options: auth.bearer(admin.token))
            }
            var names: [String] = []
            var request = AuthV1.ListUsersRequest(pageSize: 2)
            repeat {
                let page = try await auth.users.listUsers(request, options: auth.bearer(admin.token))
                #expect(page.users.count <= 2)
                names += page.users.map(\.username)
                request.pageToken = page.nextPageToken
            } while !request.pageToken.isEmpty
            #expect(names == ["admin", "b", "c", "d", "e"])
            for bad in [AuthV1.ListUsersRequest(pageSize: -1), AuthV1.ListUsersRequest(pageToken: "=")] {
                #expect(
                    try await status { try await auth.users.listUsers(bad, options: auth.bearer(admin.token)) }
                        == .invalidArgument)
            }
        }
    }

    @Test("users of another tenant, malformed ids and unknown ids do not exist")
    func notFound() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let stranger = try await auth.makeStranger()
            for name in ["users/\(stranger)", "users/x", "users/", "", "users/\(UUID().uuidString)"] {
                let request = AuthV1.GetUserRequest(name: name)
                #expect(
                    try await status { try await auth.users.getUser(request, options: auth.bearer(admin.token)) }
                        == .notFound)
            }
            let page = try await auth.users.listUsers(AuthV1.ListUsersRequest(), options: auth.bearer(admin.token))
            #expect(page.users.map(\.username) == ["admin"])
        }
    }

    @Test("the roles are those of the table")
    func roles() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let roles = try await auth.users.listRoles(AuthV1.ListRolesRequest(), options: auth.bearer(admin.token))
                .roles
            let names = Role.allCases.map { "roles/\($0.rawValue)" } + ["roles/service"]
            #expect(Set(roles.map(\.name)) == Set(names))
            #expect(roles.filter(\.requiresMfa).map(\.name) == ["roles/super_admin", "roles/tenant_admin"])
            for role in roles {
                let request = AuthV1.GetRoleRequest(name: role.name)
                #expect(try await auth.users.getRole(request, options: auth.bearer(admin.token)) == role)
            }
            for name in ["roles/king", "viewer", ""] {
                let request = AuthV1.GetRoleRequest(name: name)
                #expect(
                    try await status { try await auth.users.getRole(request, options: auth.bearer(admin.token)) }
                        == .notFound)
            }
        }
    }
}

extension AuthFixture {
    /// A user of another tenant, put straight into the database.
    fileprivate func makeStranger() async throws -> String {
        let owner = try await database.connect()
        let (tenant, user) = (UUID(), UUID())
        try await owner.execute(
            "INSERT INTO auth.tenants (tenant_id, display_name, create_time) VALUES (\(tenant), 'Other', now())")
        try await owner.execute(
            """
            INSERT INTO auth.users (tenant_id, user_id, username, display_name, roles, password_hash,
                password_change_required, create_time)
            VALUES (\(tenant), \(user), 'stranger', '', '{viewer}', '', false, now())
            """)
        return user.uuidString.lowercased()
    }
}
