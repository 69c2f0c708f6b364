import RPC
import ServiceKit
import Testing

@Suite struct PolicyDecisionTests {
    private static let tenant = "0b8f3a52-7a0e-4b8f-9d1c-1f2e3d4c5b6a"
    private static let other = "99999999-7a0e-4b8f-9d1c-1f2e3d4c5b6a"

    private func user(_ roles: String..., secondFactor: Bool = true, authenticatedAt: Int64 = 1000)
        -> TokenAuthenticator.Caller
    {
        TokenAuthenticator.Caller(
            principal: Principal(
                kind: .user, subject: "u", tenantID: Self.tenant, roles: roles, secondFactor: secondFactor),
            authenticatedAt: authenticatedAt, expiresAt: 9000)
    }

    private func service(_ name: String) -> TokenAuthenticator.Caller {
        TokenAuthenticator.Caller(
            principal: Principal(kind: .service, subject: name), authenticatedAt: 1000, expiresAt: 9000)
    }

    private func challenge(_ kind: ChallengeKind) -> TokenAuthenticator.Caller {
        TokenAuthenticator.Caller(
            principal: Principal(kind: .challenge(kind), subject: "u", tenantID: Self.tenant), authenticatedAt: 1000,
            expiresAt: 9000)
    }

    private func admit(
        _ caller: TokenAuthenticator.Caller, _ policy: MethodPolicy, tenant: String? = nil
    ) throws(RPCError) -> Principal {
        try PolicyDecision.admit(caller, policy, namedTenant: tenant, now: 1500)
    }

    private func isDenied(
        _ caller: TokenAuthenticator.Caller, _ policy: MethodPolicy, tenant: String? = nil
    ) -> Bool {
        do {
            _ = try admit(caller, policy, tenant: tenant)
            return false
        } catch {
            return error.code == .permissionDenied
        }
    }

    @Test(arguments: [
        ("viewer", "datasets.read", true), ("viewer", "datasets.write", false), ("analyst", "jobs.write", true),
        ("analyst", "datasets.write", false), ("data_scientist", "detectors.write", true),
        ("data_scientist", "users.read", false), ("tenant_admin", "users.write", true),
        ("tenant_admin", "tenants.write", false), ("super_admin", "tenants.write", true),
        ("nobody", "jobs.read", false),
    ])
    func `a permission is granted by a role that has it`(role: String, permission: String, granted: Bool) {
        #expect(isDenied(user(role), MethodPolicy(access: .permission(permission))) == !granted)
    }

    @Test(arguments: [MethodPolicy.Access.authenticated, .permission("datasets.read")])
    func `an administrator without a second factor is refused everywhere`(access: MethodPolicy.Access) {
        #expect(isDenied(user("tenant_admin", secondFactor: false), MethodPolicy(access: access)))
        #expect(!isDenied(user("viewer", secondFactor: false), MethodPolicy(access: access)))
    }

    @Test func `an internal method takes listed services only`() {
        let policy = MethodPolicy(access: .internal, services: ["detection"])
        #expect(!isDenied(service("detection"), policy))
        #expect(isDenied(service("metrics"), policy))
        #expect(isDenied(user("super_admin"), policy))
    }

    @Test(arguments: [MethodPolicy.Access.authenticated, .permission("datasets.read"), .internal])
    func `a service that is not listed is refused, whatever users may do`(access: MethodPolicy.Access) {
        #expect(isDenied(service("gateway"), MethodPolicy(access: access)))
    }

    @Test func `a listed service may name a tenant where the method says so`() throws {
        let open = MethodPolicy(access: .permission("datasets.read"), services: ["detection"], tenantFromService: true)
        #expect(try admit(service("detection"), open, tenant: Self.tenant.uppercased()).tenantID == Self.tenant)
        #expect(try admit(service("detection"), open).tenantID.isEmpty)
        let closed = MethodPolicy(access: .permission("datasets.read"), services: ["detection"])
        #expect(isDenied(service("detection"), closed, tenant: Self.tenant))
    }

    @Test func `a tenant that is no id is refused`() {
        let policy = MethodPolicy(access: .internal, services: ["detection"], tenantFromService: true)
        let error = #expect(throws: RPCError.self) { try admit(service("detection"), policy, tenant: "x' OR 1=1") }
        #expect(error?.code == .invalidArgument)
    }

    @Test func `a user's tenant is the token's and no other`() throws {
        let policy = MethodPolicy(access: .authenticated, services: ["detection"], tenantFromService: true)
        #expect(try admit(user("viewer"), policy, tenant: Self.tenant).tenantID == Self.tenant)
        #expect(isDenied(user("viewer"), policy, tenant: Self.other))
    }

    @Test(arguments: ["", "tenants/"])
    func `a tenant is named by its id, or as answers print it`(prefix: String) throws {
        let policy = MethodPolicy(access: .authenticated, services: ["detection"], tenantFromService: true)
        #expect(try admit(user("viewer"), policy, tenant: prefix + Self.tenant).tenantID == Self.tenant)
        #expect(try admit(user("super_admin"), policy, tenant: prefix + Self.other).tenantID == Self.other)
        #expect(try admit(service("detection"), policy, tenant: prefix + Self.other).tenantID == Self.other)
        #expect(isDenied(user("viewer"), policy, tenant: prefix + Self.other))
        #expect(throws: RPCError.self) { try admit(user("super_admin"), policy, tenant: "\(prefix)tenants/x") }
    }

    @Test func `a key stays in its owner's tenant, whoever the owner is`() throws {
        let key = TokenAuthenticator.Caller(
            principal: Principal(
                kind: .apiKey, subject: "u", tenantID: Self.tenant, roles: ["super_admin"], scopes: ["datasets.read"]),
            authenticatedAt: 1000, expiresAt: 9000)
        let policy = MethodPolicy(access: .permission("datasets.read"))
        #expect(try admit(key, policy, tenant: Self.tenant).tenantID == Self.tenant)
        #expect(isDenied(key, policy, tenant: Self.other))
    }

    @Test func `a challenge opens the methods that name it and nothing else`() {
        let policy = MethodPolicy(access: .authenticated, challenges: [.enrollment])
        #expect(!isDenied(challenge(.enrollment), policy))
        #expect(isDenied(challenge(.mfa), policy))
        #expect(isDenied(challenge(.enrollment), MethodPolicy(access: .authenticated)))
        #expect(isDenied(challenge(.enrollment), MethodPolicy(access: .permission("datasets.read"))))
    }

    @Test func `a step-up wants a recent second factor`() {
        let policy = MethodPolicy(access: .authenticated, stepUp: true)
        let recent: Int64 = 1500 - PolicyDecision.stepUpSeconds
        #expect(!isDenied(user("viewer", authenticatedAt: recent), policy))
        #expect(isDenied(user("viewer", authenticatedAt: recent - 1), policy))
        #expect(isDenied(user("viewer", secondFactor: false), policy))
    }
}
