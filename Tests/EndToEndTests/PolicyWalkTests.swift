import API
import Messages
import NIOCore
import NIOHTTP1
import RPC
import ServiceKit
import Testing

/// Every method of every service, asked by those who must not be answered.
@Suite(.timeLimit(.minutes(4))) struct PolicyWalkTests {
    private static let methods = PlatformMethod.all

    @Test(arguments: MethodTable.services.filter { !$0.name.hasPrefix("grpc.") })
    func `every service is walked`(service: ServiceDescriptor) {
        #expect(!PlatformMethod.owners(of: service.name).isEmpty)
    }

    @Test(arguments: methods)
    func `every method has a policy`(method: PlatformMethod) {
        #expect(method.policy != nil)
    }

    @Test(arguments: methods)
    func `nobody gets an answer from a method that is not public`(method: PlatformMethod) async throws {
        let refusal = try await outcome(of: method, token: nil)
        let isStopped = refusal?.code == .unauthenticated && refusal?.message == Self.stopped
        // A public method may refuse for reasons of its own, such as a password that is not there.
        #expect(isStopped == (method.policy?.access != .public), "\(refusal as Any)")
    }

    @Test(arguments: methods, ["password_change", "enrollment"])
    func `a challenge token opens its own step only`(method: PlatformMethod, kind: String) async throws {
        let shared = try await SharedPlatform.get()
        let policy = try #require(method.policy)
        guard policy.access != .public else { return }
        let code = try await status(of: method, token: shared.admin.challenges[kind])
        let own: ChallengeKind = kind == "enrollment" ? .enrollment : .passwordChange
        if policy.challenges.contains(own) {
            #expect(code != .permissionDenied)
        } else {
            #expect(code == .permissionDenied)
        }
    }

    @Test(arguments: methods)
    func `the strongest user can't call what is for services`(method: PlatformMethod) async throws {
        guard method.policy?.access == .internal else { return }
        let shared = try await SharedPlatform.get()
        #expect(try await status(of: method, token: shared.admin.token) == .permissionDenied)
    }

    @Test(arguments: methods)
    func `a viewer is refused whatever changes something`(method: PlatformMethod) async throws {
        guard let policy = method.policy, case .permission(let permission) = policy.access
        else { return }
        let token = try await Viewer.token()
        let code = try await status(of: method, token: token)
        let readable = ["datasets.read", "detectors.read", "jobs.read", "results.read", "metrics.read"]
        // The viewer of this test has no second factor to step up with.
        let mayRead = readable.contains(permission) && !policy.stepUp
        #expect((code == .permissionDenied) == !mayRead, "\(permission): \(code)")
    }

    @Test(arguments: methods.filter { !$0.http.isEmpty })
    func `nobody gets an answer over REST either`(method: PlatformMethod) async throws {
        guard method.policy?.access != .public else { return }
        let shared = try await SharedPlatform.get()
        for rule in method.http {
            let path = Self.path(rule.template)
            let body: [UInt8]? = rule.body.isEmpty ? nil : Array("{}".utf8)
            let answer = try await shared.anonymous.caller.call(
                HTTPMethod(rawValue: rule.verb), path, headers: ["content-type": "application/json"], body: body)
            #expect(answer.status == 401, "\(rule.verb) \(path)")
        }
    }

    /// `/v1/{name=datasets/*}:x` with something in place of each variable.
    private static func path(_ template: String) -> String {
        var path = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            path += rest[..<open]
            let variable = rest[rest.index(after: open)..<close].split(separator: "=")
            let pattern = variable.count > 1 ? variable[1] : "*"
            path += pattern.split(separator: "/").map { $0.hasPrefix("*") ? "x" : String($0) }.joined(separator: "/")
            rest = rest[rest.index(after: close)...]
        }
        return path + rest
    }

    /// What the interceptor says to those who show nothing.
    private static let stopped = "This call needs an access token."

    private func status(of method: PlatformMethod, token: String?) async throws -> StatusCode {
        try await outcome(of: method, token: token)?.code ?? .ok
    }

    /// How one empty request ends; nil when it succeeds.
    private func outcome(of method: PlatformMethod, token: String?) async throws -> RPCError? {
        let shared = try await SharedPlatform.get()
        let channel = RPCClient.channel(shared.platform.rpcPort(method.service), token: token)
        var refusal: RPCError?
        do throws(RPCError) {
            let call = try await channel.open(method.path, options: CallOptions(timeout: .seconds(20)))
            try await call.send(ByteBuffer())
            call.closeSend()
            while try await call.receive() != nil {}
        } catch {
            refusal = error
        }
        await channel.shutdown()
        return refusal
    }
}

/// A user of the weakest role, made once.
private enum Viewer {
    private static let starting = Task {
        let shared = try await SharedPlatform.get()
        let password = "viewer-\(TestPlatform.secretMark)-Passw0rd"
        let _: AuthV1.User = try await shared.rest.post(
            "/v1/users", AuthV1.User(username: "viewer", roles: ["viewer"], password: password))
        var answer: AuthV1.LoginResponse = try await shared.anonymous.post(
            "/v1/auth:login", AuthV1.LoginRequest(username: "viewer", password: password))
        if case .passwordChangeChallenge(let challenge) = answer.outcome {
            answer = try await shared.rest(token: challenge.challengeToken).post(
                "/v1/users/me:changePassword",
                AuthV1.ChangePasswordRequest(currentPassword: password, newPassword: password + "2"))
        }
        guard case .tokens(let tokens) = answer.outcome else { throw PlatformFailure("no token: \(answer)") }
        return tokens.accessToken
    }

    static func token() async throws -> String { try await starting.value }
}
