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

@Suite("Exchanges of API keys")
struct ApiKeyExchangeTests {
    @Test("a key is exchanged for a token of five minutes with its owner's roles and its own scopes")
    func exchanged() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let made = try await auth.makeKey(by: admin.token, scopes: ["users.read", "datasets.read"])
            let answer = try await auth.exchange(made.key)
            #expect(answer.expiresIn == 300)
            let claims = try await auth.claims(of: answer.accessToken)
            #expect(claims.kind == .apiKey && claims.roles == ["super_admin"])
            #expect(claims.scope == "datasets.read users.read")
            #expect(claims.authenticationMethods.isEmpty && claims.expiresAt == auth.time.seconds + 300)
            let options = auth.bearer(answer.accessToken)
            #expect(try await auth.users.getMe(AuthV1.GetMeRequest(), options: options).username == "admin")
            #expect(try await auth.users.listUsers(AuthV1.ListUsersRequest(), options: options).users.count == 1)
        }
    }

    @Test("a key does nothing outside its scopes, and nothing that takes a person")
    func scopes() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let key = try await auth.makeKey(by: admin.token, scopes: ["datasets.read"])
            // No key gets such a scope any more; should one have it nevertheless, it opens nothing.
            let scopes = ["datasets.read", "users.write"]
            try await auth.database.connect().execute("UPDATE auth.api_keys SET scopes = \(scopes)")
            let options = auth.bearer(try await auth.exchange(key.key).accessToken)
            let outside = try await failure {
                try await auth.users.listUsers(AuthV1.ListUsersRequest(), options: options)
            }
            #expect(outside?.code == .permissionDenied && outside?.reason == "PERMISSION_MISSING")
            let user = AuthV1.User(username: "x", roles: ["viewer"], password: AuthFixture.password)
            let calls: [() async throws -> Void] = [
                { _ = try await auth.users.createUser(AuthV1.CreateUserRequest(user: user), options: options) },
                { _ = try await auth.makeKey(with: options, AuthV1.ApiKey(scopes: ["datasets.read"])) },
                {
                    _ = try await auth.users.listApiKeys(
                        AuthV1.ListApiKeysRequest(parent: "users/me"), options: options)
                },
                { _ = try await auth.auth.logout(AuthV1.LogoutRequest(), options: options) },
            ]
            for call in calls {
                let refused = try await failure(call)
                #expect(refused?.code == .permissionDenied && refused?.reason == "PERSON_REQUIRED")
            }
        }
    }

    @Test("whatever is wrong with a key, the answer is the same")
    func refusals() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let gateway = try await auth.gatewayToken()
            let revoked = try await auth.makeKey(by: admin.token)
            _ = try await auth.revoke(need(revoked.apiKey).name, by: admin.token)
            let bound = try await auth.makeKey(by: admin.token, cidrs: ["192.0.2.0/24"])
            let expired = try await auth.makeKey(
                with: auth.bearer(admin.token),
                AuthV1.ApiKey(
                    scopes: ["jobs.read"], expireTime: GoogleProtobuf.Timestamp(seconds: auth.time.seconds + 10)))
            let good = try await auth.makeKey(by: admin.token)
            auth.time.advance(by: 10)
            let tampered = String(good.key.dropLast()) + (good.key.last == "A" ? "Q" : "A")
            let unknown = try OpaqueToken(.apiKey, tenant: UUID(), id: UUID()).text
            var answers: [RPCError?] = []
            for key in ["", "pyn_", "x", revoked.key, bound.key, expired.key, tampered, unknown, good.key + "A"] {
                answers.append(
                    try await failure { try await auth.exchange(key, gateway: gateway, from: "198.51.100.1") })
            }
            for answer in answers {
                #expect(answer?.code == .unauthenticated && answer?.reason == "API_KEY_INVALID")
                #expect(answer?.message == answers[0]?.message && answer?.statusBytes == answers[0]?.statusBytes)
            }
            _ = try await auth.exchange(good.key, gateway: gateway, from: "198.51.100.1")
        }
    }

    @Test("the address that counts is the gateway's word, and nobody else's")
    func addresses() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let gateway = try await auth.gatewayToken()
            let made = try await auth.makeKey(by: admin.token, cidrs: ["192.0.2.0/24", "2001:db8::/32"])
            for (address, isAllowed) in [
                ("192.0.2.9", true), ("::ffff:192.0.2.9", true), ("2001:db8::5", true), ("192.0.3.1", false),
                ("2001:db9::", false), ("", false), ("nonsense", false),
            ] {
                let code = try await status { try await auth.exchange(made.key, gateway: gateway, from: address) }
                #expect(code == (isAllowed ? nil : .unauthenticated), "\(address)")
            }
            // Whoever is not the gateway is where its connection comes from.
            let dataset = try await auth.serviceToken("dataset", "the secret of dataset")
            for token in [nil, dataset, admin.token] {
                let code = try await status { try await auth.exchange(made.key, gateway: token, from: "192.0.2.9") }
                #expect(code == .unauthenticated)
            }
        }
    }

    @Test("a key ends with its owner's account and works again with it")
    func owner() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let made = try await auth.makeKey(by: admin.token)
            let database = try await auth.database.connect()
            for (column, table) in [("is_disabled", "users"), ("is_suspended", "tenants")] {
                try await database.execute(SQL(unsafe: "UPDATE auth.\(table) SET \(column) = true"))
                #expect(try await status { try await auth.exchange(made.key) } == .unauthenticated)
                try await database.execute(SQL(unsafe: "UPDATE auth.\(table) SET \(column) = false"))
                _ = try await auth.exchange(made.key)
            }
            try await database.execute("UPDATE auth.users SET delete_time = now(), purge_time = now()")
            #expect(try await status { try await auth.exchange(made.key) } == .unauthenticated)
        }
    }

    @Test("revoking a key ends the sessions of its tokens; once more changes nothing")
    func revoked() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let made = try await auth.makeKey(by: admin.token)
            let other = try await auth.makeKey(by: admin.token)
            let session = try await auth.claims(of: auth.exchange(made.key).accessToken).sessionID
            let kept = try await auth.claims(of: auth.exchange(other.key).accessToken).sessionID
            let name = try need(made.apiKey).name
            #expect(try await auth.revoke(name, by: admin.token).state == .revoked)
            #expect(try await auth.revokedSessions() == [session])
            #expect(try await auth.revoke(name, by: admin.token).state == .revoked)
            #expect(try await auth.revokedSessions() == [session])
            #expect(try await status { try await auth.exchange(made.key) } == .unauthenticated)
            #expect(kept != session)
            let sessions = try await auth.users.listSessions(
                AuthV1.ListSessionsRequest(parent: "users/me"), options: auth.bearer(admin.token))
            #expect(sessions.sessions.count == 1)
        }
    }

    @Test("the audit tells the first use, and each address that is new among the last ones")
    func addressesAudited() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let gateway = try await auth.gatewayToken()
            let made = try await auth.makeKey(by: admin.token)
            func use(from number: Int) async throws -> [String] {
                let known = try await auth.auditEvents("apiKeys.exchange").count
                _ = try await auth.exchange(made.key, gateway: gateway, from: "192.0.2.\(number)")
                return try await auth.auditEvents("apiKeys.exchange").dropFirst(known).map {
                    "\($0.detail) \($0.clientAddress)"
                }
            }
            #expect(try await use(from: 1) == ["used for the first time 192.0.2.1"])
            #expect(try await use(from: 2) == ["used from an address that is new 192.0.2.2"])
            for number in [1, 2, 1, 2] { #expect(try await use(from: number).isEmpty) }
            let most = AuthLimits.apiKeyNetworksKnownMax
            for number in 3...most { #expect(try await use(from: number).count == 1) }
            #expect(try await use(from: 1).isEmpty)
            // One past what is remembered: the one that was not used for longest is forgotten.
            #expect(try await use(from: most + 1).count == 1)
            #expect(try await use(from: 1).isEmpty)
            #expect(try await use(from: 2).count == 1)
        }
    }

    @Test("the addresses of one IPv6 network are one place, in the audit and for sessions")
    func networks() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let made = try await auth.makeKey(by: admin.token)
            func session(from address: String) async throws -> String {
                let gateway = try await auth.gatewayToken()
                let token = try await auth.exchange(made.key, gateway: gateway, from: address).accessToken
                return try await need(auth.claims(of: token).sessionID)
            }
            let first = try await session(from: "2001:db8::1")
            #expect(try await session(from: "2001:db8::2") == first)
            #expect(try await session(from: "2001:db8:0:1::1") != first)
            #expect(try await auth.auditEvents("apiKeys.exchange").count == 2)
            // It lives as long as the last of its tokens, and no longer.
            auth.time.advance(by: 299)
            #expect(try await session(from: "2001:db8::3") == first)
            auth.time.advance(by: 299)
            #expect(try await session(from: "2001:db8::3") == first)
            auth.time.advance(by: 300)
            #expect(try await session(from: "2001:db8::3") != first)
        }
    }

    @Test("a secret is exchanged so often and no oftener, whoever else shows another one of the same key")
    func rate() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let made = try await auth.makeKey(by: admin.token)
            let id = try ResourceName.id("apiKeys/" + need(made.apiKey?.name.split(separator: "/").last), in: "apiKeys")
            let guess = try OpaqueToken(.apiKey, tenant: AdminBootstrap.defaultTenant, id: id).text
            func exhaust(_ key: String) async throws -> (count: Int, refusal: RPCError?) {
                for count in 0..<1000 {
                    let refused = try await failure { try await auth.exchange(key) }
                    if refused?.code == .resourceExhausted { return (count, refused) }
                }
                return (1000, nil)
            }
            let most = "\(AuthLimits.apiKeyExchangeBurst)"
            #expect(try await exhaust(guess).refusal?.metadata["ratelimit-limit"] == most)
            let (count, refusal) = try await exhaust(made.key)
            // A slow machine may be given back some meanwhile.
            #expect(count >= AuthLimits.apiKeyExchangeBurst)
            #expect(refusal?.metadata["ratelimit-limit"] == most)
        }
    }

    @Test("the last use is known to within a minute, and its address at once")
    func lastUse() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let gateway = try await auth.gatewayToken()
            let made = try await auth.makeKey(by: admin.token)
            let start = auth.time.seconds
            func use(from address: String, after seconds: Int64) async throws -> (Int64, String) {
                auth.time.advance(by: seconds)
                _ = try await auth.exchange(made.key, gateway: gateway, from: address)
                let row = try await auth.database.connect().query(
                    "SELECT extract(epoch FROM last_use_time)::bigint AS time, last_use_address FROM auth.api_keys")[0]
                return try (row.decode(Int64.self, "time") - start, row.decode(String.self, "last_use_address"))
            }
            #expect(try await use(from: "192.0.2.1", after: 0) == (0, "192.0.2.1"))
            #expect(try await use(from: "192.0.2.1", after: 59) == (0, "192.0.2.1"))
            #expect(try await use(from: "192.0.2.1", after: 1) == (60, "192.0.2.1"))
            #expect(try await use(from: "192.0.2.2", after: 1) == (61, "192.0.2.2"))
        }
    }
}
