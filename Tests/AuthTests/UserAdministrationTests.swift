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

@Suite("What administrators change of users")
struct UserAdministrationTests {
    @Test("the etag tells of logins and locks, and a change that was thought of before them is let through")
    func etagOfEvents() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let vera = try await auth.makeUser("vera", by: admin.token)
            var seen = [try await auth.user(vera.name, by: admin.token).etag]
            auth.time.advance(by: 1)
            _ = try await auth.login("vera")
            seen.append(try await auth.user(vera.name, by: admin.token).etag)
            for _ in 0..<AuthLimits.failuresMax { _ = try await status { try await auth.login("vera", "wrong") } }
            seen.append(try await auth.user(vera.name, by: admin.token).etag)
            #expect(Set(seen).count == 3)
            for (index, etag) in seen.enumerated() {
                let wanted = AuthV1.User(name: vera.name, displayName: "Vera", etag: etag)
                let request = AuthV1.UpdateUserRequest(user: wanted)
                let code = try await status {
                    try await auth.users.updateUser(request, options: auth.bearer(admin.token))
                }
                // The first one changes the user, so the others are old then.
                #expect(code == (index == 0 ? nil : .aborted))
            }
        }
    }

    @Test("a display name changes by mask and etag, and nothing else can be changed so")
    func update() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let vera = try await auth.makeUser("vera", by: admin)
            func update(_ user: AuthV1.User, _ paths: [String]?) async throws -> AuthV1.User {
                try await auth.users.updateUser(
                    AuthV1.UpdateUserRequest(
                        user: user, updateMask: paths.map { GoogleProtobuf.FieldMask(paths: $0) }),
                    options: auth.bearer(admin))
            }
            auth.time.advance(by: 5)
            var wanted = AuthV1.User(name: vera.name, displayName: "Vera", etag: vera.etag)
            let changed = try await update(wanted, ["display_name"])
            #expect(changed.displayName == "Vera")
            #expect(changed.etag != vera.etag)
            #expect(changed.updateTime?.seconds == auth.time.seconds)
            #expect(changed.createTime == vera.createTime)
            #expect(try await auth.user(vera.name, by: admin).etag == changed.etag)

            // The etag is an old one now.
            wanted.displayName = "V."
            #expect(try await status { try await update(wanted, nil) } == .aborted)
            wanted.etag = changed.etag
            #expect(try await update(wanted, nil).displayName == "V.")

            let refused = try await failure { try await update(wanted, ["roles"]) }
            #expect(refused?.fields == ["update_mask"])
            wanted.etag = ""
            wanted.displayName = String(repeating: "x", count: AuthLimits.displayNameCharactersMax)
            #expect(try await update(wanted, nil).displayName == wanted.displayName)
            // The second is one character to those who read it.
            for tooLong in [wanted.displayName + "x", "e" + String(repeating: "\u{301}", count: 200)] {
                wanted.displayName = tooLong
                #expect(try await failure { try await update(wanted, nil) }?.fields == ["user.display_name"])
            }
            #expect(try await auth.auditEvents("users.update").map(\.resource) == [vera.name, vera.name, vera.name])
        }
    }

    @Test("a deleted user is out at once, keeps the name, and comes back when undeleted")
    func deleteAndUndelete() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let vera = try await auth.makeUser("vera", by: admin)
            let tokens = try await need(auth.login("vera").tokens)
            let deleted = try await auth.delete(vera, by: admin)
            #expect(deleted.state == .deleted)
            #expect(deleted.purgeTime?.seconds == auth.time.seconds + 30 * 24 * 3600)
            #expect(try await status { try await auth.refresh(tokens) } == .unauthenticated)
            let refused = try await failure { try await auth.login("vera") }
            #expect(refused?.message == LoginErrors.wrongPassword.message)

            let list = AuthV1.ListUsersRequest()
            #expect(
                try await auth.users.listUsers(list, options: auth.bearer(admin)).users.map(\.username) == ["admin"])
            let all = AuthV1.ListUsersRequest(filter: "state = DELETED", showDeleted: true)
            #expect(try await auth.users.listUsers(all, options: auth.bearer(admin)).users == [deleted])
            #expect(try await status { try await auth.makeUser("vera", by: admin) } == .alreadyExists)
            // Whatever else one might do to them has to wait.
            #expect(try await status { try await auth.delete(vera, by: admin) } == .failedPrecondition)
            #expect(try await status { try await auth.disable(vera, by: admin) } == .failedPrecondition)

            let undelete = AuthV1.UndeleteUserRequest(name: vera.name)
            let back = try await auth.users.undeleteUser(undelete, options: auth.bearer(admin))
            #expect(back.state == .active)
            #expect(back.purgeTime == nil)
            #expect(try await auth.login("vera").tokens != nil)
            #expect(
                try await status { try await auth.users.undeleteUser(undelete, options: auth.bearer(admin)) }
                    == .failedPrecondition)
            #expect(try await auth.auditEvents("users.delete").map(\.resource) == [vera.name])
            #expect(try await auth.auditEvents("users.undelete").map(\.resource) == [vera.name])
        }
    }

    @Test("keys, remembered devices and reset tokens of a deleted user don't come back with them")
    func credentials() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("tom", roles: ["tenant_admin"], by: admin.token)
            let tom = try await auth.enroll(with: need(auth.login("tom").enrollment).challengeToken).token
            let user = try await auth.users.getMe(AuthV1.GetMeRequest(), options: auth.bearer(tom))
            let key = try await auth.makeKey(by: tom)
            _ = try await auth.exchange(key.key)
            let owner = try await auth.database.connect()
            try await owner.execute(
                """
                INSERT INTO auth.trusted_devices (tenant_id, device_id, user_id, token_hash, create_time, last_use_time,
                    expire_time, client_address, user_agent)
                SELECT tenant_id, gen_random_uuid(), user_id, '', now(), now(), now() + interval '1 day', '', ''
                FROM auth.users WHERE username = 'tom'
                """)
            let request = AuthV1.RequestPasswordResetRequest(username: "tom")
            _ = try await auth.auth.requestPasswordReset(request)
            #expect(try await owner.query("SELECT 1 FROM auth.password_resets").count == 1)
            _ = try await auth.delete(user, by: admin.token)
            #expect(try await status { try await auth.exchange(key.key) } == .unauthenticated)
            let undelete = AuthV1.UndeleteUserRequest(name: user.name)
            _ = try await auth.users.undeleteUser(undelete, options: auth.bearer(admin.token))
            #expect(try await status { try await auth.exchange(key.key) } == .unauthenticated)
            #expect(try await owner.query("SELECT 1 FROM auth.trusted_devices").isEmpty)
            #expect(try await owner.query("SELECT 1 FROM auth.password_resets").isEmpty)
        }
    }

    @Test("after 30 days a deleted user is gone for good, and the name is free")
    func purge() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let vera = try await auth.makeUser("vera", by: admin)
            _ = try await auth.login("vera")
            let tenant = try await auth.makeTenant("Other", by: admin)
            let (other, _) = try await auth.makeTenantAdmin("olga", of: tenant, by: admin)
            _ = try await auth.delete(vera, by: admin)
            _ = try await auth.users.deleteUser(
                AuthV1.DeleteUserRequest(name: other.name), options: auth.bearer(admin, in: tenant.name))

            let owner = try await auth.database.connect()
            let count = {
                try await owner.query(
                    "SELECT (SELECT count(*) FROM auth.users) + (SELECT count(*) FROM auth.login_directory)")[0]
                    .decode(Int.self, 0)
            }
            let sweep = TenantSweep(pool: try auth.pool, clock: auth.time.clock)
            auth.time.advance(by: AuthLimits.userPurgeSeconds - 1)
            _ = try await sweep.run()
            #expect(try await count() == 6)
            auth.time.advance(by: 1)
            #expect(try await sweep.run() >= 2)
            #expect(try await count() == 2)
            #expect(
                try await owner.query(
                    "SELECT 1 FROM auth.sessions WHERE user_id = \(vera.name.dropFirst(6).description)"
                ).isEmpty)
            #expect(Set(try await auth.auditEvents("users.purge").map(\.resource)) == [vera.name, other.name])
            #expect(try await auth.auditEvents("users.purge").allSatisfy { $0.actor == "services/auth" })
        }
    }

    @Test("a disabled user is out at once and stays so until enabled")
    func disable() async throws {
        try await withAuth(replicas: 2) { auth in
            let admin = try await auth.makeAdmin().token
            let vera = try await auth.makeUser("vera", by: admin)
            let tokens = try await need(auth.login("vera").tokens)
            let disabled = try await auth.disable(vera, by: admin)
            #expect(disabled.state == .disabled)
            #expect(try await status { try await auth.refresh(tokens) } == .unauthenticated)
            #expect(try await failure { try await auth.login("vera") }?.message == LoginErrors.disabled.message)
            let owner = try await auth.database.connect()
            let session = try await auth.claims(of: tokens.accessToken).sessionID
            #expect(
                try await owner.query("SELECT 1 FROM auth.revocations WHERE session_id = \(try need(session))").count
                    == 1)

            let enable = AuthV1.EnableUserRequest(name: vera.name, etag: vera.etag)
            #expect(
                try await status { try await auth.userReplica(1).enableUser(enable, options: auth.bearer(admin)) }
                    == .aborted
            )
            let current = AuthV1.EnableUserRequest(name: vera.name, etag: disabled.etag)
            #expect(try await auth.userReplica(1).enableUser(current, options: auth.bearer(admin)).state == .active)
            #expect(try await auth.login("vera").tokens != nil)
            #expect(try await auth.auditEvents("users.disable").map(\.detail) == ["vera"])
            #expect(try await auth.auditEvents("users.enable").map(\.detail) == ["vera"])
        }
    }

    @Test("a lock is seen, and ended")
    func unlock() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let vera = try await auth.makeUser("vera", by: admin)
            for _ in 0..<AuthLimits.failuresMax - 1 { _ = try await status { try await auth.login("vera", "wrong") } }
            #expect(try await auth.user(vera.name, by: admin).lockExpireTime == nil)
            _ = try await status { try await auth.login("vera", "wrong") }
            let locked = try await auth.user(vera.name, by: admin)
            #expect(locked.lockExpireTime?.seconds == auth.time.seconds + AuthLimits.failureWindowSeconds)
            let page = try await auth.users.listUsers(AuthV1.ListUsersRequest(), options: auth.bearer(admin))
            #expect(page.users.map { $0.lockExpireTime != nil } == [false, true])
            #expect(try await status { try await auth.login("vera") } == .resourceExhausted)

            let unlocked = try await auth.users.unlockUser(
                AuthV1.UnlockUserRequest(name: vera.name), options: auth.bearer(admin))
            #expect(unlocked.lockExpireTime == nil)
            #expect(try await auth.login("vera").tokens != nil)
            #expect(try await auth.user(vera.name, by: admin).lastLoginTime?.seconds == auth.time.seconds)
            #expect(try await auth.auditEvents("users.unlock").map(\.resource) == [vera.name])
        }
    }

    @Test("new roles end the sessions of the old ones, and stand in the next token")
    func setRoles() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let vera = try await auth.makeUser("vera", by: admin)
            let tokens = try await need(auth.login("vera").tokens)
            let changed = try await auth.setRoles(["viewer", "analyst", "viewer"], of: vera, by: admin)
            #expect(changed.roles == ["analyst", "viewer"])
            #expect(try await status { try await auth.refresh(tokens) } == .unauthenticated)
            let next = try await need(auth.login("vera").tokens)
            #expect(try await auth.claims(of: next.accessToken).roles == ["analyst", "viewer"])
            #expect(try await auth.auditEvents("users.setRoles").map(\.detail) == ["viewer -> analyst, viewer"])
            for bad in [[], ["king"], ["service"], Array(repeating: "viewer", count: AuthLimits.rolesMax + 1)] {
                let refused = try await failure { try await auth.setRoles(bad, of: vera, by: admin) }
                #expect(refused?.fields == ["roles"])
            }
            // A role that must have a second factor does not let in without one.
            _ = try await auth.setRoles(["tenant_admin"], of: vera, by: admin)
            #expect(try await auth.login("vera").enrollment != nil)
        }
    }

    @Test("nobody disables, deletes or demotes themselves")
    func oneself() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            _ = try await auth.makeAdmin("second")
            let me = try await auth.users.getMe(AuthV1.GetMeRequest(), options: auth.bearer(admin))
            for name in [me.name, "users/me"] {
                let user = AuthV1.User(name: name)
                #expect(try await status { try await auth.disable(user, by: admin) } == .failedPrecondition)
                #expect(try await status { try await auth.delete(user, by: admin) } == .failedPrecondition)
                #expect(
                    try await status { try await auth.setRoles(["viewer"], of: user, by: admin) } == .failedPrecondition
                )
            }
            #expect(try await auth.user(me.name, by: admin) == me)
        }
    }

    @Test("nobody acts on a user who may do more, nor grants what they lack")
    func stronger() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let me = try await auth.users.getMe(AuthV1.GetMeRequest(), options: auth.bearer(admin))
            _ = try await auth.makeUser("tom", roles: ["tenant_admin"], by: admin)
            let tom = try await auth.enroll(with: need(auth.login("tom").enrollment).challengeToken).token
            let vera = try await auth.makeUser("vera", by: tom)
            func refusals(_ user: AuthV1.User) async throws -> [StatusCode?] {
                let options = auth.bearer(tom)
                return [
                    try await status { try await auth.disable(user, by: tom) },
                    try await status { try await auth.delete(user, by: tom) },
                    try await status { try await auth.setRoles(["viewer"], of: user, by: tom) },
                    try await status {
                        try await auth.users.updateUser(AuthV1.UpdateUserRequest(user: user), options: options)
                    },
                    try await status {
                        try await auth.users.enableUser(AuthV1.EnableUserRequest(name: user.name), options: options)
                    },
                    try await status {
                        try await auth.users.unlockUser(AuthV1.UnlockUserRequest(name: user.name), options: options)
                    },
                    try await status {
                        try await auth.users.undeleteUser(AuthV1.UndeleteUserRequest(name: user.name), options: options)
                    },
                ]
            }
            #expect(try await refusals(me) == Array(repeating: .permissionDenied, count: 7))
            let acts = ["disable", "delete", "setRoles", "update", "enable", "unlock", "undelete"]
            let denied = try await auth.auditedEvents().filter { $0.result == .denied }
            #expect(denied.map(\.action) == acts.map { "users.\($0)" })
            #expect(denied.allSatisfy { $0.resource == me.name && $0.detail == "This user may do more than you." })
            // Nor what is theirs.
            let key = try await need(auth.makeKey(by: admin).apiKey)
            let sessions = AuthV1.ListSessionsRequest(parent: me.name)
            let session = try await need(auth.users.listSessions(sessions, options: auth.bearer(tom)).sessions.first)
            let options = auth.bearer(tom)
            for code in [
                try await status { try await auth.revoke(key.name, by: tom) },
                try await status {
                    try await auth.users.revokeSession(
                        AuthV1.RevokeSessionRequest(name: session.name), options: options)
                },
                try await status {
                    try await auth.users.revokeAllSessions(
                        AuthV1.RevokeAllSessionsRequest(parent: me.name), options: options)
                },
            ] {
                #expect(code == .permissionDenied)
            }
            #expect(
                try await status { try await auth.setRoles(["super_admin"], of: vera, by: tom) } == .permissionDenied)
            let strong = AuthV1.User(username: "tim", roles: ["super_admin"], password: "made by an admin")
            let created = try await failure {
                try await auth.users.createUser(AuthV1.CreateUserRequest(user: strong), options: options)
            }
            #expect(created?.code == .permissionDenied && created?.reason == "ROLE_STRONGER")
            let more = try await auth.auditedEvents().filter { $0.result == .denied }.dropFirst(acts.count)
            #expect(
                more.map { "\($0.action) \($0.resource)" } == [
                    "apiKeys.revoke \(key.name)", "sessions.revoke \(session.name)", "sessions.revokeAll \(me.name)",
                    "users.setRoles \(vera.name)", "users.create ",
                ])
            #expect(try await auth.user(me.name, by: admin).state == .active)
            // Who may do as much may.
            _ = try await auth.makeUser("tina", roles: ["tenant_admin"], by: tom)
            #expect(try await auth.disable(vera, by: tom).state == .disabled)
        }
    }

    @Test("two super_admins who take the role from each other at once can't both succeed", arguments: 0..<3)
    func lastAdministrator(act: Int) async throws {
        try await withAuth(replicas: 2) { auth in
            let first = try await auth.makeAdmin().token
            let second = try await auth.makeAdmin("second").token
            let names = try await auth.users.listUsers(AuthV1.ListUsersRequest(), options: auth.bearer(first)).users
                .map(\.name)
            @Sendable func take(_ replica: Int, from name: String, by token: String) async throws -> StatusCode? {
                try await status {
                    let (users, options) = (auth.userReplica(replica), auth.bearer(token))
                    return switch act {
                    case 0: try await users.disableUser(AuthV1.DisableUserRequest(name: name), options: options)
                    case 1: try await users.deleteUser(AuthV1.DeleteUserRequest(name: name), options: options)
                    default:
                        try await users.setRoles(
                            AuthV1.SetRolesRequest(name: name, roles: ["viewer"]), options: options)
                    }
                }
            }
            async let one = take(0, from: names[1], by: first)
            async let other = take(1, from: names[0], by: second)
            let codes = try await [one, other]
            #expect(codes.count { $0 == nil } == 1, "\(codes)")
            let owner = try await auth.database.connect()
            let left = try await owner.query(
                """
                SELECT 1 FROM auth.users
                WHERE 'super_admin' = ANY (roles) AND NOT is_disabled AND delete_time IS NULL
                """)
            #expect(left.count == 1)
        }
    }

    @Test("users of another tenant, and names that are none, do not exist for any act")
    func notFound() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin().token
            let tenant = try await auth.makeTenant("Other", by: admin)
            let (olga, _) = try await auth.makeTenantAdmin("olga", of: tenant, by: admin)
            for name in [olga.name, "users/x", "users/\(UUID().text)", ""] {
                let user = AuthV1.User(name: name)
                #expect(try await status { try await auth.user(name, by: admin) } == .notFound)
                #expect(try await status { try await auth.disable(user, by: admin) } == .notFound)
                #expect(try await status { try await auth.delete(user, by: admin) } == .notFound)
                #expect(try await status { try await auth.setRoles(["viewer"], of: user, by: admin) } == .notFound)
                #expect(
                    try await status {
                        try await auth.users.updateUser(
                            AuthV1.UpdateUserRequest(user: user), options: auth.bearer(admin))
                    } == .notFound)
            }
        }
    }
}
