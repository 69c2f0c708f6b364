import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing

@testable import AuthBackend

@Suite("Tenants")
struct TenantTests {
    private static let defaultName = "tenants/\(AdminBootstrap.defaultTenant.text)"

    @Test("the first administrator of a new tenant signs in, enrols, and sees the tenant's users and nobody else")
    func firstAdministrator() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let vera = try await auth.makeUser("vera", by: admin)
            let tenant = try await auth.makeTenant("Acme", by: admin)
            #expect(tenant.state == .active)
            let (olga, signedIn) = try await auth.makeTenantAdmin("olga", of: tenant, by: admin)
            #expect(olga.tenant == tenant.name)
            let options = auth.bearer(signedIn.token)
            _ = try await auth.makeUser("oscar", by: signedIn.token)
            let list = AuthV1.ListUsersRequest(showDeleted: true)
            #expect(try await auth.users.listUsers(list, options: options).users.map(\.username) == ["olga", "oscar"])
            #expect(try await status { try await auth.user(vera.name, by: signedIn.token) } == .notFound)
            let own = try await auth.users.listUsers(list, options: auth.bearer(admin))
            #expect(own.users.map(\.username) == ["admin", "vera"])
            let theirs = try await auth.users.listUsers(list, options: auth.bearer(admin, in: tenant.name))
            #expect(theirs.users.map(\.username) == ["olga", "oscar"])
            // Whoever works elsewhere stays who they are.
            let me = try await auth.users.getMe(AuthV1.GetMeRequest(), options: auth.bearer(admin, in: tenant.name))
            #expect(me.username == "admin")

            // A tenant's administrator may not name another tenant, nor see the platform's.
            #expect(
                try await status {
                    try await auth.users.listUsers(list, options: auth.bearer(signedIn.token, in: Self.defaultName))
                } == .permissionDenied)
            #expect(
                try await status { try await auth.tenants.listTenants(AuthV1.ListTenantsRequest(), options: options) }
                    == .permissionDenied)
            #expect(
                try await status {
                    try await auth.tenants.getTenant(AuthV1.GetTenantRequest(name: tenant.name), options: options)
                } == .permissionDenied)
        }
    }

    @Test("a tenant is read, changed by mask and etag, and bad input names the field")
    func update() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let options = auth.bearer(admin)
            let tenant = try await auth.makeTenant("Acme", by: admin)
            #expect(
                try await auth.tenants.getTenant(AuthV1.GetTenantRequest(name: tenant.name), options: options) == tenant
            )
            func update(_ tenant: AuthV1.Tenant, _ paths: [String]) async throws -> AuthV1.Tenant {
                try await auth.tenants.updateTenant(
                    AuthV1.UpdateTenantRequest(tenant: tenant, updateMask: GoogleProtobuf.FieldMask(paths: paths)),
                    options: options)
            }
            auth.time.advance(by: 3)
            var wanted = tenant
            wanted.displayName = "Acme Inc."
            wanted.quotas = AuthV1.TenantQuotas(usersMax: 7, apiKeysMax: 3)
            let renamed = try await update(wanted, ["display_name"])
            #expect(renamed.displayName == "Acme Inc.")
            #expect(renamed.quotas == AuthV1.TenantQuotas())
            #expect(renamed.updateTime?.seconds == auth.time.seconds)
            #expect(try await status { try await update(wanted, ["quotas"]) } == .aborted)
            wanted.etag = renamed.etag
            #expect(try await update(wanted, ["quotas"]).quotas == wanted.quotas)
            wanted.etag = ""
            #expect(try await failure { try await update(wanted, ["state"]) }?.fields == ["update_mask"])
            for (change, field) in [
                ({ $0.displayName = "" }, "tenant.display_name"),
                (
                    { $0.displayName = String(repeating: "x", count: AuthLimits.displayNameCharactersMax + 1) },
                    "tenant.display_name"
                ),
                ({ $0.quotas?.usersMax = -1 }, "tenant.quotas.users_max"),
                ({ $0.quotas?.usersMax = Int32(AuthLimits.usersQuotaMax) + 1 }, "tenant.quotas.users_max"),
                ({ $0.quotas?.apiKeysMax = Int32(AuthLimits.apiKeysQuotaMax) + 1 }, "tenant.quotas.api_keys_max"),
            ] as [((inout AuthV1.Tenant) -> Void, String)] {
                var bad = wanted
                change(&bad)
                #expect(try await failure { try await update(bad, ["*"]) }?.fields == [field])
                let create = AuthV1.CreateTenantRequest(tenant: bad)
                #expect(
                    try await failure { try await auth.tenants.createTenant(create, options: options) }?.fields
                        == [field])
            }
            let unknown = AuthV1.GetTenantRequest(name: "tenants/\(UUID().text)")
            #expect(try await status { try await auth.tenants.getTenant(unknown, options: options) } == .notFound)
            #expect(
                try await Set(auth.auditEvents("tenants.update").map(\.detail))
                    == ["display_name", "users_max 0 -> 7, api_keys_max 0 -> 3"])
            #expect(try await auth.auditEvents("tenants.create").map(\.resource) == [tenant.name])
        }
    }

    @Test("a suspended tenant's sessions end and its logins are refused, until it is resumed")
    func suspend() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let options = auth.bearer(admin)
            let tenant = try await auth.makeTenant("Acme", by: admin)
            let (_, signedIn) = try await auth.makeTenantAdmin("olga", of: tenant, by: admin)
            _ = try await auth.makeUser("oscar", by: signedIn.token)
            let tokens = try await need(auth.login("oscar").tokens)
            _ = try await auth.makeUser("vera", by: admin)
            let others = try await need(auth.login("vera").tokens)

            let suspended = try await auth.tenants.suspendTenant(
                AuthV1.SuspendTenantRequest(name: tenant.name, etag: tenant.etag), options: options)
            #expect(suspended.state == .suspended)
            #expect(try await status { try await auth.refresh(tokens) } == .unauthenticated)
            #expect(try await failure { try await auth.login("oscar") }?.message == LoginErrors.suspended.message)
            // Nobody else's.
            _ = try await auth.refresh(others)

            _ = try await auth.tenants.resumeTenant(
                AuthV1.ResumeTenantRequest(name: tenant.name), options: options)
            #expect(try await auth.login("oscar").tokens != nil)
            #expect(try await auth.auditEvents("tenants.suspend").map(\.resource) == [tenant.name])
            #expect(try await auth.auditEvents("tenants.resume").map(\.resource) == [tenant.name])

            let own = AuthV1.SuspendTenantRequest(name: Self.defaultName)
            #expect(
                try await status { try await auth.tenants.suspendTenant(own, options: options) } == .failedPrecondition)
        }
    }

    @Test("usage counts users and sessions, with the quotas in force")
    func usage() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let tenant = try await auth.makeTenant("Acme", usersMax: 5, by: admin)
            let (_, signedIn) = try await auth.makeTenantAdmin("olga", of: tenant, by: admin)
            let oscar = try await auth.makeUser("oscar", by: signedIn.token)
            _ = try await auth.delete(oscar, by: signedIn.token)
            let request = AuthV1.GetTenantUsageRequest(name: "\(tenant.name)/usage")
            let usage = try await auth.tenants.getTenantUsage(request, options: auth.bearer(admin))
            #expect(usage.name == request.name)
            #expect(usage.users == 1)
            #expect(usage.sessions == 1)
            #expect(usage.apiKeys == 0)
            #expect(
                usage.quotas == AuthV1.TenantQuotas(usersMax: 5, apiKeysMax: Int32(AuthLimits.apiKeysMax)))
            let fewer = AuthV1.Tenant(name: tenant.name, quotas: AuthV1.TenantQuotas(apiKeysMax: 1))
            let mask = GoogleProtobuf.FieldMask(paths: ["quotas.api_keys_max"])
            _ = try await auth.tenants.updateTenant(
                AuthV1.UpdateTenantRequest(tenant: fewer, updateMask: mask), options: auth.bearer(admin))
            _ = try await auth.makeKey(by: signedIn.token)
            #expect(try await status { try await auth.makeKey(by: signedIn.token) } == .resourceExhausted)
            let later = try await auth.tenants.getTenantUsage(request, options: auth.bearer(admin))
            #expect(later.apiKeys == 1)
            #expect(later.quotas == AuthV1.TenantQuotas(usersMax: 5, apiKeysMax: 1))
            for name in [tenant.name, "tenants/\(UUID().text)/usage", "tenants/x/usage"] {
                let request = AuthV1.GetTenantUsageRequest(name: name)
                #expect(
                    try await status { try await auth.tenants.getTenantUsage(request, options: auth.bearer(admin)) }
                        == .notFound)
            }
        }
    }

    @Test("a tenant that is not there is not found, whatever is to be done in it")
    func unknown() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let options = auth.bearer(admin, in: "tenants/\(UUID().text)")
            let user = AuthV1.User(username: "x", roles: ["viewer"], password: AuthFixture.password)
            #expect(
                try await status {
                    try await auth.users.createUser(AuthV1.CreateUserRequest(user: user), options: options)
                } == .notFound)
            #expect(
                try await status { try await auth.users.listUsers(AuthV1.ListUsersRequest(), options: options) }
                    == .notFound)
        }
    }

    @Test("a super_admin who works elsewhere is still the owner of their own account")
    func ownAccountElsewhere() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let tenant = try await auth.makeTenant("Acme", by: admin.token)
            let options = auth.bearer(admin.token, in: tenant.name)
            let update = AuthV1.UpdateUserRequest(user: AuthV1.User(name: "users/me", displayName: "Ada"))
            #expect(try await auth.users.updateUser(update, options: options).displayName == "Ada")
            let confirm = AuthV1.ConfirmTotpRequest(name: AuthFixture.factorName, totpCode: "123456")
            #expect(
                try await failure { try await auth.users.confirmTotp(confirm, options: options) }
                    == FactorErrors.nothingToConfirm)
            let change = AuthV1.ChangePasswordRequest(
                name: "users/me", currentPassword: AuthFixture.password, newPassword: "another good one")
            #expect(try await auth.users.changePassword(change, options: options).outcome?.tokens != nil)
        }
    }

    @Test("a super_admin is a user of the default tenant")
    func superAdminElsewhere() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let tenant = try await auth.makeTenant("Acme", by: admin)
            let user = AuthV1.User(username: "x", roles: ["super_admin"], password: AuthFixture.password)
            let refused = try await failure {
                try await auth.users.createUser(
                    AuthV1.CreateUserRequest(user: user), options: auth.bearer(admin, in: tenant.name))
            }
            #expect(refused?.fields == ["user.roles"])
        }
    }

    @Test("a repeated request makes one tenant")
    func repeated() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let request = AuthV1.CreateTenantRequest(
                tenant: AuthV1.Tenant(displayName: "Acme"), requestId: UUID().text)
            let first = try await auth.tenants.createTenant(request, options: auth.bearer(admin))
            #expect(try await auth.tenants.createTenant(request, options: auth.bearer(admin)) == first)
            let all = try await auth.tenants.listTenants(AuthV1.ListTenantsRequest(), options: auth.bearer(admin))
            #expect(all.tenants.count == 2)
        }
    }

    @Test("all tenants are listed in the order in which they were made, by page and by filter")
    func list() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let count = AuthLimits.tenantsReadMax * 2 + 5
            let owner = try await auth.database.connect()
            // As the role of the platform's owner, who sees all tenants.
            try await owner.execute(
                """
                INSERT INTO auth.tenants (tenant_id, display_name, is_suspended, create_time)
                SELECT gen_random_uuid(), 'Tenant ' || n, n % 100 = 0, now() FROM generate_series(2, \(count)) AS n
                """)
            for (filter, size, expected) in [
                ("", 7, count), ("", Int32(count), count), ("", 100, count),
                ("display_name = \"Tenant *\"", 50, count - 1), ("state = SUSPENDED", 1, 2),
                ("display_name = \"Tenant \(count)\"", 10, 1), ("display_name = x", 10, 0),
            ] as [(String, Int32, Int)] {
                var names: [String] = []
                var request = AuthV1.ListTenantsRequest(pageSize: size, filter: filter)
                repeat {
                    let page = try await auth.tenants.listTenants(request, options: auth.bearer(admin))
                    #expect(page.tenants.count <= size)
                    names += page.tenants.map(\.displayName)
                    request.pageToken = page.nextPageToken
                } while !request.pageToken.isEmpty
                #expect(names.count == expected, "\(filter), \(size)")
                #expect(Set(names).count == expected)
                if filter.isEmpty { #expect(names == ["Default"] + (2...count).map { "Tenant \($0)" }) }
            }
            for bad in [AuthV1.ListTenantsRequest(pageToken: "x"), AuthV1.ListTenantsRequest(filter: "users_max = 1")] {
                #expect(
                    try await status { try await auth.tenants.listTenants(bad, options: auth.bearer(admin)) }
                        == .invalidArgument)
            }
        }
    }

    @Test("one call looks through so many tenants at most, and says where to go on")
    func scanLimit() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let owner = try await auth.database.connect()
            // The default tenant is there already.
            try await owner.execute(
                """
                INSERT INTO auth.tenants (tenant_id, display_name, create_time)
                SELECT gen_random_uuid(), 'Tenant ' || n, now() FROM generate_series(2, \(AuthLimits.tenantsScannedMax + 1)) AS n
                """)
            var request = AuthV1.ListTenantsRequest(
                filter: "display_name = \"Tenant \(AuthLimits.tenantsScannedMax + 1)\"")
            let first = try await auth.tenants.listTenants(request, options: auth.bearer(admin))
            #expect(first.tenants.isEmpty)
            request.pageToken = first.nextPageToken
            #expect(!request.pageToken.isEmpty)
            let second = try await auth.tenants.listTenants(request, options: auth.bearer(admin))
            #expect(second.tenants.count == 1)
            #expect(second.nextPageToken.isEmpty)
            // The last that one call reaches.
            let reached = AuthV1.ListTenantsRequest(filter: "display_name = \"Tenant \(AuthLimits.tenantsScannedMax)\"")
            #expect(try await auth.tenants.listTenants(reached, options: auth.bearer(admin)).tenants.count == 1)
        }
    }
}
