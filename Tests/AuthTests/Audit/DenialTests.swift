import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@testable import AuthBackend

@Suite("Audit of calls that policy refuses", .timeLimit(.minutes(5)))
struct DenialTests {
    private func create(_ auth: AuthFixture, _ options: CallOptions) async throws -> RPCError? {
        let user = AuthV1.User(username: "x", roles: ["viewer"], password: AuthFixture.password)
        return try await failure {
            try await auth.users.createUser(AuthV1.CreateUserRequest(user: user), options: options)
        }
    }

    /// As `auditEvents`, of which the last may not be in the outbox yet.
    private func denied(_ count: Int, _ auth: AuthFixture) async throws -> [AuthV1.AuditEvent] {
        try await eventually { try await auth.auditEvents("access.denied").count >= count }
        return try await auth.auditEvents("access.denied")
    }

    @Test("a viewer who tries to make a user leaves one event, and none by reading what they may not")
    func viewer() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUser("vera", by: admin.token)
            let token = try await need(auth.login("vera").tokens).accessToken
            let listing = try await status {
                try await auth.users.listUsers(AuthV1.ListUsersRequest(), options: auth.bearer(token))
            }
            #expect(listing == .permissionDenied)
            #expect(try await create(auth, auth.bearer(token))?.reason == "PERMISSION_MISSING")
            let events = try await denied(1, auth)
            #expect(events.count == 1)
            let event = try #require(events.first)
            #expect(event.resource == "/pynomaly.auth.v1.UserService/CreateUser" && event.result == .denied)
            #expect(event.detail == "PERMISSION_MISSING: This needs the permission users.write.")
            #expect(event.actor == vera.name && event.actorUsername == "vera" && !event.sessionId.isEmpty)
        }
    }

    @Test("a key where a person is required, and another tenant than one's own, leave an event in one's own tenant")
    func otherReasons() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let tenant = try await auth.makeTenant("Other", by: admin.token)
            let (_, tom) = try await auth.makeTenantAdmin("tom", of: tenant, by: admin.token)
            let key = try await auth.makeKey(by: admin.token)
            let keyToken = try await auth.exchange(key.key).accessToken
            #expect(try await create(auth, auth.bearer(keyToken))?.reason == "PERSON_REQUIRED")
            let home = try await auth.tenant(of: admin)
            #expect(
                try await create(auth, auth.bearer(tom.token, in: "tenants/\(home.text)"))?.reason
                    == "TENANT_NOT_ACCEPTED")
            _ = try await denied(2, auth)
            func details(_ token: String) async throws -> [String] {
                try await auth.events("action = access.denied", options: auth.bearer(token)).map {
                    String($0.detail.prefix { $0 != ":" })
                }
            }
            #expect(try await details(admin.token) == ["PERSON_REQUIRED"])
            #expect(try await details(tom.token) == ["TENANT_NOT_ACCEPTED"])
        }
    }

    @Test("a flood leaves a bounded number, and a count of the rest at the latest when the service stops")
    func flood() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            let options = auth.bearer(try await need(auth.login("vera").tokens).accessToken)
            for _ in 0..<ServiceLimits.auditDenialsMax + 7 {
                #expect(try await create(auth, options)?.code == .permissionDenied)
            }
            #expect(try await denied(ServiceLimits.auditDenialsMax, auth).count == ServiceLimits.auditDenialsMax)
            await auth.stop(replica: 0)
            _ = try await auth.base.start()
            let all = try await denied(ServiceLimits.auditDenialsMax + 1, auth)
            #expect(all.count == ServiceLimits.auditDenialsMax + 1)
            #expect(
                all.filter(\.resource.isEmpty).map(\.detail)
                    == ["7 more within a minute: /pynomaly.auth.v1.UserService/CreateUser 7"])
        }
    }
}
