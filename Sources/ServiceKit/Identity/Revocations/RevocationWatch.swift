package import API
package import Logging
package import Messages
package import RPC
import ServiceLifecycle

/// Holds auth's stream of revocations open, so that what ended there is refused here within two seconds; after a lost
/// connection it goes on where it stopped.
package struct RevocationWatch: Service {
    package typealias Open =
        @Sendable (_ cursor: Int64) async throws(RPCError) -> ResponseStream<AuthV1.WatchRevocationsResponse>

    private let identity: ServiceIdentity
    private let logger: Logger
    private let open: Open

    package init(_ identity: ServiceIdentity, logger: Logger, open: @escaping Open) {
        self.identity = identity
        self.logger = logger
        self.open = open
    }

    package init(_ identity: ServiceIdentity, auth: AuthV1.AuthServiceClient, logger: Logger) {
        self.init(identity, logger: logger) { cursor throws(RPCError) in
            try await auth.watchRevocations(AuthV1.WatchRevocationsRequest(cursor: cursor))
        }
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { await follow() }
    }

    private func follow() async {
        var cursor: Int64 = 0
        var pause = ServiceLimits.revocationsPauseFirst
        var isHeard: Bool?
        while !Task.isCancelled {
            let (reached, error) = await listen(from: cursor) {
                if isHeard != true { logger.info("hearing of revocations") }
                isHeard = true
            }
            guard !Task.isCancelled else { return }
            if reached != nil { pause = ServiceLimits.revocationsPauseFirst }
            cursor = reached ?? cursor
            if isHeard != false {
                logger.warning("not hearing of revocations", metadata: ["reason": "\(error)"])
                isHeard = false
            }
            // Spread out, lest all knock at once when auth is back.
            try? await Task.sleep(for: pause * Double.random(in: 0.5...1))
            pause = min(pause * 2, ServiceLimits.reconnectPauseMax)
        }
    }

    /// One stream, to its end.
    /// - Returns: How far it came, nil if nowhere, and why it ended.
    private func listen(
        from cursor: Int64, _ heard: () -> Void
    ) async -> (cursor: Int64?, error: any Error) {
        var reached: Int64?
        do {
            let stream = try await open(cursor)
            let silence = SilenceLimit(ServiceLimits.revocationsSilenceMax) { stream.cancel() }
            defer { silence.end() }
            for try await message in stream {
                silence.heard()
                identity.apply(
                    message.revocations.compactMap(Revocation.init), isComplete: !message.hasMore)
                reached = message.cursor
                heard()
            }
            return (reached, StreamEnded())
        } catch {
            return (reached, error)
        }
    }
}

/// Cancels a stream on which nothing comes any more: a connection can be dead for long before anybody notices.
private final class SilenceLimit: Sendable {
    private let bell = Bell()
    private let timer: Task<Void, Never>

    init(_ limit: Duration, _ cancel: @escaping @Sendable () -> Void) {
        let bell = bell
        timer = Task {
            while !Task.isCancelled {
                let rings = bell.rings
                await bell.wait(after: rings, atMost: limit)
                guard !Task.isCancelled else { return }
                if bell.rings == rings { return cancel() }
            }
        }
    }

    func heard() { bell.ring() }

    func end() { timer.cancel() }
}

private struct StreamEnded: Error, CustomStringConvertible {
    var description: String { "auth ended the stream" }
}

extension Revocation {
    /// Nil for a subject that a newer auth may know.
    init?(_ message: AuthV1.Revocation) {
        let end = message.expireTime?.seconds ?? .max
        switch message.subject {
        case .sessionId(let id): self.init(.session(id), expiresAt: end)
        case .keyId(let id): self.init(.key(id), expiresAt: end)
        case nil: return nil
        }
    }
}
