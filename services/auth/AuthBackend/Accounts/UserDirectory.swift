import Crypto
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import Tokens

/// Creates and finds the users of the caller's tenant.
struct UserDirectory: Sendable {
    let pool: PostgresPool
    let accounts: AccountStore
    let secondFactor: SecondFactor
    let hasher: PasswordHasher
    let rules: PasswordRules
    let clock: WallClock

    func get(_ user: UUID, tenant: UUID) async throws -> AuthV1.User {
        guard let account = try await accounts.get(user, tenant: tenant) else {
            throw ResourceName.notFound("users/\(user.text)")
        }
        return AuthV1.User(account)
    }

    func get(name: String, by caller: Caller) async throws -> AuthV1.User {
        if name == "users/me" { return try await get(caller.user, tenant: caller.tenant) }
        return try await get(ResourceName.id(name, in: "users"), tenant: caller.tenant)
    }

    /// The caller's own account; an answer to the challenge is booked, if they hold one.
    func account(answering caller: Caller) async throws -> Account {
        if let challenge = caller.challenge {
            guard let account = try await secondFactor.bookTry(challenge) else { throw LoginErrors.challengeOver }
            return account
        }
        guard let account = try await accounts.get(caller.user, tenant: caller.tenant) else {
            throw LoginErrors.usersOnly
        }
        return account
    }

    func list(_ request: AuthV1.ListUsersRequest, by caller: Caller) async throws -> AuthV1.ListUsersResponse {
        let size = try Page.size(request.pageSize)
        let after = try PageToken.decode(request.pageToken, Self.list, count: 1)?[0] ?? ""
        let found = try await accounts.list(tenant: caller.tenant, after: after, limit: size + 1)
        let page = found.prefix(size)
        let next = found.count > size ? page.last.map { PageToken.encode(Self.list, $0.username) } : nil
        return AuthV1.ListUsersResponse(users: page.map { AuthV1.User($0) }, nextPageToken: next ?? "")
    }

    /// Users are listed by name, so a page's key is one.
    private static let list = "users"

    func create(_ user: AuthV1.User, by caller: Caller) async throws -> AuthV1.User {
        let username = try Username(validating: user.username, field: "user.username")
        try rules.check(user.password, field: "user.password", username: username.text)
        guard user.displayName.count <= AuthLimits.displayNameCharactersMax else {
            throw RPCError.invalidArgument(
                field: "user.display_name", "may have at most \(AuthLimits.displayNameCharactersMax) characters")
        }
        guard user.tenant.isEmpty || user.tenant == "tenants/\(caller.tenant.text)" else {
            throw RPCError.invalidArgument(field: "user.tenant", "must be your own tenant, or empty")
        }
        let account = Account(
            id: UUID(), tenant: caller.tenant, username: username.text, displayName: user.displayName,
            roles: try roles(user.roles, grantedBy: caller), passwordHash: try await hasher.hash(Secret(user.password)),
            passwordChangeRequired: true, passwordExpireTime: nil, createTime: clock.date, hasFactor: false)
        return AuthV1.User(try await insert(account))
    }

    private func insert(_ account: Account) async throws -> Account {
        do {
            try await pool.withTransaction(tenant: account.tenant.text) { connection in
                try await AccountStore.insert(account, on: connection)
            }
            return account
        } catch let error as PostgresError where error.sqlState == .uniqueViolation {
            throw RPCError(.alreadyExists, "The user name \(account.username) is taken.")
        }
    }

    /// Nobody may give away what they don't have.
    private func roles(_ names: [String], grantedBy caller: Caller) throws(RPCError) -> [String] {
        guard !names.isEmpty, names.count <= AuthLimits.rolesMax else {
            throw .invalidArgument(field: "user.roles", "must have 1 to \(AuthLimits.rolesMax) entries")
        }
        let own = caller.roles.compactMap(Role.init(rawValue:)).reduce(into: Set()) { $0.formUnion($1.permissions) }
        for name in names {
            guard let role = Role(rawValue: name) else {
                let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw .invalidArgument(field: "user.roles", "\(name) is no role; the roles are \(known)")
            }
            guard role.permissions.isSubset(of: own) else {
                throw RPCError(.permissionDenied, "You can't grant the role \(name), which may do more than you.")
            }
        }
        return Set(names).sorted()
    }
}

extension AuthV1.User {
    init(_ account: Account) {
        self.init(
            name: "users/\(account.id.text)", username: account.username, displayName: account.displayName,
            tenant: "tenants/\(account.tenant.text)", roles: account.roles, mfaEnrolled: account.hasFactor,
            passwordChangeRequired: account.passwordChangeRequired,
            createTime: GoogleProtobuf.Timestamp(account.createTime))
    }
}
