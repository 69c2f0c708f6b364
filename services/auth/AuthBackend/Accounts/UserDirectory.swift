import Crypto
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit

/// Creates and finds the users of the tenant that the caller works in.
struct UserDirectory: Sendable {
    let pool: PostgresPool
    let accounts: AccountStore
    let secondFactor: SecondFactor
    let failures: FailureLimit
    let hasher: PasswordHasher
    let rules: PasswordRules
    let clock: WallClock

    func me(_ caller: Caller) async throws -> AuthV1.User {
        try await get(caller.user, tenant: caller.homeTenant)
    }

    func get(name: String, by caller: Caller) async throws -> AuthV1.User {
        if name == "users/me" { return try await me(caller) }
        return try await get(ResourceName.id(name, in: "users"), tenant: caller.tenant)
    }

    private func get(_ user: UUID, tenant: UUID) async throws -> AuthV1.User {
        let record = try await pool.withTransaction(tenant: tenant.text) { connection in
            try await UserRecord.get(user, on: connection)
        }
        guard let record else { throw ResourceName.notFound("users/\(user.text)") }
        return try await message(record)
    }

    /// The caller's own account; an answer to the challenge is booked, if they hold one.
    func account(answering caller: Caller) async throws -> Account {
        if let challenge = caller.challenge {
            guard let account = try await secondFactor.bookTry(challenge) else { throw LoginErrors.challengeOver }
            return account
        }
        guard let account = try await accounts.get(caller.user, tenant: caller.homeTenant) else {
            throw LoginErrors.usersOnly
        }
        return account
    }

    func list(_ request: AuthV1.ListUsersRequest, by caller: Caller) async throws -> AuthV1.ListUsersResponse {
        let size = try Page.size(request.pageSize)
        let after = try PageToken.decode(request.pageToken, Self.list, count: 1)?[0] ?? ""
        let filter = try Filter(request.filter, over: UserRecord.filterFields).condition
        let shown: SQL = request.showDeleted ? "true" : "u.delete_time IS NULL"
        let found = try await pool.withTransaction(tenant: caller.tenant.text) { connection in
            try await TenantRecord.check(caller.tenant, on: connection)
            return try await UserRecord.list(
                after: after, where: "u.tenant_id = \(caller.tenant) AND \(shown) AND \(filter)", limit: size + 1,
                on: connection)
        }
        let page = found.prefix(size)
        let next = found.count > size ? page.last.map { PageToken.encode(Self.list, $0.username) } : nil
        let locks = try await failures.lockEnds(of: page.map(\.username))
        return AuthV1.ListUsersResponse(
            users: page.map { AuthV1.User($0, lockEnd: locks[$0.username]) }, nextPageToken: next ?? "")
    }

    func message(_ record: UserRecord) async throws -> AuthV1.User {
        AuthV1.User(record, lockEnd: try await failures.lockEnds(of: [record.username])[record.username])
    }

    /// Users are listed by name, so a page's key is one.
    private static let list = "users"

    func create(
        _ request: AuthV1.CreateUserRequest, by caller: Caller, actor: AuditActor
    ) async throws -> AuthV1.User {
        let user = request.user ?? AuthV1.User()
        let username = try Username(validating: user.username, field: "user.username")
        try rules.check(user.password, field: "user.password", username: username.text)
        try DisplayName.check(user.displayName, field: "user.display_name")
        guard user.tenant.isEmpty || user.tenant == "tenants/\(caller.tenant.text)" else {
            throw RPCError.invalidArgument(field: "user.tenant", "must be the tenant that you work in, or empty")
        }
        let roles = try await DeniedActs(pool: pool, clock: clock)
            .noting("users.create", "", in: caller.tenant, by: actor) {
                try Authority(caller).roles(user.roles, in: caller.tenant, field: "user.roles")
            }
        let account = Account(
            id: UUID(), tenant: caller.tenant, username: username.text, displayName: user.displayName,
            roles: roles, passwordHash: try await hasher.hash(Secret(password: user.password)),
            passwordChangeRequired: true,
            passwordExpireTime: clock.date(in: AuthLimits.oneTimePasswordSeconds), createTime: clock.date,
            hasFactor: false)
        var withoutSecret = user
        withoutSecret.password = ""
        let repeatable = try RepeatableRequest(
            id: request.requestId, method: "CreateUser", message: withoutSecret, by: caller)
        return try await message(insert(account, repeatable, actor))
    }

    private func insert(
        _ account: Account, _ repeatable: RepeatableRequest?, _ actor: AuditActor
    ) async throws -> UserRecord {
        do {
            return try await pool.withTransaction(tenant: account.tenant.text) { connection in
                let made = try await repeatable?.book(making: account.id, at: clock.date, on: connection)
                if made == nil { try await insert(account, actor, on: connection) }
                guard let record = try await UserRecord.get(made ?? account.id, on: connection) else {
                    throw RPCError(.notFound, "This request made a user who is gone.")
                }
                return record
            }
        } catch let error as PostgresError where error.sqlState == .uniqueViolation {
            throw RPCError(.alreadyExists, "The user name \(account.username) is taken.")
        }
    }

    private func insert(_ account: Account, _ actor: AuditActor, on connection: PostgresConnection) async throws {
        try await UserQuota.take(in: account.tenant, on: connection)
        try await AccountStore.insert(account, on: connection)
        try await AuthSchema.outbox.record(
            AuditEvent(
                tenant: account.tenant, time: clock.date, actor: actor, action: "users.create",
                resource: "users/\(account.id.text)",
                detail: "\(account.username): \(account.roles.joined(separator: ", "))"), on: connection)
    }
}
