import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit
import TestKit
import Testing
import Tokens

@testable import AuthBackend

@Suite("API keys")
struct ApiKeyTests {
    @Test("the scopes that no key gets are those of methods for persons only, and the refusal names the scope")
    func personScopes() async throws {
        #expect(ApiKeyRules.personScopes == ["users.write", "tenants.write", "platform.write"])
        let refusal = #expect(throws: RPCError.self) {
            try ApiKeyRules.scopes(["users.read", "users.write"], grantedBy: ["tenant_admin"])
        }
        #expect(refusal?.message.contains("users.write is for persons only") == true)
    }

    @Test("a key is shown once, stored hashed, and listed with what tells it from others")
    func created() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let made = try await auth.makeKey(
                by: admin.token, scopes: ["detectors.read", "datasets.read", "datasets.read"],
                cidrs: ["10.1.2.3/8", "::ffff:192.0.2.1", "10.0.0.0/8"])
            let key = try need(made.apiKey)
            #expect(made.key.hasPrefix("pyn_") && made.key.hasPrefix(key.hint) && made.key.count > key.hint.count + 43)
            #expect(key.scopes == ["datasets.read", "detectors.read"])
            #expect(key.allowedCidrs == ["10.0.0.0/8", "192.0.2.1/32"])
            #expect(key.state == .active && key.lastUseTime == nil && key.previousSecretExpireTime == nil)
            #expect(key.expireTime?.seconds == auth.time.seconds + 90 * 86_400)

            let read = try await auth.users.getApiKey(
                AuthV1.GetApiKeyRequest(name: key.name), options: auth.bearer(admin.token))
            let list = try await auth.users.listApiKeys(
                AuthV1.ListApiKeysRequest(parent: "users/me"), options: auth.bearer(admin.token))
            #expect(read == key && list.apiKeys == [key])
            let stored = try await auth.database.connect().query(
                "SELECT row_to_json(k)::text FROM auth.api_keys k")[0].decode(String.self, 0)
            #expect(!stored.contains(made.key.dropFirst(key.hint.count + 11)))
        }
    }

    @Test("keys of one's own have the hint of none other")
    func hints() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let hints = try await [
                auth.makeKey(by: admin.token).apiKey?.hint, auth.makeKey(by: admin.token).apiKey?.hint,
            ]
            #expect(Set(hints).count == 2)
        }
    }

    @Test("bad input names the field; the limits hold at their value and not one past it")
    func badInput() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let now = auth.time.seconds
            func networks(_ count: Int) -> [String] { (0..<count).map { "10.0.0.\($0)" } }
            func expiring(_ seconds: Int64) -> AuthV1.ApiKey {
                AuthV1.ApiKey(scopes: ["jobs.read"], expireTime: GoogleProtobuf.Timestamp(seconds: seconds))
            }
            let long = String(repeating: "x", count: 200)
            for (key, field) in [
                (AuthV1.ApiKey(scopes: ["jobs.read", "users.write"]), "api_key.scopes"),
                (AuthV1.ApiKey(), "api_key.scopes"), (AuthV1.ApiKey(scopes: ["x"]), "api_key.scopes"),
                (AuthV1.ApiKey(scopes: Array(repeating: "jobs.read", count: 33)), "api_key.scopes"),
                (AuthV1.ApiKey(displayName: long + "x", scopes: ["jobs.read"]), "api_key.display_name"),
                (AuthV1.ApiKey(scopes: ["jobs.read"], allowedCidrs: ["x"]), "api_key.allowed_cidrs"),
                (AuthV1.ApiKey(scopes: ["jobs.read"], allowedCidrs: networks(21)), "api_key.allowed_cidrs"),
                (expiring(now), "api_key.expire_time"), (expiring(now + 365 * 86_400 + 1), "api_key.expire_time"),
            ] {
                let refused = try await failure { try await auth.makeKey(with: auth.bearer(admin.token), key) }
                #expect(refused?.code == .invalidArgument)
                let details = try refused?.details.first?.unpack(as: GoogleRpc.BadRequest.self)
                #expect(details?.fieldViolations.first?.field == field)
            }
            for key in [
                AuthV1.ApiKey(displayName: long, scopes: Array(repeating: "jobs.read", count: 32)),
                AuthV1.ApiKey(scopes: ["jobs.read"], allowedCidrs: networks(20)),
                expiring(now + 365 * 86_400), expiring(now + 1),
            ] {
                _ = try await auth.makeKey(with: auth.bearer(admin.token), key)
            }
        }
    }

    @Test("nobody gives a key what their roles don't grant, or makes one for somebody else")
    func ownRightsOnly() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let tom = try await auth.makeTenantAdmin("tom", by: admin)
            for scope in ["tenants.read", "platform.write"] {
                let refused = try await failure { try await auth.makeKey(by: tom.token, scopes: [scope]) }
                #expect(refused?.code == .invalidArgument)
            }
            let me = try await auth.users.getMe(AuthV1.GetMeRequest(), options: auth.bearer(tom.token)).name
            let request = AuthV1.CreateApiKeyRequest(parent: me, apiKey: AuthV1.ApiKey(scopes: ["jobs.read"]))
            #expect(
                try await status { try await auth.users.createApiKey(request, options: auth.bearer(admin.token)) }
                    == .notFound)
            _ = try await auth.users.createApiKey(request, options: auth.bearer(tom.token))
        }
    }

    @Test("a user without a fresh second factor can't make a key")
    func stepUp() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("vera", by: admin.token)
            let vera = try await need(auth.login("vera").tokens).accessToken
            let refused = try await failure { try await auth.makeKey(by: vera, scopes: ["jobs.read"]) }
            #expect(refused?.code == .permissionDenied)
        }
    }

    @Test("a user has at most so many live keys, also when they are asked for side by side on two replicas")
    func quota() async throws {
        try await withAuth(replicas: 2) { auth in
            let admin = try await auth.makeAdmin()
            let owner = try await auth.database.connect()
            // All but two, as if made before.
            for _ in 0..<(AuthLimits.apiKeysMax - 3) { _ = try await auth.makeKey(by: admin.token) }
            let first = try await auth.makeKey(by: admin.token)
            let outcomes = await withTaskGroup(of: StatusCode?.self) { group in
                for index in 0..<6 {
                    group.addTask {
                        do {
                            _ = try await auth.users(replica: index % 2).createApiKey(
                                AuthV1.CreateApiKeyRequest(
                                    parent: "users/me", apiKey: AuthV1.ApiKey(scopes: ["jobs.read"])),
                                options: auth.bearer(admin.token))
                            return nil
                        } catch { return (error as? RPCError)?.code ?? .unknown }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == nil }.count == 2)
            #expect(outcomes.filter { $0 == .resourceExhausted }.count == 4)
            let live = "SELECT count(*) FROM auth.api_keys WHERE revoke_time IS NULL"
            #expect(try await owner.query(SQL(unsafe: live))[0].decode(Int.self, 0) == AuthLimits.apiKeysMax)
            // A revoked one makes room.
            _ = try await auth.revoke(need(first.apiKey).name, by: admin.token)
            _ = try await auth.makeKey(by: admin.token)
        }
    }

    @Test("a tenant's own quota counts instead of the default")
    func tenantQuota() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            try await auth.database.connect().execute("UPDATE auth.tenants SET api_keys_max = 1")
            _ = try await auth.makeKey(by: admin.token)
            let refused = try await failure { try await auth.makeKey(by: admin.token) }
            #expect(refused?.code == .resourceExhausted)
            #expect(try refused?.details.first?.unpack(as: GoogleRpc.QuotaFailure.self)?.violations.count == 1)
        }
    }

    @Test("a repeated request makes no second key, and the first one's secret is not shown again")
    func repeated() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            var request = AuthV1.CreateApiKeyRequest(
                parent: "users/me", apiKey: AuthV1.ApiKey(scopes: ["jobs.read"]), requestId: UUID().uuidString)
            let options = auth.bearer(admin.token)
            let made = try await auth.users.createApiKey(request, options: options)
            let again = try await failure { try await auth.users.createApiKey(request, options: options) }
            #expect(again?.code == .alreadyExists && again?.reason == "SECRET_NOT_REPEATED")
            #expect(try again?.message.contains(need(made.apiKey).name) == true)
            request.apiKey?.scopes = ["datasets.read"]
            #expect(
                try await status { try await auth.users.createApiKey(request, options: options) } == .invalidArgument)
            let keys = try await auth.users.listApiKeys(
                AuthV1.ListApiKeysRequest(parent: "users/me"), options: options)
            #expect(keys.apiKeys.count == 1)
        }
    }

    @Test("an administrator lists and revokes others' keys, and can't rotate them; others see nothing")
    func administrators() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let tom = try await auth.makeTenantAdmin("tom", by: admin)
            let tomsName = try await auth.users.getMe(AuthV1.GetMeRequest(), options: auth.bearer(tom.token)).name
            let made = try await auth.makeKey(by: tom.token)
            let key = try need(made.apiKey)
            let list = AuthV1.ListApiKeysRequest(parent: tomsName)
            #expect(try await auth.users.listApiKeys(list, options: auth.bearer(admin.token)).apiKeys == [key])
            let rotation = AuthV1.RotateApiKeyRequest(name: key.name)
            #expect(
                try await status { try await auth.users.rotateApiKey(rotation, options: auth.bearer(admin.token)) }
                    == .notFound)
            _ = try await auth.makeUser("vera", by: admin.token)
            let vera = try await need(auth.login("vera").tokens).accessToken
            #expect(
                try await status { try await auth.users.listApiKeys(list, options: auth.bearer(vera)) } == .notFound)
            #expect(try await status { try await auth.revoke(key.name, by: vera) } == .notFound)
            #expect(try await auth.revoke(key.name, by: admin.token).state == .revoked)
        }
    }

    @Test("keys are listed newest first, page by page")
    func pages() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            var names: [String] = []
            for _ in 0..<5 { names.append(try await need(auth.makeKey(by: admin.token).apiKey).name) }
            var found: [String] = []
            var request = AuthV1.ListApiKeysRequest(parent: "users/me", pageSize: 2)
            repeat {
                let page = try await auth.users.listApiKeys(request, options: auth.bearer(admin.token))
                #expect(page.apiKeys.count <= 2)
                found += page.apiKeys.map(\.name)
                request.pageToken = page.nextPageToken
            } while !request.pageToken.isEmpty
            #expect(found.count == 5 && Set(found) == Set(names))
        }
    }

    @Test("what is done with keys is audited, a use from a new address and a refusal each minute included")
    func audited() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let made = try await auth.makeKey(by: admin.token)
            let name = try need(made.apiKey).name
            for _ in 0..<3 { _ = try await auth.exchange(made.key) }
            _ = try await auth.users.rotateApiKey(
                AuthV1.RotateApiKeyRequest(name: name, overlap: GoogleProtobuf.Duration(seconds: 3600)),
                options: auth.bearer(admin.token))
            _ = try await auth.revoke(name, by: admin.token)
            let second = try await auth.makeKey(by: admin.token)
            _ = try await auth.revoke(need(second.apiKey).name, by: admin.token)
            for _ in 0..<3 { _ = try await status { try await auth.exchange(second.key) } }
            let events = try await auth.auditedEvents().filter { $0.action.hasPrefix("apiKeys.") }
            #expect(
                events.map(\.action).sorted() == [
                    "apiKeys.create", "apiKeys.create", "apiKeys.exchange", "apiKeys.exchange", "apiKeys.revoke",
                    "apiKeys.revoke", "apiKeys.rotate",
                ])
            #expect(events.filter { $0.result == .denied }.map(\.detail) == ["revoked"])
            #expect(events.allSatisfy { $0.resource.contains("/apiKeys/") && $0.actor.hasPrefix("users/") })
            #expect(events.allSatisfy { !$0.detail.contains("pyn_") })
        }
    }

    @Test("ended keys and the sessions of used ones are swept in time")
    func retention() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let made = try await auth.makeKey(by: admin.token)
            _ = try await auth.exchange(made.key)
            let database = try await auth.database.connect()
            let sessions: SQL = "SELECT 1 FROM auth.sessions WHERE api_key_id IS NOT NULL"
            auth.time.advance(by: 300 + RevocationLog.memorySeconds)
            _ = try await auth.exchange(made.key)
            #expect(try await database.query(sessions).count == 2)
            auth.time.advance(by: 1)
            // In the session of the exchange before, for that one lives.
            _ = try await auth.exchange(made.key)
            #expect(try await database.query(sessions).count == 1)

            let later = try await auth.signInAgain(admin).accessToken
            _ = try await auth.revoke(need(made.apiKey).name, by: later)
            let keys: SQL = "SELECT 1 FROM auth.api_keys"
            let end = AuthLimits.apiKeyRetentionSeconds
            let ended = "UPDATE auth.api_keys SET revoke_time = to_timestamp(\(auth.time.seconds - end))"
            try await database.execute(SQL(unsafe: ended))
            _ = try await auth.makeKey(by: later)
            #expect(try await database.query(keys).count == 2)
            auth.time.advance(by: 1)
            _ = try await auth.makeKey(by: later)
            #expect(try await database.query(keys).count == 2)
        }
    }
}
