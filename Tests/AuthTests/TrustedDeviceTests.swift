import API
import Messages
import Postgres
import RPC
import TestKit
import Testing
import Tokens

@testable import AuthBackend

@Suite("Trusted devices")
struct TrustedDeviceTests {
    @Test("a remembered device stands for the code at login, and for no second factor after it")
    func login() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            let remembered = try await auth.signIn(vera, remember: true)
            #expect(remembered.deviceToken.hasPrefix("pyd_"))
            #expect(remembered.deviceExpireTime?.seconds == auth.time.seconds - 30 + 30 * 24 * 3600)

            let tokens = try await need(auth.login("vera", device: remembered.deviceToken).tokens)
            #expect(try await auth.methods(of: tokens) == ["pwd", "dev"])
            #expect(try await auth.methods(of: auth.refresh(tokens)) == ["pwd", "dev"])
            let request = AuthV1.RegenerateRecoveryCodesRequest(parent: "users/me")
            let refused = try await failure {
                try await auth.users.regenerateRecoveryCodes(request, options: auth.bearer(tokens.accessToken))
            }
            #expect(refused?.reason == "STEP_UP_REQUIRED")
            #expect(
                try await status { try await auth.login("vera", "wrong", device: remembered.deviceToken) }
                    == .unauthenticated)
            #expect(try await auth.signIn(vera).deviceToken.isEmpty)
        }
    }

    @Test("another user's token, a changed one, one of another kind and none are as good as none")
    func strangeTokens() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            let victor = try await auth.makeUserWithFactor("victor", by: admin.token)
            let token = try await auth.signIn(vera, remember: true).deviceToken
            let others = try await auth.signIn(victor, remember: true)
            let refresh = try #require(others.tokens?.refreshToken)
            for wrong in [others.deviceToken, String(token.dropLast(2)) + "AA", refresh, "", "pyd_", "x"] {
                #expect(try await auth.login("vera", device: wrong).mfa != nil)
            }
            #expect(try await auth.login("vera", device: token).tokens != nil)
        }
    }

    @Test(
        "administrators always give a code: they get no token, and one of earlier days stops working",
        arguments: ["tenant_admin", "super_admin"])
    func administrators(role: String) async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            let token = try await auth.signIn(vera, remember: true).deviceToken
            try await auth.setRoles([role, "viewer"], of: vera.user)
            #expect(try await auth.login("vera", device: token).mfa != nil)
            let response = try await auth.signIn(vera, remember: true)
            #expect(response.tokens != nil)
            #expect(response.deviceToken.isEmpty)
            #expect(response.deviceExpireTime == nil)
        }
    }

    @Test("a device is remembered for 30 days, and its sessions are not renewed after that; later logins sweep it")
    func expiry() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            let token = try await auth.signIn(vera, remember: true).deviceToken
            auth.time.advance(by: 30 * 24 * 3600 - 31)
            let tokens = try await need(auth.login("vera", device: token).tokens)
            auth.time.advance(by: 1)
            #expect(try await auth.login("vera", device: token).mfa != nil)
            #expect(try await status { try await auth.refresh(tokens) } == .unauthenticated)
            let owner = try await auth.database.connect()
            #expect(try await owner.query("SELECT 1 FROM auth.trusted_devices").count == 1)
            _ = try await auth.signIn(vera)
            #expect(try await owner.query("SELECT 1 FROM auth.trusted_devices").isEmpty)
        }
    }

    @Test("a device of the user's passes a lock that strangers caused, and has 5 tries of its own")
    func lockedOut() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            let device = try await auth.signIn(vera, remember: true).deviceToken
            let other = try await auth.signIn(vera, remember: true).deviceToken
            let victor = try await auth.makeUserWithFactor("victor", by: admin.token)
            let others = try await auth.signIn(victor, remember: true).deviceToken
            func fail(_ device: String) async throws {
                for _ in 0..<AuthLimits.failuresMax {
                    #expect(
                        try await status { try await auth.login("vera", "wrong", device: device) } == .unauthenticated)
                }
            }
            try await fail("")
            for strange in ["", others, String(device.dropLast(2)) + "AA"] {
                #expect(
                    try await status { try await auth.login("vera", device: strange) } == .resourceExhausted)
            }
            #expect(try await auth.login("vera", device: device).tokens != nil)
            // What the device proves says nothing about the strangers.
            #expect(try await status { try await auth.login("vera") } == .resourceExhausted)
            try await fail(device)
            #expect(try await status { try await auth.login("vera", device: device) } == .resourceExhausted)
            #expect(try await auth.login("vera", device: other).tokens != nil)
        }
    }

    @Test("20 are remembered; one more ends the oldest")
    func limit() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            let first = try await auth.signIn(vera, remember: true).deviceToken
            let second = try await auth.signIn(vera, remember: true).deviceToken
            for _ in 2..<AuthLimits.trustedDevicesMax { _ = try await auth.signIn(vera, remember: true) }
            let tokens = try await need(auth.login("vera", device: first).tokens)
            _ = try await auth.signIn(vera, remember: true)
            #expect(try await auth.login("vera", device: first).mfa != nil)
            #expect(try await auth.login("vera", device: second).tokens != nil)
            let owner = try await auth.database.connect()
            #expect(try await owner.query("SELECT 1 FROM auth.trusted_devices").count == 20)
            let made = try await auth.auditEvents("trustedDevices.create")
            #expect(made.count == AuthLimits.trustedDevicesMax + 1)
            let ended = try await auth.auditEvents("trustedDevices.revoke")
            #expect(ended.map(\.resource) == [made[0].resource] && ended.map(\.detail) == ["the oldest"])
            // What rests on it ends with it, as with one that is revoked by hand.
            let session = try await need(auth.claims(of: tokens.accessToken).sessionID)
            #expect(try await auth.revokedSessions().contains(session))
        }
    }

    @Test("a device is listed and revoked by its owner or an administrator, and its sessions end with it")
    func revoked() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            _ = try await auth.makeUser("victor", by: admin.token)
            let victorToken = try await need(auth.login("victor").tokens).accessToken
            let first = try await auth.signIn(vera, remember: true).deviceToken
            let second = try await auth.signIn(vera, remember: true).deviceToken
            let tokens = try await need(auth.login("vera", device: first).tokens)

            let own = AuthV1.ListTrustedDevicesRequest(parent: "users/me")
            let devices = try await auth.users.listTrustedDevices(own, options: auth.bearer(vera.token))
                .trustedDevices
            #expect(devices.count == 2)
            #expect(devices.allSatisfy { $0.name.hasPrefix("\(vera.user.name)/trustedDevices/") })
            #expect(devices.allSatisfy { !$0.clientAddress.isEmpty })
            let named = AuthV1.ListTrustedDevicesRequest(parent: vera.user.name)
            #expect(
                try await auth.users.listTrustedDevices(named, options: auth.bearer(admin.token)).trustedDevices
                    == devices)
            #expect(
                try await status {
                    try await auth.users.listTrustedDevices(named, options: auth.bearer(victorToken))
                } == .notFound)

            let oldest = AuthV1.RevokeTrustedDeviceRequest(name: devices[1].name)
            #expect(
                try await status {
                    try await auth.users.revokeTrustedDevice(oldest, options: auth.bearer(victorToken))
                } == .notFound)
            _ = try await auth.users.revokeTrustedDevice(oldest, options: auth.bearer(vera.token))
            #expect(
                try await status { try await auth.users.revokeTrustedDevice(oldest, options: auth.bearer(vera.token)) }
                    == .notFound)
            #expect(try await auth.login("vera", device: first).mfa != nil)
            #expect(try await status { try await auth.refresh(tokens) } == .unauthenticated)
            #expect(try await auth.login("vera", device: second).tokens != nil)
            _ = try await auth.users.revokeTrustedDevice(
                AuthV1.RevokeTrustedDeviceRequest(name: devices[0].name), options: auth.bearer(admin.token))
            #expect(try await auth.login("vera", device: second).mfa != nil)
            #expect(try await auth.auditedActs().count { $0 == "trustedDevices.revoke succeeded" } == 2)
        }
    }

    @Test("a changed password ends them all")
    func passwordChange() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUserWithFactor("vera", by: admin.token)
            let remembered = try await auth.signIn(vera, remember: true)
            let token = try #require(remembered.tokens).accessToken
            let request = AuthV1.ChangePasswordRequest(
                name: "users/me", currentPassword: AuthFixture.password, newPassword: "another good one")
            _ = try await auth.users.changePassword(request, options: auth.bearer(token))
            #expect(try await auth.login("vera", "another good one", device: remembered.deviceToken).mfa != nil)
        }
    }
}
