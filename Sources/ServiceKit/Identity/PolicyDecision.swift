import FoundationEssentials
package import RPC
import Tokens

/// Whether a policy lets a caller in: a pure function of both.
package enum PolicyDecision {
    /// How fresh the proof of identity must be where a method asks for a step-up.
    package static let stepUpSeconds: Int64 = 900

    /// - Parameter namedTenant: an id, or a resource's name as answers print it.
    /// - Returns: the principal as the handler shall see it.
    package static func admit(
        _ caller: TokenAuthenticator.Caller, _ policy: MethodPolicy, namedTenant: String?, now: Int64
    ) throws(RPCError) -> Principal {
        let namedTenant = namedTenant.map { $0.hasPrefix("tenants/") ? String($0.dropFirst(8)) : $0 }
        switch caller.principal.kind {
        case .service: return try admitService(caller.principal, policy, namedTenant: namedTenant)
        case .challenge(let kind):
            guard policy.challenges.contains(kind) else {
                throw Refusal.denied(
                    "A challenge token opens the next step of signing in only.", reason: "SIGN_IN_INCOMPLETE")
            }
            return caller.principal
        case .user:
            let principal = try admitUser(caller, policy, namedTenant: namedTenant)
            try checkStepUp(caller, policy, now: now)
            return principal
        case .apiKey: return try admitKey(caller, policy, namedTenant: namedTenant)
        }
    }

    private static func admitService(
        _ principal: Principal, _ policy: MethodPolicy, namedTenant: String?
    ) throws(RPCError) -> Principal {
        guard policy.services.contains(principal.subject) else {
            throw Refusal.denied(
                "The service \(principal.subject) may not call this method.", reason: "SERVICE_NOT_LISTED")
        }
        guard let namedTenant else { return principal.working(in: "") }
        guard policy.tenantFromService else {
            throw Refusal.denied("This method takes no tenant from a service.", reason: "TENANT_NOT_ACCEPTED")
        }
        guard let tenant = UUID(uuidString: namedTenant) else {
            throw RPCError.invalidArgument(field: "x-tenant", "must be \"tenants/{id}\" or the id of a tenant")
        }
        return principal.working(in: tenant.text)
    }

    private static func admitUser(
        _ caller: TokenAuthenticator.Caller, _ policy: MethodPolicy, namedTenant: String?
    ) throws(RPCError) -> Principal {
        guard !caller.lacksSecondFactor else {
            throw Refusal.denied("This role needs a second factor.", reason: "SECOND_FACTOR_REQUIRED")
        }
        let principal = try inTenant(namedTenant, caller.principal)
        try checkPermission(caller, policy)
        return principal
    }

    /// A key may do what its scopes name and its owner's roles grant, in the owner's own tenant: no scope says which
    /// others it was made for. Where a step-up is asked for, its owner has
    /// given one to make a key of that scope.
    private static func admitKey(
        _ caller: TokenAuthenticator.Caller, _ policy: MethodPolicy, namedTenant: String?
    ) throws(RPCError) -> Principal {
        guard !policy.personOnly else {
            throw Refusal.denied("An API key can't do this; sign in.", reason: "PERSON_REQUIRED")
        }
        let principal = caller.principal
        if let namedTenant, namedTenant.lowercased() != principal.tenantID.lowercased() {
            throw Refusal.denied(
                "An API key works in its owner's tenant only.", reason: "TENANT_NOT_ACCEPTED")
        }
        try checkPermission(caller, policy)
        return principal
    }

    /// A super_admin may work in another tenant than their own, and has to say so.
    private static func inTenant(_ named: String?, _ principal: Principal) throws(RPCError) -> Principal {
        guard let named, named.lowercased() != principal.tenantID.lowercased() else { return principal }
        guard principal.roles.contains(Role.superAdmin.rawValue) else {
            throw Refusal.denied("Another tenant can't be named here.", reason: "TENANT_NOT_ACCEPTED")
        }
        guard let tenant = UUID(uuidString: named) else {
            throw RPCError.invalidArgument(field: "x-tenant", "must be \"tenants/{id}\" or the id of a tenant")
        }
        return principal.working(in: tenant.text)
    }

    private static func checkPermission(
        _ caller: TokenAuthenticator.Caller, _ policy: MethodPolicy
    ) throws(RPCError) {
        switch policy.access {
        case .public, .authenticated: break
        case .internal: throw Refusal.denied("Only services may call this method.", reason: "INTERNAL_METHOD")
        case .permission(let permission):
            guard caller.permissions.contains(permission) else {
                throw Refusal.denied("This needs the permission \(permission).", reason: "PERMISSION_MISSING")
            }
        }
    }

    private static func checkStepUp(
        _ caller: TokenAuthenticator.Caller, _ policy: MethodPolicy, now: Int64
    ) throws(RPCError) {
        guard policy.stepUp else { return }
        guard caller.principal.secondFactor, now - caller.authenticatedAt <= stepUpSeconds else {
            throw Refusal.denied(
                "This takes a second factor of the last 15 minutes: confirm it again, or enrol one first.",
                reason: "STEP_UP_REQUIRED")
        }
    }
}
