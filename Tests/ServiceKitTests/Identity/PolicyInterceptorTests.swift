import API
import RPC
import ServiceKit
import Synchronization
import TestKit
import Testing
import Tokens

@Suite struct PolicyInterceptorTests {
    private let tokens: TestTokens
    private let interceptor: PolicyInterceptor

    init() throws {
        tokens = try TestTokens()
        let authenticator = TokenAuthenticator(
            service: .dataset, keys: FixedKeys(tokens.keys), memory: .withoutRevocations, clock: { 1500 })
        interceptor = PolicyInterceptor(authenticator: authenticator, in: .dataset, clock: { 1500 })
    }

    private func method(_ access: MethodPolicy.Access?, services: [String] = []) -> MethodDescriptor {
        MethodDescriptor(
            service: "a.B", method: "C", kind: .unary, inputType: "", outputType: "",
            policy: access.map { MethodPolicy(access: $0, services: services) })
    }

    private func call(_ method: MethodDescriptor, _ metadata: Metadata = [:]) async -> (StatusCode, Principal?) {
        let context = ServerContext(method: method, requestMetadata: metadata)
        do throws(RPCError) {
            try await interceptor.admit(context)
            return (.ok, context.principal)
        } catch {
            return (error.code, context.principal)
        }
    }

    private func bearer(_ token: String) -> Metadata { ["authorization": "Bearer \(token)"] }

    @Test func `a method without a policy is refused, even to the strongest`() async throws {
        let token = try tokens.user(["super_admin"])
        #expect(await call(method(nil), bearer(token)).0 == .permissionDenied)
    }

    @Test func `a public method needs nothing, and a bad token does not matter`() async {
        #expect(await call(method(.public)).0 == .ok)
        let (code, principal) = await call(method(.public), bearer("x"))
        #expect(code == .ok)
        #expect(principal == nil)
    }

    @Test func `a public method knows a service by its token, not a user`() async throws {
        #expect(
            await call(method(.public), bearer(try tokens.service("gateway", issuedAt: 1400))).1?.subject == "gateway")
        #expect(await call(method(.public), bearer(try tokens.user(["viewer"]))).1 == nil)
    }

    @Test func `forwarded addresses are believed from the gateway only`() async throws {
        for (name, expected) in [("gateway", "203.0.113.9"), ("detection", "10.0.0.1")] {
            let context = ServerContext(
                method: method(.public),
                requestMetadata: [
                    "authorization": "Bearer \(try tokens.service(name, issuedAt: 1400))",
                    "x-forwarded-for": "203.0.113.9, 10.1.1.1",
                ], peer: Peer(address: "10.0.0.1"))
            try await interceptor.admit(context)
            #expect(context.clientAddress == expected)
        }
    }

    @Test func `beside a user's token, the gateway's own makes its word about the address count, and no other does`()
        async throws
    {
        let user = try tokens.user(["viewer"])
        let gateway = try tokens.service("gateway", issuedAt: 1400)
        let cases: [(shown: String?, expected: String)] = [
            (gateway, "203.0.113.9"), (nil, "10.0.0.1"), ("", "10.0.0.1"), (user, "10.0.0.1"),
            (try tokens.user(["viewer"], methods: ["pwd"]), "10.0.0.1"),
            (try tokens.challenge(.mfa), "10.0.0.1"),
            (try tokens.service("detection", issuedAt: 1400), "10.0.0.1"),
            (try tokens.service("gateway", for: .auth, issuedAt: 1400), "10.0.0.1"),
            (try tokens.service("gateway", issuedAt: 1500 - 300 - 300), "10.0.0.1"),
            (try TestTokens().service("gateway", issuedAt: 1400), "10.0.0.1"), ("Bearer \(gateway)", "10.0.0.1"),
        ]
        for (shown, expected) in cases {
            var metadata = bearer(user)
            metadata.add("x-forwarded-for", "203.0.113.9")
            if let shown { metadata.add(PolicyInterceptor.forwarderTokenName, shown) }
            let context = ServerContext(
                method: method(.authenticated), requestMetadata: metadata, peer: Peer(address: "10.0.0.1"))
            try await interceptor.admit(context)
            #expect(context.clientAddress == expected)
            #expect(context.principal?.subject == "ann" && context.principal?.kind == .user)
        }
    }

    @Test func `a service's token for another service is unauthenticated, and as good as none for a public method`()
        async throws
    {
        let `internal` = method(.internal, services: ["gateway"])
        #expect(await call(`internal`, bearer(try tokens.service("gateway", issuedAt: 1400))).0 == .ok)
        let elsewhere = bearer(try tokens.service("gateway", for: .detection, issuedAt: 1400))
        #expect(await call(`internal`, elsewhere).0 == .unauthenticated)
        let (code, principal) = await call(method(.public), elsewhere)
        #expect(code == .ok && principal == nil)
    }

    @Test func `the gateway's token beside another one opens nothing`() async throws {
        let shown = [PolicyInterceptor.forwarderTokenName: try tokens.service("gateway", issuedAt: 1400)]
        let `internal` = method(.internal, services: ["gateway"])
        for token in [nil, try tokens.user(["super_admin"]), try tokens.service("detection", issuedAt: 1400)] {
            var metadata = token.map { bearer($0) } ?? [:]
            for (name, value) in shown { metadata.add(name, value) }
            #expect(await call(`internal`, metadata).0 == (token == nil ? .unauthenticated : .permissionDenied))
        }
    }

    @Test(arguments: ["", "Bearer", "Bearer ", "Basic abc", "bearer a.b.c", "Bearer ..", "Bearer \u{0}"])
    func `anything but a token is unauthenticated`(value: String) async {
        let metadata: Metadata = value.isEmpty ? [:] : ["authorization": value]
        #expect(await call(method(.authenticated), metadata).0 == .unauthenticated)
    }

    @Test func `a token of another key is unauthenticated`() async throws {
        let foreign = try TestTokens().user(["viewer"])
        #expect(await call(method(.authenticated), bearer(foreign)).0 == .unauthenticated)
    }

    @Test func `an expired token is unauthenticated, also when it was believed before`() async throws {
        let token = try tokens.user(["viewer"], issuedAt: 1500 - 3600 - 300)
        #expect(await call(method(.authenticated), bearer(token)).0 == .unauthenticated)
    }

    @Test func `a good token names the caller`() async throws {
        let token = try tokens.user(["viewer"])
        let (status, principal) = await call(method(.permission("datasets.read")), ["authorization": "bearer \(token)"])
        #expect(status == .ok)
        #expect(principal?.subject == "ann")
        #expect(principal?.bearerToken == token)
    }

    @Test func `methods of foreign protos have their policies in the table`() async throws {
        let health = MethodDescriptor(
            service: "grpc.health.v1.Health", method: "Check", kind: .unary, inputType: "", outputType: "")
        #expect(await call(health).0 == .ok)
        let operation = MethodDescriptor(
            service: "google.longrunning.Operations", method: "GetOperation", kind: .unary, inputType: "",
            outputType: "")
        #expect(await call(operation).0 == .unauthenticated)
        #expect(await call(operation, bearer(try tokens.user(["viewer"]))).0 == .ok)
    }

    @Test func `a call in another tenant than one's own is observed before it runs, and refused if it can't be`()
        async throws
    {
        let home = "11111111-1111-4111-8111-111111111111"
        let other = "22222222-2222-4222-8222-222222222222"
        let observer = MemoryObserver()
        let observing = interceptor(observer)
        let method = method(.permission("datasets.read"))
        func call(_ roles: [String], _ tenant: String?) async throws -> StatusCode {
            var metadata = bearer(try tokens.user(roles, tenant: home))
            if let tenant { metadata.add("x-tenant", tenant) }
            let context = ServerContext(method: method, requestMetadata: metadata)
            do throws(RPCError) {
                try await observing.admit(context)
                return .ok
            } catch {
                return error.code
            }
        }
        #expect(try await call(["super_admin"], nil) == .ok)
        #expect(try await call(["super_admin"], home.uppercased()) == .ok)
        #expect(try await call(["tenant_admin"], other) == .permissionDenied)
        #expect(observer.entries.isEmpty)
        #expect(try await call(["super_admin"], other) == .ok)
        #expect(observer.entries == ["\(other) /a.B/C"])
        observer.fails = true
        #expect(try await call(["super_admin"], other) == .unavailable)
        #expect(try await call(["super_admin"], nil) == .ok)
    }

    @Test func `a known caller who is refused is observed with where they came from; nobody else is`() async throws {
        let observer = MemoryObserver()
        let observing = interceptor(observer)
        let method = method(.permission("datasets.write"))
        let gateway = try tokens.service("gateway", issuedAt: 1400)
        func call(_ token: String) async {
            var metadata = bearer(token)
            metadata.add(PolicyInterceptor.forwarderTokenName, gateway)
            metadata.add("x-forwarded-for", "203.0.113.9")
            let context = ServerContext(
                method: method, requestMetadata: metadata, peer: Peer(address: "10.0.0.1"))
            _ = try? await observing.admit(context)
        }
        await call(try tokens.user(["data_scientist"]))
        await call("x")
        await call(try tokens.user(["viewer"], issuedAt: 1500 - 3600 - 300))
        #expect(observer.denials.isEmpty)
        await call(try tokens.user(["viewer"]))
        await call(try tokens.service("detection", issuedAt: 1400))
        #expect(
            observer.denials == [
                "ann 203.0.113.9 PERMISSION_DENIED: This needs the permission datasets.write.",
                "detection 10.0.0.1 PERMISSION_DENIED: The service detection may not call this method.",
            ])
    }

    private func interceptor(_ observer: MemoryObserver) -> PolicyInterceptor {
        PolicyInterceptor(
            authenticator: TokenAuthenticator(
                service: .dataset, keys: FixedKeys(tokens.keys), memory: .withoutRevocations, clock: { 1500 }),
            in: .dataset, observer: observer, clock: { 1500 })
    }
}

/// Keeps what it is told.
private final class MemoryObserver: PolicyObserver {
    private struct State {
        var entries: [String] = []
        var denials: [String] = []
        var fails = false
    }

    private let state = Mutex(State())

    var entries: [String] { state.withLock { $0.entries } }
    var denials: [String] { state.withLock { $0.denials } }
    /// Whether entries are refused.
    var fails: Bool {
        get { state.withLock { $0.fails } }
        set { state.withLock { $0.fails = newValue } }
    }

    func admittedElsewhere(_ context: ServerContext) async throws(RPCError) {
        if fails { throw RPCError(.unavailable, "away") }
        state.withLock { $0.entries.append("\(context.principal?.tenantID ?? "") \(context.method.path)") }
    }

    func denied(_ context: ServerContext, _ error: RPCError) {
        state.withLock { $0.denials.append("\(context.principal?.subject ?? "") \(context.clientAddress) \(error)") }
    }
}
