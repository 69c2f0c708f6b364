import API
import Messages
import RPC
import ServiceKit
import TestKit
import Testing
import Tokens

@testable import AuthBackend

@Suite("Revocations as other services see them")
struct WatchingServiceTests {
    @Test("a session that ends is refused by every replica of auth and by other services")
    func everywhere() async throws {
        try await withAuth(replicas: 2) { auth in
            let admin = try await auth.makeAdmin()
            try await WatchingService.with(authPort: auth.port(1)) { dataset in
                #expect(try await dataset.read(admin.token) == "")
                _ = try await auth.auth.logout(AuthV1.LogoutRequest(), options: auth.bearer(admin.token))
                try await eventually { try await dataset.read(admin.token) == "TOKEN_REVOKED" }
                for index in 0..<2 {
                    try await eventually {
                        try await status {
                            try await auth.userService(index).getMe(
                                AuthV1.GetMeRequest(), options: auth.bearer(admin.token))
                        } == .unauthenticated
                    }
                }
            }
        }
    }

    @Test("without auth, reads go on and step-ups fail; when it is back, what ended meanwhile is refused")
    func authAway() async throws {
        try await withAuth(replicas: 2) { auth in
            let admin = try await auth.makeAdmin()
            let ann = try await auth.makeUser("ann", by: admin.token)
            let annToken = try await need(auth.login("ann").tokens).accessToken
            let port = auth.port(1)
            try await WatchingService.with(authPort: port) { dataset in
                #expect(try await dataset.delete(admin.token) == "")
                #expect(try await dataset.read(annToken) == "")
                await auth.stop(replica: 1)
                try await eventually { try await dataset.delete(admin.token) == "REVOCATIONS_STALE" }
                #expect(try await dataset.read(annToken) == "")
                _ = try await auth.users.revokeAllSessions(
                    AuthV1.RevokeAllSessionsRequest(parent: ann.name), options: auth.bearer(admin.token))
                #expect(try await dataset.read(annToken) == "")
                _ = try await auth.base.start(["RPC_PORT": "\(port)"])
                try await eventually { try await dataset.read(annToken) == "TOKEN_REVOKED" }
                try await eventually { try await dataset.delete(admin.token) == "" }
                #expect(try await dataset.read(admin.token) == "")
            }
        }
    }

    @Test("a running call of a session that ends is ended in every service, and another session's goes on")
    func runningCalls() async throws {
        try await withAuth(replicas: 2) { auth in
            let admin = try await auth.makeAdmin()
            _ = try await auth.makeUser("ann", by: admin.token)
            let gone = try await need(auth.login("ann").tokens).accessToken
            let kept = try await need(auth.login("ann").tokens).accessToken
            try await WatchingService.with(authPort: auth.port(1)) { dataset in
                let ended = try await dataset.watch(gone)
                let other = try await dataset.watch(kept)
                _ = try await auth.auth.logout(AuthV1.LogoutRequest(), options: auth.bearer(gone))
                let error = await #expect(throws: RPCError.self) { for try await _ in ended {} }
                #expect(error?.code == .unauthenticated)
                let info = error?.details.compactMap { try? $0.unpack(as: GoogleRpc.ErrorInfo.self) }.first
                #expect(info?.reason == Refusal.tokenRevoked)
                #expect(try await dataset.goesOn(other))
                other.cancel()
            }
        }
    }

    @Test("a running call that has outlived the token of a key ends with the key")
    func outlivedToken() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let key = try await auth.makeKey(by: admin.token)
            let token = try await auth.exchange(key.key).accessToken
            try await WatchingService.with(authPort: auth.port) { dataset in
                let stream = try await dataset.watch(token)
                auth.time.advance(by: AccessClaims.apiKeyLifetimeSeconds + ServiceLimits.sessionCallSecondsMax)
                // Another use of the key sweeps what is of no use any more.
                _ = try await auth.exchange(key.key)
                let later = try await auth.signInAgain(admin).accessToken
                _ = try await auth.revoke(need(key.apiKey).name, by: later)
                let error = await #expect(throws: RPCError.self) { for try await _ in stream {} }
                #expect(error?.code == .unauthenticated)
            }
        }
    }

    @Test("a service that has never heard from auth believes nobody")
    func neverHeard() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let port = auth.port(0)
            await auth.stop(replica: 0)
            try await WatchingService.with(authPort: port) { (dataset: WatchingService) async throws in
                #expect(try await dataset.read(admin.token).contains("UNAVAILABLE"))
            }
        }
    }
}

extension AuthFixture {
    func port(_ replica: Int) -> Int { replicas[replica].service.rpcPort }

    func stop(replica: Int) async { await base.stop(replicas[replica]) }

    func userService(_ replica: Int) -> AuthV1.UserServiceClient {
        AuthV1.UserServiceClient(replicas[replica].channel)
    }
}
