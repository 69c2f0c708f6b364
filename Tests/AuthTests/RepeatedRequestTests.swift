import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@testable import AuthBackend

@Suite("Requests that are sent twice")
struct RepeatedRequestTests {
    private static let id = "5c3f0a5e-0b6a-4bb4-9d9d-0d4d5f7d9a11"

    private func request(_ name: String, id: String = id, password: String = AuthFixture.password)
        -> AuthV1.CreateUserRequest
    {
        AuthV1.CreateUserRequest(
            user: AuthV1.User(username: name, roles: ["viewer"], password: password), requestId: id)
    }

    @Test("the same id and request give the same user, side by side and on two replicas")
    func same() async throws {
        try await withAuth(replicas: 2) { auth in
            let admin = try await auth.makeAdmin().token
            let request = request("vera")
            let made = try await withThrowingTaskGroup(of: AuthV1.User.self) { group in
                for index in 0..<6 {
                    group.addTask {
                        try await auth.userReplica(index % 2).createUser(request, options: auth.bearer(admin))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(made.map(\.name)).count == 1)
            #expect(made.allSatisfy { $0 == made[0] })
            #expect(try await auth.auditEvents("users.create").count == 1)
        }
    }

    @Test("the same id with another request, method or tenant is refused; without an id a name is just taken")
    func other() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let tenant = try await auth.makeTenant("Other", by: admin)
            let options = auth.bearer(admin)
            _ = try await auth.users.createUser(request("vera"), options: options)
            for refused in [
                try await failure { try await auth.users.createUser(request("olga"), options: options) },
                try await failure {
                    try await auth.users.createUser(request("vera"), options: auth.bearer(admin, in: tenant.name))
                },
                try await failure {
                    try await auth.tenants.createTenant(
                        AuthV1.CreateTenantRequest(tenant: AuthV1.Tenant(displayName: "X"), requestId: Self.id),
                        options: options)
                },
                try await failure { try await auth.users.createUser(request("x", id: "not a uuid"), options: options) },
            ] {
                #expect(refused?.code == .invalidArgument)
                #expect(refused?.fields == ["request_id"])
            }
            #expect(
                try await status { try await auth.users.createUser(request("vera", id: ""), options: options) }
                    == .alreadyExists)
        }
    }

    @Test("an id is one user's own")
    func perUser() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let second = try await auth.makeAdmin("second").token
            _ = try await auth.users.createUser(request("vera"), options: auth.bearer(admin))
            #expect(
                try await auth.users.createUser(request("olga"), options: auth.bearer(second)).username == "olga")
        }
    }

    @Test("a request that failed may be sent again with the same id")
    func afterFailure() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            #expect(
                try await status { try await auth.users.createUser(request("admin"), options: auth.bearer(admin)) }
                    == .alreadyExists)
            _ = try await auth.users.createUser(request("vera"), options: auth.bearer(admin))
        }
    }

    @Test("an id is kept for 24 hours, then swept, and its hash is not of the password")
    func retention() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let caller = try await auth.users.getMe(AuthV1.GetMeRequest(), options: auth.bearer(admin))
            _ = try await auth.users.createUser(request("vera"), options: auth.bearer(admin))
            // Another password is the same request: nothing about it is kept.
            _ = try await auth.users.createUser(
                request("vera", password: "something else entirely"), options: auth.bearer(admin))
            let sweep = TenantSweep(pool: try auth.pool, clock: auth.time.clock)
            let owner = try await auth.database.connect()
            auth.time.advance(by: AuthLimits.requestRetentionSeconds - 1)
            _ = try await sweep.run()
            #expect(try await owner.query("SELECT 1 FROM auth.requests").count == 1)
            auth.time.advance(by: 1)
            // Too old, even before it is swept.
            let user = try ResourceName.id(caller.name, in: "users")
            let tenant = AdminBootstrap.defaultTenant
            let repeated = try await (auth.pool).withTransaction(tenant: tenant.text) { connection in
                let again = try need(
                    RepeatableRequest(
                        id: Self.id, method: "CreateUser", message: AuthV1.User(username: "new"), user: user,
                        tenant: tenant))
                return try await again.book(making: UUID(), at: auth.time.clock.date, on: connection)
            }
            #expect(repeated == nil)
            auth.time.advance(by: AuthLimits.requestRetentionSeconds)
            #expect(try await sweep.run() == 1)
            #expect(try await owner.query("SELECT 1 FROM auth.requests").isEmpty)
        }
    }
}
