import Messages
import Testing

@testable import RPC

@Suite("One task for the handlers of a call object")
struct HandlerTaskTests {
    @Test("a handler after a cancelled one is not cancelled")
    func afterCancellation() async throws {
        let (started, tellStarted) = AsyncStream<Void>.makeStream()
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            if Task.isCancelled { throw RPCError(.aborted, "cancelled before it began") }
            if request.text == "wait" {
                tellStarted.yield()
                let (never, end) = AsyncStream<Void>.makeStream()
                for await _ in never {}
                end.finish()
                try Task.checkCancellation()
            }
            return request
        }
        try await withLoopback(.plain, fixture) { _, channel in
            for round in 0..<3 {
                let waiting = Task {
                    await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob("wait")) }
                }
                for await _ in started { break }
                waiting.cancel()
                #expect(await waiting.value?.code == .cancelled)
                let answer: Blob = try await channel.unary(EchoFixture.unary, Blob("\(round)"))
                #expect(answer.text == "\(round)")
            }
        }
    }

    @Test("a request that is refused while no handler runs cancels nobody's task")
    func afterRefusal() async throws {
        var limits = ServerLimits()
        limits.messageBytesMax = 100
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            try Task.checkCancellation()
            return request
        }
        try await withLoopback(.plain, fixture, limits: limits) { _, channel in
            for _ in 0..<3 {
                let answer: Blob = try await channel.unary(EchoFixture.unary, Blob("small"))
                #expect(answer.text == "small")
                let refused = await failure {
                    let _: Blob = try await channel.unary(EchoFixture.unary, Blob(size: 200))
                }
                #expect(refused?.code == .resourceExhausted)
            }
        }
    }

    @Test("a task ends with its connection: nothing holds the handlers any more")
    func end() async throws {
        final class Marker: Sendable {
            private let onEnd: @Sendable () -> Void
            init(onEnd: @escaping @Sendable () -> Void) { self.onEnd = onEnd }
            deinit { onEnd() }
        }
        let (ended, tellEnded) = AsyncStream<Void>.makeStream()
        func serve() async throws {
            let marker = Marker { tellEnded.finish() }
            var fixture = EchoFixture()
            fixture.onUnary = { request, _ in
                withExtendedLifetime(marker) {}
                return request
            }
            try await withLoopback(.plain, fixture) { _, channel in
                let _: Blob = try await channel.unary(EchoFixture.unary, Blob("one"))
            }
        }
        try await serve()
        for await _ in ended {}
    }
}
