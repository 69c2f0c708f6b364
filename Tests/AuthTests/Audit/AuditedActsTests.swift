import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@testable import AuthBackend

@Suite("Audited acts", .timeLimit(.minutes(5)))
struct AuditedActsTests {
    /// By method of auth: the action that its events name; nil where there is nothing to write down.
    private static let actions: [String: String?] = [
        "AuthService/Login": "auth.login", "AuthService/VerifyMfa": "auth.verifyMfa",
        "AuthService/RefreshToken": "auth.refresh", "AuthService/Logout": "sessions.revoke",
        "AuthService/StepUp": "auth.stepUp", "AuthService/RequestPasswordReset": "auth.requestPasswordReset",
        "AuthService/ConfirmPasswordReset": "auth.confirmPasswordReset",
        "AuthService/RotateSigningKey": "signingKeys.rotate", "AuthService/ExchangeApiKey": "apiKeys.exchange",
        // Every service, every five minutes, for its own secret.
        "AuthService/IssueServiceToken": nil, "AuthService/WatchRevocations": nil,
        "UserService/CreateUser": "users.create", "UserService/UpdateUser": "users.update",
        "UserService/DeleteUser": "users.delete", "UserService/UndeleteUser": "users.undelete",
        "UserService/DisableUser": "users.disable", "UserService/EnableUser": "users.enable",
        "UserService/UnlockUser": "users.unlock", "UserService/ResetPassword": "users.resetPassword",
        "UserService/SetRoles": "users.setRoles", "UserService/ChangePassword": "users.changePassword",
        "UserService/EnrollTotp": "users.enrollTotp", "UserService/ConfirmTotp": "users.confirmTotp",
        "UserService/DisableTotp": "users.disableTotp", "UserService/ResetTotp": "users.resetTotp",
        "UserService/RegenerateRecoveryCodes": "users.regenerateRecoveryCodes",
        "UserService/RevokeSession": "sessions.revoke", "UserService/RevokeAllSessions": "sessions.revokeAll",
        "UserService/RevokeTrustedDevice": "trustedDevices.revoke", "UserService/CreateApiKey": "apiKeys.create",
        "UserService/RevokeApiKey": "apiKeys.revoke", "UserService/RotateApiKey": "apiKeys.rotate",
        "TenantService/CreateTenant": "tenants.create", "TenantService/UpdateTenant": "tenants.update",
        "TenantService/SuspendTenant": "tenants.suspend", "TenantService/ResumeTenant": "tenants.resume",
        "TenantService/UpdateMfaPolicy": "mfaPolicy.update",
        "AuditService/ExportAuditEvents": "auditEvents.export",
        // They read, or carry what was written down elsewhere.
        "AuditService/VerifyAuditChain": nil, "AuditService/RecordAuditEvents": nil,
    ]

    /// Done elsewhere: their own suites look for their events.
    private static let elsewhere: Set<String> = [
        "auth.verifyMfa", "auth.refresh", "auth.stepUp", "auth.requestPasswordReset", "auth.confirmPasswordReset",
        "apiKeys.exchange", "users.disableTotp", "users.resetTotp", "trustedDevices.revoke", "mfaPolicy.update",
    ]

    @Test("every method of auth that changes something has an action")
    func complete() {
        let methods = MethodTable.services.filter { $0.name.hasPrefix("pynomaly.auth.v1.") }.flatMap(\.methods)
        let changing = methods.filter { $0.idempotency != .noSideEffects }.map {
            String($0.path.dropFirst("/pynomaly.auth.v1.".count))
        }
        #expect(!changing.isEmpty)
        for method in changing { #expect(Self.actions.keys.contains(method), "\(method)") }
    }

    @Test("a walk through what an administrator does finds an event of each act")
    func walk() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let options = auth.bearer(admin.token)
            let users = auth.users
            let name = try await auth.makeUser("ulla", roles: ["analyst"], by: admin.token).name
            _ = try await users.updateUser(
                .init(user: .init(name: name, displayName: "Ulla"), updateMask: .init(paths: ["display_name"])),
                options: options)
            _ = try await users.setRoles(.init(name: name, roles: ["viewer"]), options: options)
            _ = try await users.disableUser(.init(name: name), options: options)
            _ = try await users.enableUser(.init(name: name), options: options)
            _ = try await users.unlockUser(.init(name: name), options: options)
            _ = try await users.resetPassword(.init(name: name), options: options)
            _ = try await users.deleteUser(.init(name: name), options: options)
            _ = try await users.undeleteUser(.init(name: name), options: options)
            _ = try await users.revokeAllSessions(.init(parent: name), options: options)
            _ = try await users.regenerateRecoveryCodes(.init(parent: "users/me"), options: options)
            let key = try await users.createApiKey(
                .init(parent: "users/me", apiKey: .init(displayName: "key", scopes: ["datasets.read"])),
                options: options)
            let keyName = try #require(key.apiKey).name
            _ = try await users.rotateApiKey(.init(name: keyName), options: options)
            _ = try await users.revokeApiKey(.init(name: keyName), options: options)
            let tenant = try await auth.tenants.createTenant(
                .init(tenant: .init(displayName: "Other")), options: options
            ).name
            _ = try await auth.tenants.updateTenant(
                .init(
                    tenant: .init(name: tenant, displayName: "Another"), updateMask: .init(paths: ["display_name"])),
                options: options)
            _ = try await auth.tenants.suspendTenant(.init(name: tenant), options: options)
            _ = try await auth.tenants.resumeTenant(.init(name: tenant), options: options)
            let exported = try await auth.audit.exportAuditEvents(.init(), options: options)
            for try await _ in exported {}
            _ = try await auth.auth.rotateSigningKey(.init(), options: options)
            _ = try await auth.auth.logout(.init(), options: options)
            try await auth.allRecorded()
            let owner = try await auth.database.connect()
            let found = try await owner.query("SELECT DISTINCT action FROM auth.audit_events").map {
                try $0.decode(String.self, 0)
            }
            for action in Set(Self.actions.values.compactMap(\.self)).subtracting(Self.elsewhere) {
                #expect(found.contains(action), "\(action)")
            }
            #expect(found.contains("users.bootstrap"))
        }
    }
}
