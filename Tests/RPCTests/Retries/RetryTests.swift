import Messages
import Synchronization
import Testing

@testable import RPC

@Suite("Calls are tried again", .timeLimit(.minutes(2)))
struct RetryTests {
    private static let read: MethodDescriptor = {
        var method = EchoFixture.unary
        method.idempotency = .noSideEffects
        return method
    }()

    /// Fails so many attempts, then answers; returns the call's outcome and what the attempts said of those before.
    private func call(
        _ method: MethodDescriptor, failures: Int, error: RPCError = RPCError(.unavailable, "busy"),
        timeout: Duration? = nil
    ) async throws -> (error: RPCError?, attempts: [String]) {
        let attempts = Mutex<[String]>([])
        var fixture = EchoFixture()
        fixture.onUnary = { request, context in
            let before = context.requestMetadata["grpc-previous-rpc-attempts"] ?? "none"
            let count = attempts.withLock {
                $0.append(before)
                return $0.count
            }
            if count <= failures { throw error }
            return request
        }
        var configuration = ChannelConfiguration()
        configuration.retries?.backoffInitial = .milliseconds(1)
        let outcome = try await withLoopback(.plain, fixture, channel: configuration) { _, channel in
            await failure {
                let _: Blob = try await channel.unary(method, Blob("x"), options: CallOptions(timeout: timeout))
            }
        }
        return (outcome, attempts.withLock { $0 })
    }

    @Test("a method without side effects is repeated until it succeeds, and says how often it was tried")
    func succeeds() async throws {
        let (error, attempts) = try await call(Self.read, failures: 2)
        #expect(error == nil)
        #expect(attempts == ["none", "1", "2"])
    }

    @Test("after the last attempt its error is the call's")
    func exhausted() async throws {
        let (error, attempts) = try await call(Self.read, failures: 9)
        #expect(error?.code == .unavailable && error?.message == "busy")
        #expect(attempts.count == 3)
    }

    @Test("a method that may have side effects is not repeated")
    func sideEffects() async throws {
        let (error, attempts) = try await call(EchoFixture.unary, failures: 1)
        #expect(error?.code == .unavailable)
        #expect(attempts.count == 1)
    }

    @Test("a server can forbid it")
    func forbidden() async throws {
        let (error, attempts) = try await call(
            Self.read, failures: 1,
            error: RPCError(.unavailable, "no", metadata: [RetryMachine.pushbackName: "-1"]))
        #expect(error?.message == "no")
        #expect(attempts.count == 1)
    }

    @Test("a wait that ends after the deadline is not begun")
    func deadline() async throws {
        let (error, attempts) = try await call(
            Self.read, failures: 1,
            error: RPCError(.unavailable, "later", metadata: [RetryMachine.pushbackName: "3600000"]),
            timeout: .seconds(600))
        #expect(error?.message == "later")
        #expect(attempts.count == 1)
    }

    @Test("a read whose server dies is answered by another server")
    func death() async throws {
        try await Fleet.with(2) { fleet in
            fleet.resolver.answer(fleet.addresses(0..<2))
            try await fleet.callUntilAnswered(by: [0, 1])
            async let held = fleet.call("hold", Self.read)
            let place = await fleet.nextHeld()
            await fleet.servers[place].shutdown(grace: .zero)
            let elsewhere = await fleet.nextHeld()
            #expect(elsewhere == 1 - place)
            fleet.gate.open()
            let answer = try await held
            #expect(answer == 1 - place)
            let next = try await fleet.call("", Self.read)
            #expect(next == 1 - place)
        }
    }

    @Test("a call that a full server refuses unseen goes to another one, whatever its method")
    func refused() async throws {
        var limits = ServerLimits()
        limits.handlersPerConnectionMax = 1
        try await Fleet.with(2, limits: limits) { fleet in
            fleet.resolver.answer(fleet.addresses(0..<2))
            try await fleet.callUntilAnswered(by: [0, 1])
            async let held = fleet.call("hold")
            let full = await fleet.nextHeld()
            let answers = try await fleet.answers(of: 10)
            #expect(answers == [1 - full: 10])
            fleet.gate.open()
            let answer = try await held
            #expect(answer == full)
        }
    }
}
