import HTTP2
import Messages
import NIOCore
import Synchronization
import TestKit
import Testing

@testable import RPC

@Suite("Connections that are too old or idle", .timeLimit(.minutes(1))) struct ConnectionAgeTests {
    private func limits(
        age: Duration? = nil, grace: Duration? = nil, idle: Duration? = nil
    ) -> ServerLimits {
        var limits = ServerLimits()
        limits.connectionAgeMax = age
        limits.connectionAgeGrace = grace
        limits.connectionIdleMax = idle
        return limits
    }

    @Test("end without an error when nothing is called on them", arguments: [true, false])
    func ends(byAge: Bool) async throws {
        let limits = byAge ? limits(age: .milliseconds(20)) : limits(idle: .milliseconds(20))
        try await withRawClient(limits: limits) { client in
            let code = try await client.closed.futureResult.get()
            #expect(code == .noError)
        }
    }

    /// A call whose handler runs; one that comes when its connection is just ending is made anew.
    private struct RunningCall {
        let client: RawHTTP2Client
        let answer: Task<RawHTTP2Client.Answer, any Error>

        init(to server: RPCServer, started: EventCount) async throws {
            while true {
                let before = started.count
                let client = try await RawHTTP2Client.connect(port: server.port)
                let ended = EventCount()
                let answer = Task {
                    defer { ended.add() }
                    return try await client.call("/test.Echo/Unary", body: [0, 0, 0, 0, 0])
                }
                try await eventually { started.count > before || ended.count > 0 }
                if started.count > before {
                    self.client = client
                    self.answer = answer
                    return
                }
                await client.close()
            }
        }
    }

    private final class EventCount: Sendable {
        private let events = Atomic(0)
        var count: Int { events.load(ordering: .acquiring) }
        func add() { events.add(1, ordering: .releasing) }
    }

    @Test("let their last calls end well within the grace")
    func lastCall() async throws {
        let gate = Gate()
        let started = EventCount()
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            started.add()
            await gate.pass()
            return request
        }
        let limits = limits(age: .milliseconds(50), grace: .seconds(600))
        try await withServer(ServerConfiguration(limits: limits), [fixture.service]) { server in
            let call = try await RunningCall(to: server, started: started)
            try await eventually { try await call.client.receivedGoAway() == .noError }
            gate.open()
            let answer = try await call.answer.value
            #expect(answer.status == "0")
            _ = try await call.client.closed.futureResult.get()
        }
    }

    @Test("cancel what is called on them after the grace: it is UNAVAILABLE")
    func graceEnds() async throws {
        let started = EventCount()
        var fixture = EchoFixture()
        fixture.onUnary = { request, _ in
            started.add()
            try await Task.sleep(for: .seconds(600))
            return request
        }
        let limits = limits(age: .milliseconds(50), grace: .milliseconds(10))
        try await withServer(ServerConfiguration(limits: limits), [fixture.service]) { server in
            let answer = try await RunningCall(to: server, started: started).answer.value
            #expect(answer.status == "14")
            #expect(answer.headers["grpc-message"]?.contains("connectionAgeMax") == true)
        }
    }

    @Test("cost a client no call: it makes new ones while others drain")
    func noCallIsLost() async throws {
        var fixture = EchoFixture()
        fixture.onUnary = { _, context in
            await Task.yield()
            return Blob("\(context.peer.port)")
        }
        try await withLoopback(.plain, fixture, limits: limits(age: .milliseconds(50))) { _, channel in
            let connections = Connections()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        while connections.count < 6 {
                            let answer: Blob = try await channel.unary(EchoFixture.unary, Blob())
                            connections.add(answer.text)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    private final class Connections: Sendable {
        private let seen = Mutex<Set<String>>([])
        var count: Int { seen.withLock { $0.count } }
        func add(_ connection: String) { seen.withLock { _ = $0.insert(connection) } }
    }
}
