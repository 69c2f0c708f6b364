import API
import FoundationEssentials
import Messages
import Postgres
import RPC
import TestKit
import Testing
import Tokens

@testable import AuthBackend

@Suite("Rotation of API keys")
struct ApiKeyRotationTests {
    private func rotate(
        _ key: AuthV1.ApiKey?, overlap: Int64?, by token: String, _ auth: AuthFixture
    ) async throws -> AuthV1.RotateApiKeyResponse {
        let request = AuthV1.RotateApiKeyRequest(
            name: try need(key).name, overlap: overlap.map { GoogleProtobuf.Duration(seconds: $0) })
        return try await auth.users.rotateApiKey(request, options: auth.bearer(token))
    }

    @Test("without an overlap the old secret and its tokens end at once")
    func withoutOverlap() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let made = try await auth.makeKey(by: admin.token)
            let session = try await auth.claims(of: auth.exchange(made.key).accessToken).sessionID
            let rotated = try await rotate(made.apiKey, overlap: nil, by: admin.token, auth)
            #expect(rotated.key != made.key && rotated.apiKey?.previousSecretExpireTime == nil)
            #expect(rotated.apiKey?.hint == made.apiKey?.hint)
            #expect(try await auth.revokedSessions() == [session])
            #expect(try await status { try await auth.exchange(made.key) } == .unauthenticated)
            _ = try await auth.exchange(rotated.key)
        }
    }

    @Test("during an overlap both secrets work, the old one and its tokens to its end only")
    func overlap() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let made = try await auth.makeKey(by: admin.token)
            _ = try await auth.exchange(made.key)
            let rotated = try await rotate(made.apiKey, overlap: 600, by: admin.token, auth)
            #expect(rotated.apiKey?.previousSecretExpireTime?.seconds == auth.time.seconds + 600)
            #expect(try await auth.revokedSessions() == [])
            auth.time.advance(by: 590)
            #expect(try await auth.exchange(made.key).expiresIn == 10)
            #expect(try await auth.exchange(rotated.key).expiresIn == 300)
            auth.time.advance(by: 10)
            #expect(try await status { try await auth.exchange(made.key) } == .unauthenticated)
            _ = try await auth.exchange(rotated.key)
        }
    }

    @Test("a second rotation ends the secret before the last, and tokens that may be of it")
    func twice() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let made = try await auth.makeKey(by: admin.token)
            let session = try await auth.claims(of: auth.exchange(made.key).accessToken).sessionID
            let second = try await rotate(made.apiKey, overlap: 600, by: admin.token, auth)
            let third = try await rotate(made.apiKey, overlap: 600, by: admin.token, auth)
            #expect(try await status { try await auth.exchange(made.key) } == .unauthenticated)
            #expect(try await auth.revokedSessions() == [session])
            _ = try await auth.exchange(second.key)
            _ = try await auth.exchange(third.key)
        }
    }

    @Test("an overlap lasts from nothing to seven days")
    func limits() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let made = try await auth.makeKey(by: admin.token)
            for (overlap, expected) in [(-1, StatusCode.invalidArgument), (7 * 86_400 + 1, .invalidArgument)] {
                let code = try await status {
                    try await rotate(made.apiKey, overlap: Int64(overlap), by: admin.token, auth)
                }
                #expect(code == expected)
            }
            _ = try await rotate(made.apiKey, overlap: 7 * 86_400, by: admin.token, auth)
            _ = try await rotate(made.apiKey, overlap: 0, by: admin.token, auth)
        }
    }

    @Test("a key that has ended can't be rotated")
    func ended() async throws {
        try await withAuth { auth in
            let admin = try await auth.makeAdmin()
            let made = try await auth.makeKey(by: admin.token)
            _ = try await auth.revoke(need(made.apiKey).name, by: admin.token)
            let code = try await status { try await rotate(made.apiKey, overlap: nil, by: admin.token, auth) }
            #expect(code == .failedPrecondition)
        }
    }

    @Test("a key that is exchanged while it is revoked leaves no live session behind")
    func race() async throws {
        try await withAuth(replicas: 2) { auth in
            let admin = try await auth.makeAdmin()
            for _ in 0..<5 {
                let made = try await auth.makeKey(by: admin.token)
                let name = try need(made.apiKey).name
                await withTaskGroup(of: Void.self) { group in
                    for index in 0..<4 {
                        group.addTask {
                            _ = try? await auth.replica(index % 2).exchangeApiKey(
                                AuthV1.ExchangeApiKeyRequest(apiKey: made.key))
                        }
                    }
                    group.addTask { _ = try? await auth.revoke(name, by: admin.token) }
                }
                #expect(
                    try await auth.users.getApiKey(.init(name: name), options: auth.bearer(admin.token)).state
                        == .revoked)
            }
            let live = try await auth.database.connect().query(
                "SELECT 1 FROM auth.sessions WHERE api_key_id IS NOT NULL AND revoke_time IS NULL")
            #expect(live.isEmpty)
        }
    }
}
