import HTTP2
import Messages
import Synchronization
import Testing

@testable import RPC

@Suite("Deadlines and cancellation")
struct DeadlineTests {
    /// Lets a test wait for what happens elsewhere.
    final class Signal: Sendable {
        private let stream: AsyncStream<Void>
        private let continuation: AsyncStream<Void>.Continuation
        init() { (stream, continuation) = AsyncStream.makeStream() }
        func send() { continuation.yield() }
        func wait() async { for await _ in stream { return } }
    }

    /// A fixture whose unary method waits until it is cancelled.
    private func waiting(started: Signal = Signal(), cancelled: Signal) -> EchoFixture {
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            started.send()
            do { try await Task.sleep(for: .seconds(600)) } catch {
                cancelled.send()
                throw error
            }
            return request
        }
        return fixture
    }

    @Test("a deadline ends the call", arguments: Transport.allCases)
    func deadline(_ transport: Transport) async throws {
        try await withLoopback(transport, waiting(cancelled: Signal())) { _, channel in
            let error = await failure {
                let _: Blob = try await channel.unary(
                    EchoFixture.unary, Blob(), options: CallOptions(timeout: .milliseconds(50)))
            }
            #expect(error?.code == .deadlineExceeded)
        }
    }

    @Test("the server ends a call whose client does not, and cancels its handler")
    func serverDeadline() async throws {
        let cancelled = Signal()
        try await withRawClient(waiting(cancelled: cancelled)) { client in
            let answer = try await client.call(
                "/test.Echo/Unary", headers: [("grpc-timeout", "20m")], body: [0, 0, 0, 0, 0])
            #expect(answer.status == "4")
            await cancelled.wait()
        }
    }

    @Test("a server that resets the call at its deadline says DEADLINE_EXCEEDED, before it CANCELLED")
    func resetAtTheDeadline() {
        #expect(ClientCall.error(for: .cancel, isLate: true).code == .deadlineExceeded)
        #expect(ClientCall.error(for: .cancel, isLate: false).code == .cancelled)
        #expect(ClientCall.error(for: .refusedStream, isLate: true).code == .unavailable)
    }

    @Test("the handler sees the deadline, and calls it makes inherit it", arguments: Transport.allCases)
    func inheritance(_ transport: Transport) async throws {
        let seen = Mutex<(ContinuousClock.Instant?, ContinuousClock.Instant?)>((nil, nil))
        var fixture = EchoFixture()
        fixture.onUnary = { request, context in
            seen.withLock { $0 = (context.deadline, CallDeadline.current) }
            return request
        }
        try await withLoopback(transport, fixture) { _, channel in
            let _: Blob = try await channel.unary(
                EchoFixture.unary, Blob(), options: CallOptions(timeout: .seconds(100)))
            let (deadline, inherited) = seen.withLock { $0 }
            #expect(deadline != nil && deadline == inherited)
            let error = await failure {
                try await CallDeadline.$current.withValue(.now - .seconds(1)) {
                    let _: Blob = try await channel.unary(EchoFixture.unary, Blob())
                }
            }
            #expect(error?.code == .deadlineExceeded)
        }
    }

    @Test("cancelling the caller's task cancels the handler", arguments: Transport.allCases)
    func cancellation(_ transport: Transport) async throws {
        let (started, cancelled) = (Signal(), Signal())
        try await withLoopback(transport, waiting(started: started, cancelled: cancelled)) { _, channel in
            let call = Task { let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }
            await started.wait()
            call.cancel()
            await cancelled.wait()
            let error = await failure { try await call.value }
            #expect(error?.code == .cancelled)
        }
    }

    @Test("dropping a stream of answers cancels the handler", arguments: Transport.allCases)
    func dropping(_ transport: Transport) async throws {
        let cancelled = Signal()
        var fixture = EchoFixture()
        fixture.onExpand = { _, writer, _ in
            do { while true { try await writer.write(Blob(size: 1000)) } } catch {
                cancelled.send()
                throw error
            }
        }
        try await withLoopback(transport, fixture) { _, channel in
            do {
                let answers: ResponseStream<Blob> = try await channel.serverStreaming(EchoFixture.expand, Blob())
                for try await _ in answers { break }
            }
            await cancelled.wait()
        }
    }

    @Test("a child task that reads requests can be cancelled on its own", arguments: Transport.allCases)
    func childCancellation(_ transport: Transport) async throws {
        var fixture = EchoFixture()
        fixture.onCollect = { requests, _ in
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    var iterator = requests.makeAsyncIterator()
                    _ = try? await iterator.next()
                }
                group.cancelAll()
            }
            return Blob("went on")
        }
        try await withLoopback(transport, fixture) { _, channel in
            let answer: Blob = try await channel.clientStreaming(EchoFixture.collect) { (writer: RequestWriter<Blob>) in
                writer.finish()
            }
            #expect(answer.text == "went on")
        }
    }

    @Test(
        "timeouts are written in the finest unit that fits and read back",
        arguments: [
            (.nanoseconds(1), "1n"), (.milliseconds(50), "50000000n"), (.seconds(1), "1000000u"),
            (.seconds(100), "100000m"),
            (.seconds(1_000_000), "1000000S"), (.seconds(200_000_000), "3333334M"),
            (.seconds(3600) * 3_593_557, "3593557H"),
            (.seconds(3600) * 3_593_557 + .nanoseconds(1), "3593558H"),
        ] as [(Duration, String)])
    func timeoutText(duration: Duration, text: String) {
        #expect(GRPCTimeout.format(duration) == text)
        let parsed = text.utf8.withContiguousStorageIfAvailable { GRPCTimeout.parse(UnsafeRawBufferPointer($0)) } ?? nil
        #expect(parsed.map { $0 >= duration } == true)
    }

    @Test("malformed timeouts are INTERNAL", arguments: ["", "5", "S", "123456789S", "1x", "-1S"])
    func malformedTimeout(text: String) async throws {
        try await withRawClient { client in
            let answer = try await client.call(
                "/test.Echo/Unary", headers: [("grpc-timeout", text)], body: [0, 0, 0, 0, 0])
            #expect(answer.status == "13")
        }
    }
}
