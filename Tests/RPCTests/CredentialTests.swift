import Messages
import Synchronization
import Testing

@testable import RPC

@Suite("Fetching credentials is part of the call", .timeLimit(.minutes(2)))
struct CredentialTests {
    /// Credentials that come when the gate opens, whatever becomes of the call meanwhile.
    private func withStubborn(
        _ body: (RPCChannel, DeadlineTests.Signal, Gate) async throws -> Void
    ) async throws {
        let (asked, gate) = (DeadlineTests.Signal(), Gate())
        var configuration = ChannelConfiguration()
        configuration.credentials = { () async throws(RPCError) in
            asked.send()
            await Task { await gate.pass() }.value
            return ["authorization": "Bearer late"]
        }
        var fixture = EchoFixture()
        fixture.onUnary = { _, context in Blob(context.requestMetadata["authorization"] ?? "") }
        try await withLoopback(.plain, fixture, channel: configuration) { _, channel in
            defer { gate.open() }
            try await body(channel, asked, gate)
        }
    }

    @Test("the deadline ends it as DEADLINE_EXCEEDED")
    func deadline() async throws {
        try await withStubborn { channel, _, _ in
            let error = await failure {
                let _: Blob = try await channel.unary(
                    EchoFixture.unary, Blob(), options: CallOptions(timeout: .milliseconds(20)))
            }
            #expect(error?.code == .deadlineExceeded)
        }
    }

    @Test("cancelling ends it as CANCELLED")
    func cancellation() async throws {
        try await withStubborn { channel, asked, _ in
            let call = Task { let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }
            await asked.wait()
            call.cancel()
            let error = await failure { try await call.value }
            #expect(error?.code == .cancelled)
        }
    }

    @Test("shutting the channel down ends it as UNAVAILABLE")
    func shutdown() async throws {
        try await withStubborn { channel, asked, _ in
            let call = Task { let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }
            await asked.wait()
            await channel.shutdown()
            let error = await failure { try await call.value }
            #expect(error?.code == .unavailable)
        }
    }

    @Test("the call goes on when they come")
    func late() async throws {
        try await withStubborn { channel, asked, gate in
            async let answer: Blob = channel.unary(EchoFixture.unary, Blob())
            await asked.wait()
            gate.open()
            let text = try await answer.text
            #expect(text == "Bearer late")
        }
    }

    @Test("who fetches them is cancelled when the call is over")
    func fetcherIsCancelled() async throws {
        let cancelled = DeadlineTests.Signal()
        var configuration = ChannelConfiguration()
        configuration.credentials = { () async throws(RPCError) in
            do { try await Task.sleep(for: .seconds(600)) } catch { cancelled.send() }
            throw RPCError(.cancelled, "not needed")
        }
        try await withLoopback(channel: configuration) { _, channel in
            let error = await failure {
                let _: Blob = try await channel.unary(
                    EchoFixture.unary, Blob(), options: CallOptions(timeout: .milliseconds(20)))
            }
            #expect(error?.code == .deadlineExceeded)
            await cancelled.wait()
        }
    }

    @Test("without them there is no call: their error is the call's, which no server sees")
    func refused() async throws {
        let calls = Mutex(0)
        var configuration = ChannelConfiguration()
        configuration.credentials = { () async throws(RPCError) in throw RPCError(.failedPrecondition, "no secret") }
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            calls.withLock { $0 += 1 }
            return request
        }
        try await withLoopback(.plain, fixture, channel: configuration) { _, channel in
            let error = await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }
            #expect(error?.code == .failedPrecondition && error?.message == "no secret")
            #expect(calls.withLock { $0 } == 0)
        }
    }

    @Test("calls that wait for them are bounded")
    func bound() async throws {
        let gate = Gate()
        var configuration = ChannelConfiguration()
        configuration.waitingCallsMax = 2
        configuration.credentials = { () async throws(RPCError) in
            await gate.pass()
            return [:]
        }
        try await withLoopback(channel: configuration) { _, channel in
            await withTaskGroup(of: StatusCode?.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        await failure { let _: Blob = try await channel.unary(EchoFixture.unary, Blob()) }?.code
                    }
                }
                let refused = await group.next()
                #expect(refused == .resourceExhausted)
                gate.open()
                for await code in group { #expect(code == nil) }
            }
        }
    }
}
