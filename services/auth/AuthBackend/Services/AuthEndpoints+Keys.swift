import API
import FoundationEssentials
import Messages
import RPC
import ServiceKit
import Tokens

/// What keeps other services informed about keys and sessions that ended.
extension AuthEndpoints {
    func rotateSigningKey(
        _ request: AuthV1.RotateSigningKeyRequest, context: ServerContext
    ) async throws -> AuthV1.RotateSigningKeyResponse {
        let caller = try Caller(context)
        let actor = context.auditActor
        let key =
            request.revokePrevious
            ? try await rotation.replaceAll(by: caller, actor: actor)
            : try await rotation.rotate(by: caller, actor: actor)
        return AuthV1.RotateSigningKeyResponse(
            keyId: key.keyID, activateTime: GoogleProtobuf.Timestamp(key.activateTime))
    }

    func getJwks(_ request: AuthV1.GetJwksRequest, context: ServerContext) async throws -> AuthV1.JsonWebKeySet {
        let keys = try await issuer.keyring.keys().all.map(\.publicKey)
        context.sendInitialMetadata(KeySetCaching.metadata(keys))
        return AuthV1.JsonWebKeySet(
            keys: keys.map { key in
                AuthV1.JsonWebKey(kty: key.kty, crv: key.crv, alg: key.alg, use: key.use, kid: key.kid, x: key.x)
            })
    }

    /// Says something after each look into the log, so that whoever hears nothing knows that nobody knows. A service that
    /// drains ends the stream: watchers find another replica.
    func watchRevocations(
        _ request: AuthV1.WatchRevocationsRequest, responses: ResponseWriter<AuthV1.WatchRevocationsResponse>,
        context: ServerContext
    ) async throws {
        guard request.cursor >= 0 else { throw RPCError(.invalidArgument, "cursor is negative.") }
        var cursor = request.cursor
        while !Task.isCancelled, health.phase != .draining {
            let reads = feed.reads.rings
            if let page = feed.page(after: cursor) {
                try await responses.write(AuthV1.WatchRevocationsResponse(page))
                cursor = page.cursor
                if page.hasMore { continue }
            }
            await waitForRead(after: reads)
        }
    }

    /// Wakes now and then although there is nothing to say, to see whether the service drains.
    private func waitForRead(after reads: UInt64) async {
        repeat {
            await feed.reads.wait(after: reads, atMost: AuthLimits.revocationPollInterval)
        } while feed.reads.rings == reads && !Task.isCancelled && health.phase != .draining
    }
}

extension AuthV1.WatchRevocationsResponse {
    init(_ page: RevocationFeed.Page) {
        self.init(
            cursor: page.cursor, revocations: page.revocations.map(AuthV1.Revocation.init), hasMore: page.hasMore)
    }
}

extension AuthV1.Revocation {
    fileprivate init(_ revocation: Revocation) {
        let subject: Subject =
            switch revocation.subject {
            case .session(let id): .sessionId(id)
            case .key(let id): .keyId(id)
            }
        self.init(subject: subject, expireTime: GoogleProtobuf.Timestamp(seconds: revocation.expiresAt, nanos: 0))
    }
}
