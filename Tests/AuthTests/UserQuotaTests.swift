import API
import Messages
import RPC
import TestKit
import Testing

@testable import AuthBackend

@Suite("How many users a tenant may have")
struct UserQuotaTests {
    private func create(_ name: String, _ auth: AuthFixture, _ options: CallOptions) async throws -> AuthV1.User {
        let user = AuthV1.User(username: name, roles: ["viewer"], password: AuthFixture.password)
        return try await auth.users.createUser(AuthV1.CreateUserRequest(user: user), options: options)
    }

    @Test("as many as the quota, deleted ones not counted, and no more")
    func limit() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let tenant = try await auth.makeTenant("Small", usersMax: 2, by: admin)
            let options = auth.bearer(admin, in: tenant.name)
            let first = try await create("a", auth, options)
            _ = try await create("b", auth, options)
            let refused = try await failure { try await create("c", auth, options) }
            #expect(refused?.code == .resourceExhausted)
            let details = try refused?.details.first?.unpack(as: GoogleRpc.QuotaFailure.self)
            #expect(details?.violations.first?.subject == "\(tenant.name)/users_max")

            _ = try await auth.users.deleteUser(AuthV1.DeleteUserRequest(name: first.name), options: options)
            _ = try await create("c", auth, options)
            let undelete = AuthV1.UndeleteUserRequest(name: first.name)
            #expect(
                try await status { try await auth.users.undeleteUser(undelete, options: options) } == .resourceExhausted
            )
            let more = AuthV1.Tenant(name: tenant.name, quotas: AuthV1.TenantQuotas(usersMax: 3))
            let mask = GoogleProtobuf.FieldMask(paths: ["quotas.users_max"])
            _ = try await auth.tenants.updateTenant(
                AuthV1.UpdateTenantRequest(tenant: more, updateMask: mask), options: auth.bearer(admin))
            _ = try await auth.users.undeleteUser(undelete, options: options)
        }
    }

    @Test("side by side, on two replicas, they can't pass it together")
    func race() async throws {
        try await withAuth(replicas: 2) { auth in
            let admin = try await auth.makeAdmin().token
            let tenant = try await auth.makeTenant("Small", usersMax: 3, by: admin)
            let options = auth.bearer(admin, in: tenant.name)
            let codes = try await withThrowingTaskGroup(of: StatusCode?.self) { group in
                for index in 0..<8 {
                    group.addTask {
                        try await status {
                            let user = AuthV1.User(
                                username: "u\(index)", roles: ["viewer"], password: AuthFixture.password)
                            return try await auth.userReplica(index % 2).createUser(
                                AuthV1.CreateUserRequest(user: user), options: options)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count { $0 == nil } == 3)
            #expect(codes.count { $0 == .resourceExhausted } == 5)
        }
    }
}
