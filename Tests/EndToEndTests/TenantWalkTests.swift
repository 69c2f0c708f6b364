import API
import Messages
import NIOCore
import NIOHTTP1
import Protobuf
import RPC
import ServiceKit
import Testing
import Tokens

/// Every method of every service, asked by one tenant's administrator for what another tenant holds.
@Suite(.timeLimit(.minutes(6))) struct TenantWalkTests {
    private static let role = Role.tenantAdmin

    /// Whether the role opens the method; where it does not, no id matters.
    private static func isOpen(_ method: PlatformMethod) -> Bool {
        switch method.policy?.access {
        case .public, .authenticated: true
        case .permission(let permission): Role.anyOf([role.rawValue], grants: permission)
        case .internal, nil: false
        }
    }

    @Test(arguments: PlatformMethod.all)
    func `every method that the role opens has an entry, and one that names something shows what`(
        method: PlatformMethod
    ) throws {
        let empty = WalkTenant.Resources()
        let entry = WalkEntry.table(empty, own: empty)[method.description]
        guard Self.isOpen(method) else { return #expect(entry == nil, "\(method.path) needs no entry") }
        guard case .takesNoName = try #require(entry, "\(method.path) has no entry in WalkEntry") else { return }
        let names = try RESTClient.fieldNames(of: method.inputType).filter { $0 == "name" || $0 == "parent" }
        #expect(names.isEmpty, "\(method.path) takes a \(names)")
    }

    @Test func `what another tenant holds does not exist, over gRPC and over REST`() async throws {
        try await TestPlatform.with { platform in
            let admin = try await SignIn(rest: RESTClient(caller: HTTPCaller(port: platform.gatewayPort))).run().token
            let theirs = try await WalkTenant.withEverything(platform, admin: admin)
            let own = try await WalkTenant.withAdministrator(platform, admin: admin)
            let walk = Walk(platform: platform, token: own.token, theirs: theirs.resources)
            let table = WalkEntry.table(theirs.resources, own: own.resources)
            for method in PlatformMethod.all {
                guard Self.isOpen(method) else {
                    let outcome = try await walk.rpc(method, WalkRequest())
                    #expect(outcome.refusal?.code == .permissionDenied, "\(method.path)")
                    continue
                }
                switch try #require(table[method.description], "\(method.path)") {
                case .takesNoName, .namesWhatAllShare: break
                case .notBuilt(let request):
                    let outcome = try await walk.rpc(method, request)
                    #expect(outcome.refusal?.code == .unimplemented, "\(method.path)")
                case .hides(let requests):
                    for request in requests { try await walk.expect(.notFound, 404, method, request) }
                case .refuses(let request, let code): try await walk.expect(code, 400, method, request)
                case .lists(let request): try await walk.expectNothingForeign(method, request)
                }
            }
            try await walk.expectOtherTenantClosed()
            // Nothing of what was asked has happened either.
            try await Self.expectIntact(theirs)
        }
    }

    private static func expectIntact(_ tenant: WalkTenant) async throws {
        let auth = RPCClient.channel(tenant.platform.rpcPort(.auth), token: tenant.token)
        let users = AuthV1.UserServiceClient(auth)
        let me = try await users.getMe(AuthV1.GetMeRequest())
        #expect(me.state == .active)
        #expect(me.roles == ["data_scientist"])
        #expect(me.mfaEnrolled)
        let sessions = try await users.listSessions(AuthV1.ListSessionsRequest(parent: "users/me")).sessions
        #expect(sessions.contains { $0.name == tenant.resources.session })
        let devices = try await users.listTrustedDevices(AuthV1.ListTrustedDevicesRequest(parent: "users/me"))
        #expect(devices.trustedDevices.map(\.name) == [tenant.resources.device])
        let keys = try await users.listApiKeys(AuthV1.ListApiKeysRequest(parent: "users/me")).apiKeys
        #expect(keys.map(\.name) == [tenant.resources.apiKey])
        #expect(keys.first?.state == .active)
        await auth.shutdown()
        let client = RPCClient(tenant.platform, token: tenant.token)
        let version = try await client.dataset(tenant.resources.dataset)
        #expect(version.displayName == "walk" && version.currentVersion == tenant.resources.datasetVersion)
        let profiling = try await client.operation(tenant.resources.profiling)
        if case .error(let status) = profiling.result { Issue.record("The profile was stopped: \(status)") }
        #expect(try await client.model(tenant.resources.model).name == tenant.resources.model)
        #expect(try await client.job(tenant.resources.job).state == .succeeded)
        #expect(try await client.result(tenant.resources.result).name == tenant.resources.result)
        await client.shutdown()
    }
}

/// The calls of one tenant's administrator.
private struct Walk: Sendable {
    let platform: TestPlatform
    let token: String
    let theirs: WalkTenant.Resources

    struct Outcome: Sendable {
        var bytes: [UInt8] = []
        var refusal: RPCError?
    }

    func rpc(
        _ method: PlatformMethod, _ request: WalkRequest, metadata: Metadata = Metadata()
    ) async throws -> Outcome {
        let wire = try RESTClient.wire(fromJSON: request.json, type: method.inputType)
        let channel = RPCClient.channel(platform.rpcPort(method.service), token: token)
        var outcome = Outcome()
        do throws(RPCError) {
            let call = try await channel.open(
                method.path, options: CallOptions(timeout: .seconds(20), metadata: metadata))
            try await call.send(ByteBuffer(bytes: wire))
            call.closeSend()
            while let message = try await call.receive() { outcome.bytes += Array(message.readableBytesView) }
        } catch {
            outcome.refusal = error
        }
        await channel.shutdown()
        return outcome
    }

    func rest(_ rule: HTTPRule, _ request: WalkRequest, tenant: String? = nil) async throws -> HTTPCaller.Answer {
        let (path, body) = request.rest(rule)
        var headers: HTTPHeaders = body == nil ? [:] : ["content-type": "application/json"]
        if let tenant { headers.add(name: "x-tenant", value: tenant) }
        return try await HTTPCaller(port: platform.gatewayPort, token: token).call(
            HTTPMethod(rawValue: rule.verb), path, headers: headers, body: body.map { Array($0.utf8) })
    }

    func expect(
        _ code: StatusCode, _ status: Int, _ method: PlatformMethod, _ request: WalkRequest
    ) async throws {
        let outcome = try await rpc(method, request)
        #expect(outcome.refusal?.code == code, "\(method.path) \(request.json): \(outcome.refusal as Any)")
        for rule in method.http {
            let answer = try await rest(rule, request)
            #expect(answer.status == status, "\(rule.verb) \(request.rest(rule)): \(answer.text)")
        }
    }

    /// The lists are full, so far as they are the caller's own, and hold none of the others' ids.
    func expectNothingForeign(_ method: PlatformMethod, _ request: WalkRequest) async throws {
        let outcome = try await rpc(method, request)
        #expect(outcome.refusal == nil, "\(method.path): \(outcome.refusal as Any)")
        expectNothingForeign(String(decoding: outcome.bytes, as: UTF8.self), method)
        for rule in method.http {
            let answer = try await rest(rule, request)
            #expect(answer.status == 200, "\(method.path): \(answer.text)")
            expectNothingForeign(answer.text, method)
        }
    }

    private func expectNothingForeign(_ text: String, _ method: PlatformMethod) {
        for id in theirs.ids { #expect(!text.contains(id), "\(method.path) shows \(id)") }
    }

    /// Naming the other tenant openly is for super_admins.
    func expectOtherTenantClosed() async throws {
        let id = String(theirs.tenant.dropFirst("tenants/".count))
        for method in PlatformMethod.all
        where ["ListUsers", "ListDatasets", "ListDetectors"].contains(method.method) {
            let outcome = try await rpc(method, WalkRequest(), metadata: ["x-tenant": id])
            #expect(outcome.refusal?.code == .permissionDenied, "\(method.path)")
            for rule in method.http {
                #expect(try await rest(rule, WalkRequest(), tenant: id).status == 403, "\(method.path)")
            }
        }
    }
}
