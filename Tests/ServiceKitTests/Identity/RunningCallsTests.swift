import Messages
import NIOPosix
import RPC
import Synchronization
import TestKit
import Testing
import Tokens

@testable import ServiceKit

/// Calls that go on while the session they were admitted for ends.
@Suite(.timeLimit(.minutes(1))) struct RunningCallsTests {
    private typealias Empty = GoogleProtobuf.Empty

    private static let watch = method("Watch", .serverStreaming)
    private static let upload = method("Upload", .clientStreaming)

    private let tokens: TestTokens
    private let memory: TokenMemory
    private let seconds = Seconds()
    /// Has each watch that goes on say something.
    private let news = Bell()
    private let uploadsEnded = Bell()

    private final class Seconds: Sendable {
        let now = Atomic<Int64>(1500)
    }

    init() throws {
        tokens = try TestTokens()
        memory = TokenMemory(clock: { [seconds] in seconds.now.load(ordering: .relaxed) })
        memory.endRevocations()
    }

    private static func method(_ name: String, _ kind: MethodKind) -> MethodDescriptor {
        MethodDescriptor(
            service: "test.Lasting", method: name, kind: kind, inputType: "google.protobuf.Empty",
            outputType: "google.protobuf.Empty", policy: MethodPolicy(access: .authenticated))
    }

    private var service: RPCService {
        var service = RPCService(ServiceDescriptor(name: "test.Lasting", methods: [Self.watch, Self.upload]))
        service.register(Self.watch) { [news] call, _ in
            let answers: ResponseWriter<Empty> = call.responses()
            while !Task.isCancelled {
                let heard = news.rings
                try await answers.write(Empty())
                await news.wait(after: heard, atMost: .seconds(3600))
            }
        }
        service.register(Self.upload) { [uploadsEnded] call, _ in
            defer { uploadsEnded.ring() }
            let requests: RequestStream<Empty> = call.requests()
            for try await _ in requests {}
            call.respond(Empty())
        }
        return service
    }

    private func withChannel(_ body: (RPCChannel) async throws -> Void) async throws {
        let authenticator = TokenAuthenticator(
            service: .dataset, keys: FixedKeys(tokens.keys), memory: memory, clock: { 1500 })
        let server = RPCServer(
            configuration: ServerConfiguration(), services: [service],
            interceptors: [PolicyInterceptor(authenticator: authenticator, in: .dataset, clock: { 1500 })])
        try await server.start()
        let channel = RPCChannel(
            target: Endpoint(host: "127.0.0.1", port: server.port), group: MultiThreadedEventLoopGroup.singleton)
        let result = await Result(catching: { try await body(channel) })
        await channel.shutdown()
        await server.shutdown(grace: .zero)
        try result.get()
    }

    private func options(_ token: String) -> CallOptions {
        CallOptions(metadata: ["authorization": "Bearer \(token)"])
    }

    private func openWatch(_ channel: RPCChannel, session: String) async throws -> ResponseStream<Empty> {
        let stream: ResponseStream<Empty> = try await channel.serverStreaming(
            Self.watch, Empty(), options: options(try tokens.user(["viewer"], session: session)))
        var answers = stream.makeAsyncIterator()
        _ = try await answers.next(isolation: #isolation)
        return stream
    }

    private func expectEnded(
        _ reason: String = Refusal.tokenRevoked, _ body: () async throws -> Void
    ) async {
        let error = await #expect(throws: RPCError.self) { try await body() }
        #expect(error?.code == .unauthenticated)
        let info = error?.details.compactMap { try? $0.unpack(as: GoogleRpc.ErrorInfo.self) }.first
        #expect(info?.reason == reason)
    }

    private func revoke(_ subject: Revocation.Subject) {
        memory.apply([Revocation(subject, expiresAt: .max)], isComplete: false)
    }

    @Test func `a stream of a session that ends is ended, and another session's goes on`() async throws {
        try await withChannel { channel in
            let ended = try await openWatch(channel, session: "s1")
            let other = try await openWatch(channel, session: "s2")
            revoke(.session("s1"))
            await expectEnded { for try await _ in ended {} }
            #expect(memory.runningCount == 1)
            news.ring()
            var answers = other.makeAsyncIterator()
            #expect(try await answers.next(isolation: #isolation) != nil)
            other.cancel()
        }
    }

    @Test func `an upload of a session that ends is ended while it waits for more`() async throws {
        try await withChannel { channel in
            let token = try tokens.user(["viewer"], session: "s1")
            await expectEnded {
                let _: Empty = try await channel.clientStreaming(Self.upload, options: options(token)) {
                    (writer: RequestWriter<Empty>) in
                    try await writer.write(Empty())
                    try await eventually { memory.runningCount == 1 }
                    revoke(.session("s1"))
                    // The end of the requests must not come before the end of the call.
                    await uploadsEnded.wait(after: 0, atMost: .seconds(3600))
                }
            }
        }
    }

    @Test func `a key that is withdrawn ends the streams of all users`() async throws {
        try await withChannel { channel in
            let streams = [
                try await openWatch(channel, session: "s1"), try await openWatch(channel, session: "s2"),
            ]
            revoke(.key("another"))
            #expect(memory.runningCount == 2)
            revoke(.key(tokens.signer.keyID))
            for stream in streams { await expectEnded { for try await _ in stream {} } }
        }
    }

    @Test func `a stream that has gone on for as long as a session's end is told ends by itself`() async throws {
        try await withChannel { channel in
            let stream = try await openWatch(channel, session: "s1")
            seconds.now.add(ServiceLimits.sessionCallSecondsMax - 1, ordering: .relaxed)
            memory.apply([], isComplete: false)
            #expect(memory.runningCount == 1)
            seconds.now.add(ServiceLimits.revocationsForgetSeconds, ordering: .relaxed)
            memory.apply([], isComplete: false)
            await expectEnded("TOKEN_EXPIRED") { for try await _ in stream {} }
        }
    }

    @Test func `calls that are over are not kept`() async throws {
        try await withChannel { channel in
            let stream = try await openWatch(channel, session: "s1")
            #expect(memory.runningCount == 1)
            stream.cancel()
            try await eventually { memory.runningCount == 0 }
        }
    }

    @Test func `a session that ends between its admission and the call's registration refuses the call`() throws {
        let caller = TokenAuthenticator.Caller(
            principal: Principal(kind: .user, subject: "ann", tenantID: "t", sessionID: "s1"),
            authenticatedAt: 1000, expiresAt: 4600, keyID: "k")
        revoke(.session("s1"))
        let refusal = #expect(throws: RPCError.self) {
            try memory.hold(ServerContext(method: Self.watch), of: caller)
        }
        #expect(refusal?.code == .unauthenticated)
        #expect(memory.runningCount == 0)
    }
}
