import API
import FoundationEssentials
import Messages
import NIOCore
import NIOHTTP1
import RPC
import ServiceKit
import TestKit
import Testing

/// Tokens that are refused before their hour is over, by every service and through the gateway.
@Suite(.timeLimit(.minutes(4))) struct RevocationTests {
    enum End: String, CaseIterable {
        case logout, revocation, disabling, roles, passwordReset
    }

    @Test(arguments: End.allCases)
    func `a token ends with its session in every service`(end: End) async throws {
        let shared = try await SharedPlatform.get()
        let (user, token) = try await signedIn("revoked-\(end.rawValue.lowercased())", shared)
        for call in calls(shared, token) { #expect(try await call.status() == .ok, "\(call.name)") }

        try await perform(end, user, token, shared)
        let start = ContinuousClock.now
        for call in calls(shared, token) {
            try await eventually { try await call.status() != .ok }
            #expect(try await call.status() == .unauthenticated, "\(call.name)")
            // Promised within 2 seconds; reported, not asserted, for the machine may be busy with other things.
            print("\(end): refused by \(call.name) after \(start.duration(to: .now))")
        }
    }

    private struct Call {
        var name: String
        var status: () async throws -> StatusCode
    }

    /// One read of each service, and one through the gateway.
    private func calls(_ shared: SharedPlatform, _ token: String) -> [Call] {
        let ports: [(PlatformService, MethodDescriptor)] = [
            (.auth, AuthV1.UserServiceMethods.getMe), (.dataset, DatasetV1.DatasetServiceMethods.listDatasets),
            (.detection, DetectionV1.DetectorServiceMethods.listDetectors),
            (.metrics, MetricsV1.MetricsServiceMethods.listMetricDescriptors),
        ]
        let direct = ports.map { service, method in
            Call(name: service.rawValue) {
                let channel = RPCClient.channel(shared.platform.rpcPort(service), token: token)
                let status = await Self.status(of: method, on: channel)
                await channel.shutdown()
                return status
            }
        }
        let rest = Call(name: "the gateway") {
            let answer = try await shared.rest(token: token).caller.call(.GET, "/v1/datasets")
            return answer.status == 401 ? .unauthenticated : answer.status == 200 ? .ok : .unknown
        }
        return direct + [rest]
    }

    private static func status(of method: MethodDescriptor, on channel: RPCChannel) async -> StatusCode {
        do throws(RPCError) {
            let call = try await channel.open(method.path, options: CallOptions(timeout: .seconds(20)))
            try await call.send(ByteBuffer())
            call.closeSend()
            while try await call.receive() != nil {}
            return .ok
        } catch {
            return error.code
        }
    }

    private func perform(
        _ end: End, _ user: AuthV1.User, _ token: String, _ shared: SharedPlatform
    ) async throws {
        let own = shared.rest(token: token)
        switch end {
        case .logout: let _: GoogleProtobuf.Empty = try await own.post("/v1/auth:logout", AuthV1.LogoutRequest())
        case .revocation:
            let list: AuthV1.ListSessionsResponse = try await own.call(.GET, "/v1/users/me/sessions")
            let session = try #require(list.sessions.first { $0.isCurrent })
            let _: GoogleProtobuf.Empty = try await shared.rest.post(
                "/v1/\(session.name):revoke", AuthV1.RevokeSessionRequest())
        case .disabling:
            let _: AuthV1.User = try await shared.rest.post("/v1/\(user.name):disable", AuthV1.DisableUserRequest())
        case .roles:
            let _: AuthV1.User = try await shared.rest.post(
                "/v1/\(user.name):setRoles", AuthV1.SetRolesRequest(roles: ["analyst"]))
        case .passwordReset:
            let _: AuthV1.ResetPasswordResponse = try await shared.rest.post(
                "/v1/\(user.name):resetPassword", AuthV1.ResetPasswordRequest())
        }
    }

    /// A viewer with a password of their own.
    private func signedIn(
        _ username: String, _ shared: SharedPlatform
    ) async throws -> (user: AuthV1.User, token: String) {
        let password = "\(username)-\(TestPlatform.secretMark)-Passw0rd"
        let user: AuthV1.User = try await shared.rest.post(
            "/v1/users", AuthV1.User(username: username, roles: ["viewer"], password: password))
        let first: AuthV1.LoginResponse = try await shared.anonymous.post(
            "/v1/auth:login", AuthV1.LoginRequest(username: username, password: password))
        guard case .passwordChangeChallenge(let challenge) = first.outcome else {
            throw PlatformFailure("no challenge: \(first)")
        }
        let second: AuthV1.LoginResponse = try await shared.rest(token: challenge.challengeToken).post(
            "/v1/users/me:changePassword",
            AuthV1.ChangePasswordRequest(currentPassword: password, newPassword: password + "2"))
        guard case .tokens(let tokens) = second.outcome else { throw PlatformFailure("no token: \(second)") }
        return (user, tokens.accessToken)
    }
}
