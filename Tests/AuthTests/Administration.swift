import API
import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import TestKit
import Testing

@testable import AuthBackend

/// Steps of administrators that many tests need.
extension AuthFixture {
    /// - Parameter tenant: "tenants/{tenant}", for a super_admin who works in another one.
    func bearer(_ token: String, in tenant: String) -> CallOptions {
        var options = bearer(token)
        options.metadata.add("x-tenant", String(tenant.dropFirst("tenants/".count)))
        return options
    }

    func user(_ name: String, by admin: String) async throws -> AuthV1.User {
        try await users.getUser(AuthV1.GetUserRequest(name: name), options: bearer(admin))
    }

    func disable(_ user: AuthV1.User, by admin: String) async throws -> AuthV1.User {
        try await users.disableUser(AuthV1.DisableUserRequest(name: user.name), options: bearer(admin))
    }

    func delete(_ user: AuthV1.User, by admin: String) async throws -> AuthV1.User {
        try await users.deleteUser(AuthV1.DeleteUserRequest(name: user.name), options: bearer(admin))
    }

    func setRoles(_ roles: [String], of user: AuthV1.User, by admin: String) async throws -> AuthV1.User {
        try await users.setRoles(AuthV1.SetRolesRequest(name: user.name, roles: roles), options: bearer(admin))
    }

    func makeTenant(_ displayName: String, usersMax: Int32 = 0, by admin: String) async throws -> AuthV1.Tenant {
        let tenant = AuthV1.Tenant(displayName: displayName, quotas: AuthV1.TenantQuotas(usersMax: usersMax))
        return try await tenants.createTenant(AuthV1.CreateTenantRequest(tenant: tenant), options: bearer(admin))
    }

    /// A tenant_admin of a tenant, made by a super_admin, who has taken all steps to the first tokens.
    func makeTenantAdmin(
        _ username: String, of tenant: AuthV1.Tenant, by admin: String
    ) async throws -> (user: AuthV1.User, signedIn: SignedIn) {
        let user = AuthV1.User(username: username, roles: ["tenant_admin"], password: "made by an admin")
        let created = try await users.createUser(
            AuthV1.CreateUserRequest(user: user), options: bearer(admin, in: tenant.name))
        let change = try await need(login(username, "made by an admin").passwordChange)
        let next = try await users.changePassword(
            AuthV1.ChangePasswordRequest(name: "users/me", newPassword: Self.password),
            options: bearer(change.challengeToken)
        ).outcome
        return (created, try await enroll(with: need(next?.enrollment).challengeToken))
    }

    /// What the audit log holds of an action or is about to, in no order.
    func auditEvents(_ action: String) async throws -> [AuthV1.AuditEvent] {
        let owner = try await database.connect()
        // One statement, so that none is missed on its way from the one table to the other.
        let rows = try await owner.query(
            """
            SELECT event, '' AS actor, '' AS resource, '' AS detail FROM auth.audit_outbox
            UNION ALL
            SELECT NULL, actor, resource, detail FROM auth.audit_events WHERE action = \(action)
            """)
        return try rows.compactMap { row in
            guard let waiting = try row.decode([UInt8]?.self, "event") else {
                return try AuthV1.AuditEvent(
                    actor: row.decode(String.self, "actor"), action: action,
                    resource: row.decode(String.self, "resource"), detail: row.decode(String.self, "detail"))
            }
            return try AuthV1.RecordedAuditEvent(serialized: waiting).event
        }.filter { $0.action == action }
    }
}
