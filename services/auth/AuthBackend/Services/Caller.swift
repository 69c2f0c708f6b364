import FoundationEssentials
import Postgres
import RPC
import ServiceKit
import Tokens

/// The user who makes a call for their own account, with an access token or with a challenge.
struct Caller: Sendable {
    var user: UUID
    /// The tenant that the call works in.
    var tenant: UUID
    /// The caller's own, which is another one while a super_admin works elsewhere.
    var homeTenant: UUID
    /// Set when the call was made with a challenge token.
    var challenge: Challenge?
    var roles: [String]
    /// The session that the call is made in; nil for a challenge, which comes before it.
    var session: UUID?

    init(_ context: ServerContext) throws(RPCError) {
        let principal = try context.requirePrincipal()
        guard principal.kind != .service, let user = UUID(uuidString: principal.subject),
            let tenant = UUID(uuidString: principal.tenantID),
            let homeTenant = UUID(uuidString: principal.homeTenantID)
        else { throw LoginErrors.usersOnly }
        self.user = user
        session = UUID(uuidString: principal.sessionID)
        self.tenant = tenant
        self.homeTenant = homeTenant
        roles = principal.roles
        if case .challenge(let kind) = principal.kind {
            guard
                let challenge = Challenge(
                    kind: ChallengeClaims.Kind(kind), tokenID: principal.tokenID, subject: principal.subject,
                    tenant: principal.tenantID)
            else { throw LoginErrors.challengeOver }
            self.challenge = challenge
        }
    }

    /// `users/me` and the caller's own id are the same; anybody else does not exist.
    func check(name: String, suffix: String = "") throws(RPCError) {
        guard name == "users/me\(suffix)" || name == "users/\(user.text)\(suffix)" else {
            throw RPCError(.notFound, "There is no \(name) that you may change.")
        }
    }
}

extension Caller {
    /// The user that a call is about: its caller, or one that an administrator looks after.
    struct Target: Sendable {
        var user: UUID
        var tenant: UUID

        var name: String { "users/\(user.text)" }

        /// The name may be of a user of another tenant, or of none.
        func check(on connection: PostgresConnection) async throws {
            let rows = try await connection.query("SELECT 1 FROM auth.users WHERE user_id = \(user)")
            guard !rows.isEmpty else { throw ResourceName.notFound("users/\(user.text)") }
        }

        /// The same before something that is theirs ends.
        func check(changedBy caller: Caller, on connection: PostgresConnection) async throws {
            guard let row = try await connection.query("SELECT roles FROM auth.users WHERE user_id = \(user)").first
            else { throw ResourceName.notFound("users/\(user.text)") }
            try Authority(caller).check(over: user, with: row.decode([String].self, "roles"))
        }
    }

    /// - Parameter permission: what it takes for somebody else; whoever lacks it learns nothing about who exists.
    func target(_ name: String, needing permission: Permission) throws(RPCError) -> Target {
        if name == "users/me" { return Target(user: user, tenant: homeTenant) }
        let named = try ResourceName.id(name, in: "users")
        if named == user { return Target(user: user, tenant: homeTenant) }
        guard Role.anyOf(roles, grants: permission.rawValue) else { throw ResourceName.notFound(name) }
        return Target(user: named, tenant: tenant)
    }

    /// `users/{user}/{collection}/{id}`.
    func target(
        _ name: String, collection: String, needing permission: Permission
    ) throws(RPCError) -> (Target, UUID) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[2] == collection else { throw ResourceName.notFound(name) }
        let id = try ResourceName.id("\(collection)/\(parts[3])", in: collection)
        return (try target("users/\(parts[1])", needing: permission), id)
    }
}

extension ChallengeClaims.Kind {
    init(_ kind: ChallengeKind) {
        switch kind {
        case .mfa: self = .mfa
        case .enrollment: self = .enrollment
        case .passwordChange: self = .passwordChange
        }
    }
}
